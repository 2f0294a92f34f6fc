"""Summaries: whole sentences of the document's own, chosen and placed."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.digest.summary import brief, headline, headline_and_summary, summarise
from corpus.reading import parse_document
from corpus.records import Document
from corpus.settings import Settings
from index.analyze import syllables
from index.embedder import HashEmbedder
from tests.assistant.digest.made import article

EMBED = HashEmbedder(64).embed_passages
TITLE = "Tỉnh An Khê dự trữ gạo và thuốc trước mùa mưa bão"
LEAD = "Sáng 5/3, Ủy ban nhân dân tỉnh An Khê quyết định dự trữ 500 tấn gạo và 40 tấn thuốc trước mùa mưa bão."
BODY = [
    "Các đại biểu chụp ảnh. (Ảnh: Lê An)",
    LEAD,
    "Theo đó, mỗi huyện có một kho thuốc riêng và báo cáo lượng gạo dự trữ vào ngày 10 hằng tháng.",
    "Ông Trần Văn Bình, Chủ tịch Ủy ban nhân dân tỉnh, yêu cầu các huyện rà soát kho gạo xong trước ngày 30/4.",
    "Thời tiết ở vùng núi những ngày này nắng nhẹ, đêm và sáng có sương mù rải rác ở vài nơi.",
    "Năm ngoái, ba cơn bão đã làm hư hỏng 1.200 ngôi nhà ở các xã ven sông của tỉnh An Khê.",
    "Cuộc họp kết thúc lúc 11 giờ 30 phút cùng ngày, sau khi các đại biểu nghe hết báo cáo.",
    "Lê An",
]


def read(body: list[str], title: str = TITLE) -> Document:
    return parse_document("\n".join([title, *body]).encode(), Path("tin.txt"), Settings().limits, "default")


def test_sentences_are_the_documents_own_in_reading_order_and_within_the_length() -> None:
    document = read(BODY)
    for length in (30, 60, 120):
        summary = summarise(document, EMBED, length)
        assert summary
        assert sum(len(syllables(s.text)) for s in summary) <= length
        assert [s.span.start for s in summary] == sorted(s.span.start for s in summary)
        for sentence in summary:
            quote = sentence.span.of(document.text)
            assert sentence.text == quote or (sentence.shortened and sentence.text[1:] == quote[1:])


def test_title_caption_and_byline_are_no_summary() -> None:
    document = read(BODY)
    told = " ".join(s.text for s in (*summarise(document, EMBED, 1000), *brief(document, EMBED)))
    assert TITLE not in told
    assert "Ảnh" not in told
    assert not told.endswith("Lê An")


def test_what_the_article_is_about_comes_before_what_stands_beside_it() -> None:
    document = read(BODY)
    assert LEAD in [s.text for s in brief(document, EMBED)]
    assert "Thời tiết" not in " ".join(s.text for s in summarise(document, EMBED, 60))


def test_a_sentence_without_its_neighbour_loses_what_joined_them() -> None:
    lead = headline(read([BODY[4], BODY[2]], "Mỗi huyện có một kho thuốc và báo cáo gạo hằng tháng"), EMBED)
    assert lead is not None
    assert lead.text.startswith("Mỗi huyện có một kho thuốc riêng")
    assert lead.shortened


def test_a_headline_fits_its_length_where_a_sentence_does() -> None:
    lead = headline(read(BODY), EMBED, 25)
    assert lead is not None
    assert len(syllables(lead.text)) <= 1.7 * 25
    short = headline(read(BODY), EMBED, 12)
    assert short is not None
    assert len(syllables(short.text)) <= 1.7 * 12
    assert headline(read([LEAD]), EMBED, 10) is not None


def test_both_at_once_are_what_each_is() -> None:
    document = read(BODY)
    assert headline_and_summary(document, EMBED) == (headline(document, EMBED), summarise(document, EMBED))


def test_it_does_without_vectors_and_without_a_title() -> None:
    document = read(BODY)
    untitled = replace(document, metadata=replace(document.metadata, title=""))
    assert brief(document)
    assert brief(untitled, EMBED)
    assert brief(document) == brief(document)


def test_a_long_document_is_told_by_more_than_its_first_section() -> None:
    subjects = {
        "Rừng": "trồng thêm 300 ha keo và thông ở vùng cao",
        "Trường học": "sửa mái của 12 trường mầm non cùng hai trạm y tế",
        "Đường": "trải nhựa con đường nối bến cảng với quốc lộ",
        "Chợ": "dời các sạp bán cá xuống bờ sông trước tết",
        "Kho": "xây kho lạnh chứa 900 tấn vải thiều sau thu hoạch",
    }
    lines = []
    for subject, work in subjects.items():
        lines += [f"{subject} của tỉnh An Khê", f"Ủy ban nhân dân tỉnh An Khê giao các huyện {work} trong năm 2026."]
        lines += [f"Huyện số {n} cũng làm như vậy với phần việc của mình ở các xã." for n in range(10)]
    document = read(lines, "Kế hoạch của tỉnh An Khê năm 2026")
    told = " ".join(s.text for s in summarise(document, EMBED, 120))
    assert sum(work in told for work in subjects.values()) >= 3


@pytest.mark.parametrize("text", ["", "Không có câu", "1 | 2 | 3", "“" * 5000, "a. " * 3000, "Theo đó, " * 2000])
def test_what_has_no_sentences_has_no_summary_and_nothing_breaks(text: str) -> None:
    document = article(text)
    assert len(brief(document, EMBED)) == len(brief(document))
    assert (headline(document, EMBED) is None) == (not summarise(document, EMBED))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet='aăBđ1 .,;:!?“”"()-…|\u0301', min_size=1, max_size=120), max_size=8))
def test_any_text_is_told_in_its_own_words(lines: list[str]) -> None:
    document = article("\n".join(" ".join(line.split()) for line in lines if line.strip()))
    lead, summary = headline_and_summary(document, EMBED, length=40)
    for sentence in (*summary, *brief(document, EMBED), *([lead] if lead else [])):
        assert sentence.text[1:] == sentence.span.of(document.text)[1:]
