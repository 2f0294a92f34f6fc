"""Answers, sources and documents as HTML: what is marked, what is escaped, what is said when something is gone."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.conversations import Exchange, Head
from assistant.question import Understood
from assistant.records import ABSTENTION, Answer, Choices, Citation, NearDocument, Sentence, Turn
from corpus.drawing import Box
from corpus.holdings import Values
from corpus.originals import Sheet
from corpus.records import Document, Heading, Metadata, Span
from index.filters import Filters
from ui.markup import element, esc
from ui.web.composer_view import composer_html
from ui.web.conversation_view import Growing, conversation_html
from ui.web.greeting_view import greeting_html, loading_html
from ui.web.history_view import history_html
from ui.web.language import VIETNAMESE
from ui.web.source_view import Drawn, document_html, locate, source_html
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
    assert esc("a\u202eb\x1bc\u061c") == "a[U+202E]b[U+001B]c[U+061C]"
    assert element("p", "x", "k", data_a='"><b>') == '<p class="k" data-a="&quot;&gt;&lt;b&gt;">x</p>'


def turn(question: str, given: Answer | None = None) -> Exchange:
    return Exchange(Turn(question, given))


def test_an_answer_has_a_button_for_each_mark_and_each_source() -> None:
    page = conversation_html([turn("Chợ?", answer("Chợ có 84 gian.", "Chợ họp ngày chẵn."))], conversation="c")
    assert page.count('class="vk-cite"') == 2
    assert page.count('class="vk-source"') == 2
    assert 'data-turn="0" data-n="2"' in page
    assert "Điều 1, Quyết định 12-QĐ/UB, tr. 1" in page
    assert "trích nguyên văn" in page
    assert 'href="/conversations/c.docx"' in page
    assert 'data-copy="Chợ có 84 gian. [1] Chợ họp ngày chẵn. [2]\n\n[1] Điều 1, Quyết định 12-QĐ/UB, tr. 1' in page


def test_a_growing_answer_has_no_sources_yet_and_says_it_is_busy() -> None:
    page = conversation_html([], growing=Growing(turn("Chợ?", answer("Chợ có 84 gian."))))
    assert "vk-sources" not in page
    assert 'aria-busy="true"' in page
    assert "Đang tìm" in conversation_html([], growing=Growing(turn("Chợ?")))


def test_the_question_understood_is_shown_only_if_it_differs_and_dropped_only_at_the_end() -> None:
    same = turn("Chợ?", answer("x"))
    other = turn("Còn nó?", answer("x", question="Còn nó?", standalone="Chợ có mấy gian?"))
    assert "Hiểu câu hỏi là" not in conversation_html([same])
    page = conversation_html([same, other])
    assert "Hiểu câu hỏi là: <em>Chợ có mấy gian?</em>" in page
    assert "data-alone" in page
    assert "data-alone" not in conversation_html([other, same])


def test_what_was_chosen_and_understood_are_chips() -> None:
    understood = (Understood("kind", "Ưu tiên <chỉ thị>"),)
    chosen = Choices(Filters(after="2026-01-02", issuers=("Tỉnh ủy",)), frozenset({"period"}))
    page = conversation_html([Exchange(Turn("?", answer("x", understood=understood)), chosen)])
    for words in ("Ưu tiên &lt;chỉ thị&gt;", "Từ 02/01/2026", "Chỉ của: Tỉnh ủy", "khoảng thời gian"):
        assert words in page
    assert 'data-drop="kind"' in page and 'data-drop="filters.issuers"' in page and 'data-restore="period"' in page


def test_a_refusal_is_the_constant_phrase_with_what_came_nearest() -> None:
    near = (NearDocument("d", "/vb/<b>.txt", ""), NearDocument("e", "/vb/e.txt", "Chợ & cầu"))
    page = conversation_html([turn("?", Answer("?", "?", nearest=near, reason="Không có văn bản nào"))])
    assert ABSTENTION in page
    assert "&lt;b&gt;.txt" in page
    assert "Chợ &amp; cầu" in page
    assert 'data-near="1"' in page
    assert "Không có văn bản nào." in page


def test_everything_that_comes_from_outside_is_escaped() -> None:
    evil = citation(quote=NASTY, title=NASTY, number="", issuer=NASTY, kind=NASTY)
    said = Answer(NASTY, NASTY + "?", (Sentence(NASTY, (1,)),), (evil,), understood=(Understood("kind", NASTY),))
    exchange = Exchange(Turn(NASTY, said), Choices(Filters(kinds=(NASTY,))), comment=NASTY)
    hostile = document(NASTY, source=NASTY, page_starts=(0,), id="d")
    drawn = Drawn(Sheet(1, 100, 100, (Box(1, 1, 5, 5),)), 1)
    for page in (
        conversation_html([exchange], title=NASTY, suggestions=[NASTY], notice=NASTY, conversation="c"),
        conversation_html([], growing=Growing(exchange, NASTY)),
        source_html(hostile, replace(evil, span=Span(0, len(NASTY))), turn=0, numbers=[1], drawn=drawn),
        source_html(hostile, evil, turn=0, numbers=[1], drawn=Drawn(fault=NASTY)),
        source_html(None, evil, turn=0, numbers=[1]),
        document_html(hostile, 0, 0),
        greeting_html(3, [NASTY]),
        loading_html(1, 2, NASTY, faults=[NASTY]),
        history_html([Head("c", NASTY, "2026-03-05T00:00:00+00:00", 1)], wanted=NASTY),
        composer_html(Values((NASTY,), (NASTY,), (NASTY, "b")), VIETNAMESE),
    ):
        assert "<script" not in page
        assert "<img src=x" not in page
        assert " onerror=alert(2)>" not in page
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


def test_a_page_is_drawn_with_the_quote_in_hundredths_of_it() -> None:
    drawn = Drawn(Sheet(2, 200, 400, (Box(21.5, 41.5, 98.5, 58.5),)), 3)
    panel = source_html(document(), citation(), turn=0, numbers=[1], drawn=drawn)
    assert 'src="/originals/d1/pages/2.png?v=h"' in panel
    assert "left:10.000%;top:10.000%;width:40.000%;height:5.000%" in panel
    assert 'data-page="1"' in panel and 'data-page="3"' in panel
    assert "disabled" not in panel
    assert "Trang 2/3" in panel
    only = source_html(document(), citation(), turn=0, numbers=[1], drawn=Drawn(Sheet(1, 200, 400), 1))
    assert only.count("disabled") == 2


def test_a_page_that_cannot_be_drawn_leaves_the_text_and_a_word_why() -> None:
    panel = source_html(document(), citation(), turn=0, numbers=[1], drawn=Drawn(fault="Tệp gốc đã đổi."))
    assert "Tệp gốc đã đổi." in panel
    assert f"<mark>{QUOTE}</mark>" in panel
    assert "/file" not in panel


def test_an_empty_collection_greets_and_says_how_to_begin() -> None:
    page = greeting_html(0, [])
    assert "vankien ingest" in page
    assert "data-samples" in page


def test_conversations_are_listed_by_their_day() -> None:
    heads = [Head(str(n), f"Hỏi {n}", f"2026-03-{day:02}T09:00:00+00:00", 1) for n, day in enumerate((9, 8, 4, 1))]
    page = history_html(heads, today=date(2026, 3, 9))
    order = [
        page.index(part) for part in ("Hôm nay", "Hỏi 0", "Hôm qua", "Hỏi 1", "7 ngày", "Hỏi 2", "Trước đó", "Hỏi 3")
    ]
    assert order == sorted(order)
    assert "Chưa có" in history_html([]) and "Không tìm thấy" in history_html([], wanted="x")


@pytest.mark.parametrize(("iso", "shown"), [("2026-03-05", "05/03/2026"), ("", ""), ("2026", "2026")])
def test_dates_read_as_people_write_them(iso: str, shown: str) -> None:
    assert shown_date(iso) == shown


def test_items_of_a_list_stand_on_their_own() -> None:
    said = [Sentence(t, (1,)) for t in ("Gồm:", "a) Đơn.", "Viết tay.", "b) Ảnh.")]
    assert [[s.text for s in group] for group in paragraphs(said)] == [["Gồm:"], ["a) Đơn.", "Viết tay."], ["b) Ảnh."]]
