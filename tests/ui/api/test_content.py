"""An answer as one text: marks, sources, and nothing that Markdown would obey."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.records import Answer, Citation, NearDocument, Sentence
from corpus.records import Metadata, Span
from ui.api.content import body_of, marks_in, tail_of

_TEXT = st.text(alphabet="ab ]([<!/:)1.\n-“Đ", min_size=1, max_size=30).filter(str.strip)


def cited(text: str, *marks: int, source: str = "a.txt") -> Answer:
    quotes = tuple(Citation(n, "d", source, Metadata(), Span(0, len(text)), text) for n in marks)
    return Answer("q", "q", (Sentence(text, marks),), quotes)


@given(st.lists(st.tuples(_TEXT, st.lists(st.integers(1, 12), max_size=3, unique=True)), min_size=1, max_size=5))
def test_marks_stand_where_they_are_said_to(parts: list[tuple[str, list[int]]]) -> None:
    sentences = tuple(Sentence(text, tuple(marks)) for text, marks in parts)
    answer = Answer("q", "q", sentences)
    body = body_of(answer)
    found = list(marks_in(body, answer))
    assert [m.n for m in found] == [n for s in sentences for n in s.citations]
    assert [body[m.start : m.end] for m in found] == [f"[{m.n}]" for m in found]


@given(st.lists(_TEXT, min_size=1, max_size=5))
def test_the_text_grows_as_the_answer_does(texts: list[str]) -> None:
    sentences = tuple(Sentence(text, (n,)) for n, text in enumerate(texts, start=1))
    whole = body_of(Answer("q", "q", sentences))
    for n in range(1, len(sentences)):
        assert whole.startswith(body_of(Answer("q", "q", sentences[:n])))


def test_nothing_of_a_document_is_markup() -> None:
    text = "![x](http://evil.example/a.png) [y][z] <img src=http://evil.example> [z]: http://evil.example"
    answer = cited(text, 1, source=f"/{text}.txt")
    for said in (body_of(answer), tail_of(answer), body_of(Answer("q", "q", nearest=(NearDocument("d", text, ""),)))):
        assert not re.search(r"\][(\[:]|(?<!\\)<\w", said.replace("[1]", ""))


def test_what_was_understood_and_what_is_out_of_force_is_told() -> None:
    meta = Metadata(number="1-NQ/TW", kind="nghị quyết", status="hết hiệu lực")
    quotes = (Citation(1, "d", "a.txt", meta, Span(0, 4), "Dài."),)
    answer = Answer("nó?", "cầu?", (Sentence("Dài.", (1,)),), quotes, notice="Máy chủ bận.")
    said = tail_of(answer)
    assert "- [1] Nghị quyết 1-NQ/TW (lưu ý: hết hiệu lực)" in said
    assert "Đã hiểu: cầu?" in said
    assert said.endswith("Máy chủ bận.")
