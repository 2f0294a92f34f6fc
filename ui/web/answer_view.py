"""One answer as HTML: what was understood, the sentences with citation marks, the sources, or a refusal in plain words.

Marks are plain buttons that name what they stand for in `data-` attributes, so that a keyboard reaches them;
`chat_talk.js` turns a press into an event.
"""

from __future__ import annotations

from assistant.conversations import Exchange
from assistant.records import ABSTENTION, Answer, Citation, Sentence
from index.filters import Filters
from ui.markup import element, esc
from ui.web.icons import icon
from ui.web.language import Words
from ui.web.told import told
from ui.wording import document_of, label_of, paragraphs, shown_date

_SAYING = 9
"""Syllables of a sentence that says something; headings mostly have fewer."""


def answer_html(number: int, exchange: Exchange, words: Words, *, unfinished: bool, last: bool) -> str:
    """The answer to turn `number`; what it rests on besides its words can be taken back if it is the `last` one."""
    answer = exchange.turn.answer
    if answer is None:
        return ""
    parts = [_understood(number, exchange, answer, words, removable=last and not unfinished)]
    if answer.notice:
        parts.append(element("p", esc(told(answer.notice, words)), "vk-note", role="status"))
    if answer.abstained:
        parts.append(_abstention(number, answer, words))
        return "".join(parts)
    cited = {c.n: c for c in answer.citations}
    for group in paragraphs(answer.sentences):
        said = (
            _sentence(s) + "".join(f"&#8239;{_mark(number, cited[n], words)}" for n in s.citations if n in cited)
            for s in group
        )
        parts.append(f'<p class="vk-said" dir="auto">{" ".join(said)}</p>')
    if not unfinished and answer.citations:
        rows = "".join(f"<li>{_source(number, c)}</li>" for c in answer.citations)
        parts.append(f'<div class="vk-sources"><h3>{esc(words("sources"))}</h3><ol>{rows}</ol></div>')
        quoted = answer.engine == "extractive"
        note = words("quotes_note") if quoted else words("written_note", engine=answer.engine.removeprefix("mô hình "))
        if answer.dropped:
            note += " " + words("dropped_note", count=len(answer.dropped))
        parts.append(element("p", esc(note), "vk-note"))
    return "".join(parts)


def answer_text(answer: Answer) -> str:
    """The answer with its citations as text, to be pasted elsewhere."""
    cited = {c.n for c in answer.citations}
    lines = [
        " ".join(s.text + "".join(f" [{n}]" for n in s.citations if n in cited) for s in group)
        for group in paragraphs(answer.sentences)
    ] or [ABSTENTION]
    if answer.citations:
        lines += ["", *(f"[{c.n}] {label_of(c)}" for c in answer.citations)]
    return "\n".join(lines)


def main_citation(answer: Answer) -> int:
    """The citation of the sentence that has the very thing asked for, else of the first that is no heading."""
    bold = (n for s in answer.sentences if s.bold is not None for n in s.citations)
    saying = (c.n for c in answer.citations if len(c.quote.split()) >= _SAYING and not c.quote.endswith(":"))
    return next(bold, next(saying, answer.citations[0].n))


def filter_words(filters: Filters, words: Words) -> list[tuple[str, str]]:
    """What was chosen by hand, each as the name it is dropped by and the words for it."""
    shown = []
    first, last = shown_date(filters.after), shown_date(filters.before)
    if first or last:
        key = "period_between" if first and last else "period_from" if first else "period_until"
        shown.append(("filters.period", words(key, first=first, last=last)))
    for name in ("kinds", "issuers", "collections"):
        if values := getattr(filters, name):
            shown.append((f"filters.{name}", words(f"only_{name}", value=", ".join(values))))
    return shown


def _understood(number: int, exchange: Exchange, answer: Answer, words: Words, *, removable: bool) -> str:
    """Chips for all that the question was taken to mean besides its own words, each with a press that drops it."""
    chips = [(name, label, "") for name, label in filter_words(exchange.choices.filters, words)]
    chips += [(u.what, told(u.label, words), "") for u in answer.understood]
    restored = [(what, words(f"dropped_{what}"), "vk-restored") for what in sorted(exchange.choices.without)]
    out = []
    if answer.standalone != answer.question:
        meant = f"{esc(words('meant'))} <em>{esc(answer.standalone)}</em>"
        out.append(
            _chip("span", meant, "vk-standalone", number, words("alone_hint"), removable=removable, data_alone="1")
        )
    for name, label, _ in chips:
        out.append(
            _chip("span", esc(label), "", number, words("drop_hint", what=label), removable=removable, data_drop=name)
        )
    for name, label, class_ in restored:
        hint = words("restore_hint", what=label)
        out.append(_chip("s", esc(label), class_, number, hint, removable=removable, data_restore=name))
    if not out:
        return ""
    return element("ul", "".join(out), "vk-chips", aria_label=words("understood"))


def _chip(tag: str, inner: str, class_: str, turn: int, hint: str, *, removable: bool, **data: str) -> str:
    """`inner` is HTML already."""
    press = ""
    if removable:
        picture = icon("again" if "data_restore" in data else "close")
        press = element("button", picture, type="button", title=hint, aria_label=hint, data_turn=turn, **data)
    return element("li", element(tag, inner, dir="auto") + press, f"vk-chip {class_}".strip())


def _sentence(sentence: Sentence) -> str:
    """Its text, with what was asked for set in bold."""
    if sentence.bold is None:
        return esc(sentence.text)
    start, end = sentence.bold.start, sentence.bold.end
    text = sentence.text
    return f"{esc(text[:start])}<strong>{esc(text[start:end])}</strong>{esc(text[end:])}"


def _abstention(number: int, answer: Answer, words: Words) -> str:
    near = "".join(
        element("li", _near(number, place, d.title, d.source.rpartition("/")[2]))
        for place, d in enumerate(answer.nearest)
    )
    advice = f"<p>{esc(words('nearest'))}</p><ul>{near}</ul>" if near else f"<p>{esc(words('try_other'))}</p>"
    said = element("p", element("strong", esc(answer.text)), lang="vi")
    # The phrase is the documents' language in either; whoever reads the page in another is told in that.
    said += element("p", esc(words("abstained"))) if words("abstained") else ""
    reason = element("p", esc(f"{told(answer.reason, words)}."), "vk-reason") if answer.reason else ""
    return element("div", said + reason + advice, "vk-abstained")


def _near(turn: int, place: int, title: str, file: str) -> str:
    inner = f"<span>{esc(title or file)}</span><small>{esc(file)}</small>"
    return element("button", inner, "vk-near", type="button", dir="auto", data_turn=turn, data_near=place)


def _mark(turn: int, citation: Citation, words: Words) -> str:
    label = label_of(citation)
    return element(
        "button",
        f"[{citation.n}]",
        "vk-cite",
        type="button",
        data_turn=turn,
        data_n=citation.n,
        title=label,
        aria_label=words("open_source", n=citation.n, label=label),
    )


def _source(turn: int, citation: Citation) -> str:
    title = citation.metadata.title
    aside = [shown_date(citation.metadata.date), title if title and title not in document_of(citation) else ""]
    small = " · ".join(esc(part) for part in aside if part)
    inner = (
        f'<span class="vk-n" aria-hidden="true">{citation.n}</span>'
        f'<span class="vk-source-text">{esc(label_of(citation))}'
        + (f"<small>{small}</small>" if small else "")
        + "</span>"
    )
    return element("button", inner, "vk-source", type="button", data_turn=turn, data_n=citation.n)
