"""Answers, sources and documents as HTML: what is marked, what is escaped, what is said when something is gone."""

from dataclasses import replace

import pytest

from assistant.records import ABSTENTION, Answer, Citation, NearDocument, Sentence, Turn
from corpus.records import Document, Heading, Metadata, Span
from ui.markup import element, esc
from ui.web.conversation_view import conversation_html, greeting_html
from ui.web.source_view import locate, source_html
from ui.wording import paragraphs, shown_date

TEXT = "Điều 1. Chợ\nChợ họp ngày chẵn. Chợ có 84 gian.\nĐiều 2. Cầu\nCầu dài 512 mét."
QUOTE = "Chợ có 84 gian."
START = TEXT.index(QUOTE)
NASTY = "<script>alert(1)</script><img src=x onerror=alert(2)> **đậm** [a](javascript:b) ${1+1} {{value}} \"'&"


def document(text: str = TEXT, **changes: object) -> Document:
    made = Document(
        id="d1",
        source="/vb/cho.pdf",
        content_hash="h",
        format="pdf",
        text=text,
        metadata=Metadata(title="Chợ và cầu", number="12-QĐ/UB", kind="quyết định", date="2026-02-03"),
        page_starts=(0, TEXT.index("Điều 2")),
        outline=(Heading(Span(0, 11), 1, "Điều 1"),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def citation(n: int = 1, quote: str = QUOTE, start: int = START, **meta: str) -> Citation:
    metadata = replace(document().metadata, **meta)
    return Citation(n, "d1", "/vb/cho.pdf", metadata, Span(start, start + len(quote)), quote, 1, ("Điều 1",))


def answer(*sentences: str, question: str = "Chợ?", **changes: object) -> Answer:
    said = tuple(Sentence(text, (n,)) for n, text in enumerate(sentences, start=1))
    cited = tuple(citation(n) for n, _ in enumerate(sentences, start=1))
    return replace(Answer(question, question, said, cited), **changes)  # type: ignore[arg-type]


def test_escaping_leaves_no_markup_and_shows_controls() -> None:
    assert esc(NASTY).startswith("&lt;script&gt;")
    assert not set("<>\"'") & set(esc(NASTY))
    assert esc("a\u202eb\x1bc") == "a[U+202E]b[U+001B]c"
    assert element("p", "x", "k", data_a='"><b>') == '<p class="k" data-a="&quot;&gt;&lt;b&gt;">x</p>'


def test_an_answer_has_a_button_for_each_mark_and_each_source() -> None:
    page = conversation_html([Turn("Chợ?", answer("Chợ có 84 gian.", "Chợ họp ngày chẵn."))])
    assert page.count('class="vk-cite"') == 2
    assert page.count('class="vk-source"') == 2
    assert 'data-turn="0" data-n="2"' in page
    assert "Điều 1, Quyết định 12-QĐ/UB, tr. 1" in page
    assert "trích nguyên văn" in page


def test_a_growing_answer_has_no_sources_yet_and_says_it_is_busy() -> None:
    page = conversation_html([], pending=Turn("Chợ?", answer("Chợ có 84 gian.")))
    assert "vk-sources" not in page
    assert 'aria-busy="true"' in page
    assert "Đang tìm" in conversation_html([], pending=Turn("Chợ?"))


def test_the_question_understood_is_shown_only_if_it_differs() -> None:
    same = conversation_html([Turn("Chợ?", answer("x"))])
    other = conversation_html([Turn("Còn nó?", answer("x", question="Còn nó?", standalone="Chợ có mấy gian?"))])
    assert "Hiểu câu hỏi là" not in same
    assert "Hiểu câu hỏi là: <em>Chợ có mấy gian?</em>" in other


def test_a_refusal_is_the_constant_phrase_with_what_came_nearest() -> None:
    near = (NearDocument("d", "/vb/<b>.txt", ""), NearDocument("e", "/vb/e.txt", "Chợ & cầu"))
    page = conversation_html([Turn("?", Answer("?", "?", nearest=near))])
    assert ABSTENTION in page
    assert "&lt;b&gt;.txt" in page
    assert "Chợ &amp; cầu" in page


def test_everything_that_comes_from_outside_is_escaped() -> None:
    evil = citation(quote=NASTY, title=NASTY, number="", issuer=NASTY, kind=NASTY)
    turn = Turn(NASTY, Answer(NASTY, NASTY + "?", (Sentence(NASTY, (1,)),), (evil,)))
    panel = source_html(
        document(NASTY, source=NASTY, page_starts=()), replace(evil, span=Span(0, len(NASTY))), turn=0, numbers=[1]
    )
    for page in (
        conversation_html([turn]),
        panel,
        greeting_html(3, [NASTY]),
        conversation_html([], pending=turn, fault=NASTY),
    ):
        assert "<script" not in page
        assert "<img" not in page
        assert "&lt;script&gt;" in page


def test_the_panel_marks_the_quote_exactly_among_its_neighbours() -> None:
    panel = source_html(document(), citation(), turn=2, numbers=[1, 2])
    assert panel.count("<mark>") == 1
    assert f'<p dir="auto">Chợ họp ngày chẵn. <mark>{QUOTE}</mark></p>' in panel
    assert '<p class="vk-heading" dir="auto">' in panel
    assert '<span class="vk-page">trang 2</span>Điều 2. Cầu' in panel
    assert "Điều 1, Quyết định 12-QĐ/UB, tr. 1" in panel
    assert "03/02/2026" in panel
    assert panel.count('class="vk-step"') == 2


def test_a_quote_over_paragraphs_and_pages_is_marked_throughout() -> None:
    start, end = TEXT.index("Chợ có"), TEXT.index(" dài")
    panel = source_html(document(), citation(quote=TEXT[start:end], start=start), turn=0, numbers=[1])
    marked = "".join(part.partition("</mark>")[0] for part in panel.split("<mark>")[1:])
    assert marked == TEXT[start:end].replace("\n", "")


def test_a_long_document_shows_a_window_and_offers_more() -> None:
    lines = [f"Đoạn thứ {n} của một văn bản dài." for n in range(200)]
    text = "\n".join(lines)
    cited = citation(quote=lines[100], start=text.index(lines[100]))
    narrow = source_html(document(text), cited, turn=0, numbers=[1])
    wide = source_html(document(text), cited, turn=0, numbers=[1], wide=True)
    assert "Đoạn thứ 97 " in narrow and "Đoạn thứ 96 " not in narrow
    assert "Đoạn thứ 103 " in narrow and "Đoạn thứ 104 " not in narrow
    assert 'data-wide="1"' in narrow
    assert "Đoạn thứ 85 " in wide and "vk-more" not in wide


def test_one_endless_paragraph_is_cut_at_words() -> None:
    text = "từ " * 5_000 + QUOTE + " từ" * 5_000
    panel = source_html(document(text), citation(start=text.index(QUOTE)), turn=0, numbers=[1])
    assert len(panel) < 5_000
    assert f"<mark>{QUOTE}</mark>" in panel


def test_a_removed_document_is_said_to_be_removed() -> None:
    panel = source_html(None, citation(), turn=0, numbers=[1])
    assert "đã được gỡ khỏi kho" in panel
    assert QUOTE in panel
    assert "<mark>" not in panel


def test_a_quote_that_moved_is_found_and_one_that_went_is_said_to_be_gone() -> None:
    moved = document("Thêm một dòng.\n" + TEXT)
    assert locate(moved, citation()) == Span(START + 15, START + 15 + len(QUOTE))
    rewritten = document("Chợ đã dời đi.")
    assert locate(rewritten, citation()) is None
    assert "không còn đúng" in source_html(rewritten, citation(), turn=0, numbers=[1])


def test_an_empty_collection_greets_and_says_how_to_begin() -> None:
    page = greeting_html(0, [], "/mẫu")
    assert "vankien ingest" in page
    assert "/mẫu" in page


@pytest.mark.parametrize(("iso", "shown"), [("2026-03-05", "05/03/2026"), ("", ""), ("2026", "2026")])
def test_dates_read_as_people_write_them(iso: str, shown: str) -> None:
    assert shown_date(iso) == shown


def test_items_of_a_list_stand_on_their_own() -> None:
    said = [Sentence(t, (1,)) for t in ("Gồm:", "a) Đơn.", "Viết tay.", "b) Ảnh.")]
    assert [[s.text for s in group] for group in paragraphs(said)] == [["Gồm:"], ["a) Đơn.", "Viết tay."], ["b) Ảnh."]]
