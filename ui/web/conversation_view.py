"""The conversation as HTML: its bar, its turns, and what can be done with each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversations import Exchange
from ui.markup import element, esc
from ui.web.answer_view import answer_html, answer_text, main_citation
from ui.web.icons import icon
from ui.web.language import VIETNAMESE, Words
from ui.web.told import told


@dataclass(frozen=True, slots=True)
class Growing:
    """The turn being answered; `fault` is what kept it from being answered, in words (empty as long as nothing did)."""

    exchange: Exchange
    fault: str = ""


def conversation_html(
    exchanges: Sequence[Exchange],
    words: Words = VIETNAMESE,
    *,
    conversation: str = "",
    title: str = "",
    growing: Growing | None = None,
    greeting: str = "",
    suggestions: Sequence[str] = (),
    notice: str = "",
    just: str = "",
) -> str:
    """All turns, oldest first, then the one that grows; `greeting` is HTML and stands where there is none.

    `conversation` is the id under which it is kept (empty before its first answer), `suggestions` are questions to ask
    next, `notice` is a word to whoever asks, about the conversation as a whole. `just` names an answer that has only
    now come, the last one: the page then opens its main source by itself.
    """
    parts = [
        _turn(number, exchange, words, last=not growing and number == len(exchanges) - 1)
        for number, exchange in enumerate(exchanges)
    ]
    if growing:
        parts.append(_turn(len(exchanges), growing.exchange, words, last=True, growing=growing))
    if suggestions:
        parts.append(_suggestions(suggestions, words))
    if notice:
        parts.append(element("p", esc(notice), "vk-fault", role="alert"))
    turns = element(
        "div", "".join(parts) or greeting, "vk-turns", role="log", aria_live="polite", aria_label=words("conversation")
    )
    kept = bool(exchanges) and bool(conversation)
    answer = exchanges[-1].turn.answer if exchanges and just else None
    fresh = {"data_just": just, "data_main": main_citation(answer)} if answer and answer.citations else {}
    inner = _bar(conversation, title, words, kept=kept) + turns
    return element("div", inner, "vk-conversation", data_id=conversation, **fresh)


def _bar(conversation: str, title: str, words: Words, *, kept: bool) -> str:
    listing = element(
        "button",
        icon("menu"),
        "vk-tool vk-drawer",
        type="button",
        title=words("conversations"),
        aria_label=words("conversations"),
        aria_controls="vk-history",
        data_drawer="1",
    )
    name = element("p", esc(title), "vk-title", dir="auto")
    tools = ""
    if kept:
        language = f"?language={words.language}" if words.language != VIETNAMESE.language else ""
        for suffix, label in (("docx", "Word"), ("md", "Markdown")):
            tools += element(
                "a",
                icon("save") + f"<span>{label}</span>",
                "vk-tool vk-export",
                href=f"/conversations/{conversation}.{suffix}{language}",
                download="",
                title=words("export_hint", format=label),
                aria_label=words("export_hint", format=label),
            )
    fresh = element(
        "button", icon("plus") + f"<span>{esc(words('new_conversation'))}</span>", "vk-tool vk-new", type="button",
        aria_label=words("new_conversation"), data_new="1",
    )  # fmt: skip
    return element("div", listing + name + tools + fresh, "vk-talk-bar")


def _turn(number: int, exchange: Exchange, words: Words, *, last: bool, growing: Growing | None = None) -> str:
    turn = exchange.turn
    fault = growing.fault if growing else ""
    unfinished = growing is not None and not fault
    said = f'<span class="vk-sr">{esc(words("question"))}: </span>{esc(turn.question)}'
    question = element("p", said, "vk-question", dir="auto")
    if not unfinished:
        question += _press(words("edit"), "edit", number, data_edit="1", data_question=turn.question)
    if fault:
        body = element("p", esc(told(fault, words)), "vk-fault", role="alert")
    elif unfinished and turn.answer is None:
        body = element("p", esc(words("searching")), "vk-wait")
    elif turn.answer is None:
        body = element("p", esc(words("unreadable_answer")), "vk-note")
    else:
        body = answer_html(number, exchange, words, unfinished=unfinished, last=last)
    if not unfinished:
        body += _actions(number, exchange, words, last=last, kept=growing is None)
    return element(
        "article",
        element("div", question, "vk-asked") + element("div", body, "vk-answer"),
        "vk-turn",
        data_turn_no=number,
        aria_busy="true" if unfinished else "false",
    )


def _actions(number: int, exchange: Exchange, words: Words, *, last: bool, kept: bool) -> str:
    """Copy, ask again, thumbs. What was not answered can only be asked again."""
    answer = exchange.turn.answer
    presses = ""
    if answer and kept:
        presses += _press(words("copy"), "copy", number, data_copy=answer_text(answer), data_done=words("copied"))
    if last:
        presses += _press(
            words("again"), "again", number, data_again="1", data_question="" if kept else exchange.turn.question
        )
    if answer and kept:
        for rating, name in ((1, "up"), (-1, "down")):
            pressed = "true" if exchange.rating == rating else "false"
            presses += _press(
                words(f"rate_{name}"),
                name,
                number,
                aria_pressed=pressed,
                data_rate=rating,
                data_comment=exchange.comment,
                data_label=words("rate_comment"),
                data_ok=words("send_comment"),
                data_cancel=words("without_comment"),
            )
        if exchange.comment:
            presses += element("span", esc(exchange.comment), "vk-comment", dir="auto")
    return element("div", presses, "vk-actions") if presses else ""


def _press(label: str, picture: str, turn: int, **data: object) -> str:
    return element(
        "button", icon(picture), "vk-act", type="button", title=label, aria_label=label, data_turn=turn, **data
    )


def _suggestions(questions: Sequence[str], words: Words) -> str:
    buttons = "".join(
        element("button", esc(q), "vk-example", type="button", data_example=q, dir="auto") for q in questions
    )
    return element("div", element("h3", esc(words("ask_next"))) + buttons, "vk-next")
