"""The conversation as HTML: questions, answers with citation marks, sources, refusals, and the greeting before them.

Marks and examples are plain buttons that name what they stand for in `data-` attributes, so that a keyboard reaches
them; `chat_talk.js` has the few lines of script that turn a press into an event.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records import Answer, Citation, Sentence, Turn
from ui.markup import element, esc
from ui.wording import (
    EMPTY_COLLECTION,
    HOW_TO_ADD,
    QUOTES_NOTE,
    document_of,
    engine_note,
    label_of,
    paragraphs,
    shown_date,
)


def conversation_html(
    turns: Sequence[Turn], *, pending: Turn | None = None, greeting: str = "", fault: str = ""
) -> str:
    """All turns, oldest first; `pending` is the one being answered, `fault` what kept it from being answered."""
    if not turns and not pending:
        return greeting
    parts = [_turn(number, turn) for number, turn in enumerate(turns)]
    if pending:
        parts.append(_turn(len(turns), pending, unfinished=not fault, fault=fault))
    return "".join(parts)


def greeting_html(documents: int, examples: Sequence[str], samples: str = "") -> str:
    """What stands in the empty conversation: how to begin, and questions to press."""
    if not documents:
        steps = (
            f"<p>{esc(EMPTY_COLLECTION)} Để bắt đầu, mở cửa sổ dòng lệnh và đọc một thư mục vào kho:</p>"
            f"<pre><code>{esc(HOW_TO_ADD)}</code></pre>"
            "<p>Muốn thử ngay, hãy dùng bộ văn bản mẫu đi kèm:</p>"
            f'<pre><code>vankien ingest "{esc(samples)}"</code></pre>'
            "<p>Đọc xong là hỏi được ngay; không cần mở lại trang này.</p>"
        )
        return element("div", f"<h2>Chào đồng chí</h2>{steps}", "vk-greeting vk-empty")
    buttons = "".join(
        element("button", esc(q), "vk-example", type="button", data_example=q, title="Hỏi câu này") for q in examples
    )
    held = f"{documents:,}".replace(",", ".")
    return element(
        "div",
        "<h2>Đồng chí cần tra cứu điều gì?</h2>"
        f"<p>Kho đang có {held} tài liệu. {QUOTES_NOTE} Mỗi câu đều ghi nguồn; bấm vào số "
        '<span class="vk-cite vk-cite-show">[1]</span> để xem đúng chỗ trong văn bản. '
        "Gõ có dấu hay không dấu đều được.</p>"
        + (f'<p class="vk-try">Hỏi thử:</p><div class="vk-examples">{buttons}</div>' if buttons else ""),
        "vk-greeting",
    )


def _turn(number: int, turn: Turn, *, unfinished: bool = False, fault: str = "") -> str:
    question = element("p", f'<span class="vk-sr">Câu hỏi: </span>{esc(turn.question)}', "vk-question", dir="auto")
    if fault:
        body = element("p", esc(fault), "vk-fault", role="alert")
    elif turn.answer is None:
        body = '<p class="vk-wait">Đang tìm trong tài liệu…</p>'
    else:
        body = _answer(number, turn.answer, unfinished=unfinished)
    busy = "true" if unfinished else "false"
    return element(
        "article", question + element("div", body, "vk-answer"), "vk-turn", data_turn_no=number, aria_busy=busy
    )


def _answer(number: int, answer: Answer, *, unfinished: bool) -> str:
    parts = []
    if answer.standalone != answer.question:
        parts.append(f'<p class="vk-standalone">Hiểu câu hỏi là: <em>{esc(answer.standalone)}</em></p>')
    if answer.notice:
        parts.append(element("p", esc(answer.notice), "vk-note", role="status"))
    if answer.abstained:
        parts.append(_abstention(answer))
        return "".join(parts)
    cited = {c.n: c for c in answer.citations}
    for group in paragraphs(answer.sentences):
        said = (
            _sentence(s) + "".join(f"&#8239;{_mark(number, cited[n])}" for n in s.citations if n in cited)
            for s in group
        )
        parts.append(f'<p class="vk-said">{" ".join(said)}</p>')
    if not unfinished:
        rows = "".join(f"<li>{_source(number, c)}</li>" for c in answer.citations)
        parts.append(f'<div class="vk-sources"><h3>Nguồn trích dẫn</h3><ol>{rows}</ol></div>')
        parts.append(f'<p class="vk-note">{esc(engine_note(answer))}</p>')
    return "".join(parts)


def _sentence(sentence: Sentence) -> str:
    """Its text, with what was asked for set in bold."""
    if sentence.bold is None:
        return esc(sentence.text)
    start, end = sentence.bold.start, sentence.bold.end
    text = sentence.text
    return f"{esc(text[:start])}<strong>{esc(text[start:end])}</strong>{esc(text[end:])}"


def _abstention(answer: Answer) -> str:
    rows = ((d.title, d.source.rpartition("/")[2]) for d in answer.nearest)
    near = "".join(f"<li><span>{esc(title or file)}</span><small>{esc(file)}</small></li>" for title, file in rows)
    advice = (
        f"<p>Các tài liệu gần nhất với câu hỏi:</p><ul>{near}</ul>"
        if near
        else "<p>Thử hỏi bằng từ ngữ khác, hoặc kiểm tra ở thẻ Tài liệu xem văn bản cần tra đã có trong kho chưa.</p>"
    )
    reason = f'<p class="vk-reason">{esc(answer.reason)}.</p>' if answer.reason else ""
    return f'<div class="vk-abstained"><p><strong>{esc(answer.text)}</strong></p>{reason}{advice}</div>'


def _mark(turn: int, citation: Citation) -> str:
    name = f"Mở nguồn {citation.n}: {label_of(citation)}"
    return element(
        "button",
        f"[{citation.n}]",
        "vk-cite",
        type="button",
        data_turn=turn,
        data_n=citation.n,
        title=label_of(citation),
        aria_label=name,
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
