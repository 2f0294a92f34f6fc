"""Passages: exact slices, in order, whole, within the limit, along the structure."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.outline import find_outline
from corpus.passages import cut_passages
from corpus.reading import read_document
from corpus.records import Document, Kind, Mark, Passage, Span
from corpus.settings import Settings
from tests.conftest import TESTDATA, needs_testdata


def document(text: str, page_starts: tuple[int, ...] = ()) -> Document:
    return Document("d", "s", "h", "txt", text, page_starts=page_starts, outline=find_outline(text))


def check(doc: Document, passages: list[Passage], limit: int) -> None:
    """What holds of any document's passages."""
    at = 0
    for ordinal, passage in enumerate(passages):
        assert passage.ordinal == ordinal
        assert passage.doc_id == doc.id
        assert passage.text == doc.text[passage.span.start : passage.span.end]
        assert passage.text == passage.text.strip() != ""
        assert len(passage.text) <= limit
        assert not doc.text[at : passage.span.start].strip()
        assert passage.page == doc.page_at(passage.span.start)
        at = passage.span.end
    assert not doc.text[at:].strip()


_LINE = st.one_of(
    st.sampled_from(
        ["Điều 1. Phạm vi", "Chương I", "QUY ĐỊNH CHUNG", "1. Một khoản.", "a) Một điểm;", "I- QUAN ĐIỂM", "Gồm có:",
         "3.5.1. Điều kiện", "Đọc thêm", "- Gạch đầu dòng", "Phụ lục I", "“1. Trích dẫn", "hết trích”."]
    ),
    st.text(st.sampled_from("ab .,;:đĐ1!“”\"-"), max_size=80),
    st.builds(
        lambda word, count: (word + " ") * count, st.sampled_from(["chữ", "câu.", "ý;", "từ,"]), st.integers(1, 120)
    ),
    st.builds(lambda count: "x" * count, st.integers(1, 700)),
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(_LINE, max_size=40), st.integers(20, 300), st.integers(0, 300))
def test_any_document(lines: list[str], target: int, more: int) -> None:
    text = "\n".join(" ".join(line.split()) for line in lines)
    doc = document(text, (0, len(text) // 2, len(text) // 2))
    check(doc, cut_passages(doc, target=target, limit=target + more), target + more)


@pytest.mark.parametrize(("target", "limit"), [(0, 10), (-5, 10), (20, 10)])
def test_senseless_sizes_are_refused(target: int, limit: int) -> None:
    with pytest.raises(ValueError, match="limit"):
        cut_passages(document("chữ"), target=target, limit=limit)


def test_nothing_gives_no_passages() -> None:
    assert cut_passages(document("")) == []


SENTENCE = "Đảng viên được tổ chức đảng bảo vệ quyền và lợi ích hợp pháp theo quy định hiện hành. "


def test_a_heading_goes_with_what_follows() -> None:
    text = "\n".join(f"Điều {n}. Tên điều {n}\n{(SENTENCE * 9).strip()}" for n in range(1, 20))
    passages = cut_passages(document(text))
    assert [p.outline for p in passages] == [(f"Điều {n}",) for n in range(1, 20)]
    assert all(p.text.startswith("Điều ") for p in passages)


def test_a_lead_in_stays_with_its_first_item() -> None:
    text = "\n".join([(SENTENCE * 9).strip(), "Hồ sơ kết nạp gồm:"] + [f"- {SENTENCE * 3}".strip() for _ in range(9)])
    for passage in cut_passages(document(text)):
        assert not passage.text.endswith(":")


def test_short_siblings_share_a_passage_and_its_path_is_their_parents() -> None:
    text = (
        "Điều 1. Quyền\n"
        + "\n".join(f"{n}. {SENTENCE}".strip() for n in range(1, 6))
        + "\nĐiều 2. Nghĩa vụ\n"
        + SENTENCE * 9
    )
    first, *_ = cut_passages(document(text.strip()))
    assert first.outline == ("Điều 1",)
    assert first.text.count("\n") == 5


def test_a_section_never_takes_in_what_belongs_to_the_next_parent() -> None:
    text = "\n".join(
        f"Chương {roman}\nTÊN CHƯƠNG\nĐiều {n}. Ngắn\n{SENTENCE}".strip()
        for n, roman in ((1, "I"), (2, "II"), (3, "III"))
    )
    passages = cut_passages(document(text))
    assert [p.outline[0] for p in passages] == ["Chương I", "Chương II", "Chương III"]


def test_other_articles_never_share_a_passage_with_the_body() -> None:
    text = f"Tin chính của bài\n{SENTENCE}Hết bài./.\nĐọc thêm\nMột bài báo khác hẳn\n{SENTENCE}".strip()
    passages = cut_passages(document(text))
    assert [("Hết bài" in p.text, "bài báo khác" in p.text) for p in passages] == [(True, False), (False, True)]


def test_an_endless_sentence_is_cut_at_semicolons_before_commas_before_spaces() -> None:
    passages = cut_passages(document("ý thứ nhất, rất dài; " * 200), target=300, limit=400)
    assert all(p.text.endswith(";") for p in passages)
    passages = cut_passages(document("chữ " * 500), target=300, limit=400)
    assert all(re.fullmatch(r"chữ( chữ)*", p.text) for p in passages)


def test_pages_are_those_of_the_first_character() -> None:
    text = "\n".join((SENTENCE * 8).strip() for _ in range(4))
    starts = (0, text.index("\n") + 1, len(text) - 100)
    assert [p.page for p in cut_passages(document(text, starts))] == [1, 2, 2, 2]


@needs_testdata
@pytest.mark.parametrize("folder", ["data/documents/party_pdf", "data/documents/party_text", "data/documents/html",
                                    "data/documents/docx", "seeds"])  # fmt: skip
def test_real_documents(folder: str, settings: Settings) -> None:
    paths = sorted((TESTDATA / folder).iterdir())
    assert paths
    for path in paths:
        doc = read_document(path, settings)
        passages = cut_passages(doc)
        check(doc, passages, 1300)
        headings = {heading.span.of(doc.text) for heading in doc.outline}
        beside = {mark.span.start - 1 for mark in doc.marks if mark.kind in ("aside", "caption")}
        lonely = [p.text for p in passages if p.text in headings and len(p.text) < 60 and p.span.end not in beside]
        assert not lonely, path.name


@needs_testdata
def test_readmission_conditions_are_one_passage_of_regulation_294(settings: Settings) -> None:
    passages = cut_passages(read_document(TESTDATA / "data/documents/party_pdf/quydinh294.pdf", settings))
    (found,) = [p for p in passages if "3.5.1. Người được xét kết nạp lại" in p.text]
    assert found.page == 3
    assert found.outline == ("Mục 3", "Mục 3.5", "Mục 3.5.1")
    assert "a) Có đủ điều kiện" in found.text
    assert "c) Thực hiện đúng các thủ tục" in found.text


@needs_testdata
def test_the_teasers_of_a_seed_are_kept_apart(settings: Settings) -> None:
    doc = read_document(TESTDATA / "seeds/003_f6d3ed303b79c583.txt", settings)
    passages = cut_passages(doc)
    related = next(i for i, p in enumerate(passages) if p.text.startswith("Đọc thêm"))
    assert not any("Hướng về Đại hội" in p.text for p in passages[:related])
    assert all(p.text.count("\n") <= 1 for p in passages[related:])


def test_a_table_of_numbers_exported_line_by_line_is_laid_out_whole() -> None:
    lines = ["7"] * 100_500 + ["Tin khác bên lề trang"]
    text = "\n".join(lines)
    beside = Span(len(text) - len(lines[-1]), len(text))
    doc = Document("d", "s", "h", "txt", text, marks=(Mark(beside, "aside"),))
    passages = cut_passages(doc)
    check(doc, passages, 1300)
    assert passages[-1].span == beside


@pytest.mark.parametrize("kind", ["aside", "caption"])
def test_what_stands_beside_the_text_shares_no_passage_with_it(kind: Kind) -> None:
    lines = ["Tin chính của bài.", "Ông A phát biểu. (Ảnh: TTXVN)", "Bài viết tiếp.", "Bài khác", "Tóm tắt bài khác."]
    text = "\n".join(lines)
    spans = [Span(text.index(line), text.index(line) + len(line)) for line in lines]
    doc = Document("d", "s", "h", "txt", text, marks=tuple(Mark(spans[i], kind) for i in (1, 3, 4)))
    assert [p.text for p in cut_passages(doc)] == [*lines[:3], "\n".join(lines[3:])]


def test_each_headline_among_other_articles_goes_with_its_abstract_alone() -> None:
    lines = ["Bài báo.", "Đọc thêm", "Tiêu đề bài thứ nhất của báo", "Tóm tắt một.", "Tiêu đề bài thứ hai của báo",
             "Tóm tắt hai.", "Tiêu đề bài thứ ba của báo", "Tiêu đề bài thứ tư của báo"]  # fmt: skip
    text = "\n".join(lines)
    marks = tuple(Mark(Span(text.index(line), text.index(line) + len(line)), "aside") for line in lines[1:])
    found = [p.text.split("\n") for p in cut_passages(Document("d", "s", "h", "txt", text, marks=marks))]
    assert found == [lines[:1], lines[1:4], lines[4:6], lines[6:7], lines[7:]]


def test_a_section_that_is_joined_is_joined_whole() -> None:
    short = "1. Ngắn\nMột câu ngắn về việc này."
    long = "2. Dài\n" + "\n".join(f"2.{n}. {SENTENCE * 4}".strip() for n in range(1, 5))
    passages = cut_passages(document(f"{short}\n{long}"))
    assert all(p.outline for p in passages)
    assert passages[0].outline == ("Mục 1",)
