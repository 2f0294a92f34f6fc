"""A conversation taken away: Markdown and Word with citations, and nothing in it that is more than text."""

import io
import re

import docx
from fastapi import FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from assistant.conversations import Exchange
from assistant.records import Answer, Sentence, Turn
from index.store import Store
from tests.ui.web.test_desk import Scripted, served
from tests.ui.web.test_views import NASTY, answer
from ui.web.exports import exports_router
from ui.web.transcript import as_docx, as_markdown
from ui.web.visitors import COOKIE, visitor_of

TURNS = [
    Exchange(
        Turn("Chợ có mấy gian?", answer("Chợ có 84 gian.", notice="Đã dừng giữa chừng.")),
        at="2026-03-05T02:03:04+00:00",
    ),
    Exchange(Turn("Giá xăng?", Answer("Giá xăng?", "Giá xăng chợ?", reason="Không có"))),
    Exchange(Turn("Cũ?")),
]


def test_questions_answers_and_sources_are_all_there() -> None:
    markdown = as_markdown("Hỏi chợ", TURNS)
    paragraphs = [p.text for p in docx.Document(io.BytesIO(as_docx("Hỏi chợ", TURNS))).paragraphs]
    for text in ("Hỏi chợ", "Chợ có mấy gian?", "Giá xăng chợ?", "Cũ?", "Đã dừng giữa chừng"):
        assert text in markdown
        assert any(text in p for p in paragraphs)
    assert "Chợ có 84 gian. [1]" in paragraphs
    assert "[1] Điều 1, Quyết định 12-QĐ/UB, tr. 1 (03/02/2026): “Chợ có 84 gian.”" in paragraphs
    assert "Không tìm thấy căn cứ trong tài liệu." in paragraphs


def test_markdown_shows_what_was_typed_as_text() -> None:
    text = as_markdown(NASTY, [Exchange(Turn(NASTY, Answer(NASTY, NASTY, (Sentence(NASTY, ()),))))])
    assert not re.search(r"(?<!\\)[<>`\[\]*]", text.replace("*" + "*", ""))


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=80))
def test_whatever_was_typed_makes_a_document_that_opens(text: str) -> None:
    turns = [Exchange(Turn(text, Answer(text, text + "?", (Sentence(text, ()),))))]
    assert docx.Document(io.BytesIO(as_docx(text, turns))).paragraphs
    assert as_markdown(text, turns).encode()


def test_only_one_s_own_conversation_is_given_out(store: Store) -> None:
    services = served(store, Scripted(store))
    app = FastAPI()
    app.include_router(exports_router(services.conversations))
    token = "t" * 32
    one = services.conversations.add(visitor_of({COOKIE: token}), None, Turn("Chợ/có: mấy gian?"))
    mine, other = TestClient(app, cookies={COOKIE: token}), TestClient(app, cookies={COOKIE: "u" * 32})
    got = mine.get(f"/conversations/{one}.md")
    assert got.status_code == 200
    assert got.headers["content-disposition"].startswith("attachment; filename*=UTF-8''Ch%E1%BB%A3c%C3%B3%20m")
    assert mine.get(f"/conversations/{one}.docx").content[:2] == b"PK"
    for answered in (
        other.get(f"/conversations/{one}.md"),
        mine.get("/conversations/x.docx"),
        mine.get(f"/conversations/{one}.exe"),
    ):
        assert answered.status_code == 404
