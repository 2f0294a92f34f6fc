"""An answer as one text, for programs that show nothing else: sentences with their marks, then the sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.records import Answer, Sentence
from index.search import is_superseded
from ui.wording import label_of, marks, paragraphs

_ACTIVE = re.compile(r"\](?=[(\[:])|<(?=[A-Za-z/!?])")
"""Where Markdown begins the address of a link or a picture, or HTML: whoever shows the text would fetch or run it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the mark of citation `n` stands in a text."""

    n: int
    start: int
    end: int


def body_of(answer: Answer) -> str:
    """What is said, each sentence followed by its marks ("[1][2]"); the text grows as the answer does."""
    if not answer.abstained:
        said = [" ".join(f"{_said(s)} {marks(s)}".rstrip() for s in group) for group in paragraphs(answer.sentences)]
        return "".join((_break(text) if at else "") + text for at, text in enumerate(said))
    parts = [answer.text]
    if answer.reason:
        parts.append(f"{_inert(answer.reason)}.")
    if answer.nearest:
        near = "\n".join(f"- {_inert(d.title or d.source.rpartition('/')[2])}" for d in answer.nearest)
        parts.append(f"Tài liệu gần nhất:\n{near}")
    return "\n\n".join(parts)


def tail_of(answer: Answer) -> str:
    """What follows when the answer is whole: how it was understood, the sources as staff cite them, and warnings."""
    parts = []
    if answer.citations:
        sources = (f"[{c.n}] {_inert(label_of(c))}{_gone(c.metadata.status)}" for c in answer.citations)
        parts.append("Nguồn:\n" + "\n".join(f"- {source}" for source in sources))
    understood = [answer.standalone] if answer.standalone != answer.question else []
    understood += [u.label for u in answer.understood]
    if understood:
        parts.append(f"Đã hiểu: {_inert('; '.join(understood))}")
    if answer.notice:
        parts.append(_inert(answer.notice))
    return "".join(f"\n\n{part}" for part in parts)


def marks_in(body: str, answer: Answer) -> Iterator[Mark]:
    """The marks that stand in the body of an answer, in order; brackets in the documents' own words are none."""
    at = 0
    for group in paragraphs(answer.sentences):
        for sentence in group:
            at = body.index(_said(sentence), at) + len(_said(sentence))
            if sentence.citations:
                at += 1
            for n in sentence.citations:
                yield Mark(n, at, at + len(f"[{n}]"))
                at += len(f"[{n}]")


def _break(text: str) -> str:
    """What stands before a paragraph: the items of a list follow one another."""
    return "\n" if text.startswith("- ") else "\n\n"


def _said(sentence: Sentence) -> str:
    return _inert(sentence.text).strip()


def _inert(text: str) -> str:
    """`text` so that Markdown shows it as it is: a document may hold links, pictures and HTML."""
    return _ACTIVE.sub(lambda found: "]\\" if found[0] == "]" else "\\<", text)


def _gone(status: str) -> str:
    return f" (lưu ý: {_inert(status)})" if is_superseded(status) else ""
