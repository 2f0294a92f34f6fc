"""What a text refers to, and what it does with it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.reading import read_document
from corpus.references import find_references, numbers_of
from corpus.settings import Settings
from tests.conftest import TESTDATA, needs_testdata


def relations(text: str) -> list[tuple[str, str, str]]:
    return [(r.kind, r.number, r.relation) for r in find_references(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Tiếp tục thực hiện các Nghị quyết số 18, 19-NQ/TW và Kết luận số 50-KL/TW, 62-KL/TW.",
            [
                ("nghị quyết", "18-NQ/TW"),
                ("nghị quyết", "19-NQ/TW"),
                ("kết luận", "50-KL/TW"),
                ("kết luận", "62-KL/TW"),
            ],
        ),
        ("theo các Luật số 43/2024/QH15, số 47/2024/QH15", [("luật", "43/2024/QH15"), ("luật", "47/2024/QH15")]),
        ("Luật Sở hữu trí tuệ số 50/2005/QH11", [("luật", "50/2005/QH11")]),
        ("NQ 57-NQ/TW; NQ57; Nghị quyết 57", [("nghị quyết", "57-NQ/TW")] * 3),
        ("Nghị quyết 68 về kinh tế tư nhân", [("nghị quyết", "68")]),
        ("Quyết định số 1141-TC/QĐ/CĐKT", [("quyết định", "1141-TC/QĐ/CĐKT")]),
        ("công văn số 4830/KTTH", [("công văn", "4830/KTTH")]),
        ("Quy định 294-QĐ/TW; 294-QĐ/TW", [("quy định", "294-QĐ/TW"), ("quy định", "294-QĐ/TW")]),
        ("Nghị quyết Đại hội lần thứ 14 của Đảng", [("Nghị quyết Đại hội XIV", "")]),
        ("Điều lệ Đảng Cộng sản Việt Nam và Hiến pháp", [("Điều lệ Đảng", ""), ("Hiến pháp", "")]),
        ("Nghị quyết Trung ương 4 khóa XI", [("Nghị quyết Trung ương 4 khóa XI", "")]),
        ("lập theo Mẫu số 04/QĐ-CTĐT; Kế hoạch 5 năm; Kết luận 3 nội dung; ngày 22/12/2024; Quyết định 12 điều", []),
    ],
)
def test_finding(text: str, found: list[tuple[str, str]]) -> None:
    assert [(r.kind, r.number) for r in find_references(text)] == found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("- Căn cứ Quy định số 294-QĐ/TW, ngày 26/5/2025 của Ban Chấp hành Trung ương;", ["bases"]),
        ("Căn cứ Luật Giá số 1/2023/QH15 được sửa đổi bởi Luật số 2/2024/QH15;", ["bases", "bases"]),
        ("Quy định này thay thế Quy định số 22-QĐ/TW.", ["replaces"]),
        (
            "Quy định này có hiệu lực từ ngày ký, thay thế các Quy định số 22-QĐ/TW, 5-QĐ/TW và Hướng dẫn số 2-HD/TW.",
            ["replaces", "replaces", "replaces"],
        ),
        ("Quy định này thay thế Chương VII Quy định số 30-QĐ/TW.", ["amends"]),
        ("Luật Dầu khí số 21/2000/QH10 hết hiệu lực kể từ ngày Luật này có hiệu lực.", ["replaces"]),
        ("Khoản 2 Điều 3 của Nghị định số 21/2000/NĐ-CP hết hiệu lực từ ngày 1/1/2026.", ["amends"]),
        ("Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số 43/2025/TT-BYT", ["amends"]),
        ("Chính phủ ban hành Nghị định quy định chi tiết một số điều của Luật số 31/2024/QH15.", ["guides"]),
        ("HƯỚNG DẪN\nthực hiện Quy định số 294-QĐ/TW, ngày 26/5/2025", ["guides"]),
        ("Điều 1. Bãi bỏ các văn bản sau đây:\n1. Quyết định số 1/QĐ-BCN.\n2. Thông tư số 2/TT-BCN.", ["replaces"] * 2),
        # What others do, or may come to do, is a mention.
        ("- Kiến nghị sửa đổi, bổ sung Quy định số 22-QĐ/TW.", ["cites"]),
        ("Nghị định số 1/2020/NĐ-CP được thay thế bởi Nghị định số 2/2025/NĐ-CP.", ["cites", "cites"]),
        ("Quy định này thực hiện theo quy định tại Nghị định số 71/2024/NĐ-CP.", ["cites"]),
        ("Các cấp ủy tiếp tục thực hiện Nghị quyết số 57-NQ/TW.", ["cites"]),
        ("Nếu Nghị định số 1/2020/NĐ-CP hết hiệu lực thì áp dụng văn bản mới.", ["cites"]),
    ],
)
def test_relations(text: str, wanted: list[str]) -> None:
    assert [r.relation for r in find_references(text)] == wanted


def test_the_documents_own_number_is_no_reference() -> None:
    text = "Số: 03/NQ-CP\n(Kèm theo Nghị quyết số 3/NQ-CP của Chính phủ)\nNghị quyết số 57-NQ/TW"
    assert numbers_of(find_references(text, own="03/NQ-CP")) == ["57-NQ/TW"]


@needs_testdata
@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("party_pdf/huongdan06.pdf", {("294-QĐ/TW", "bases"), ("01-HD/TW", "replaces"), ("29-QĐ/TW", "cites")}),
        ("party_text/nghi-quyet-03-NQ-CP-2025.md", {("57-NQ/TW", "guides"), ("57-NQ/TW", "bases")}),
        ("party_text/ke-hoach-3260-KH-DDQH15-2025.md", {("57-NQ/TW", "guides"), ("57-NQ/TW", "cites")}),
        ("docx/LUATKHOAHOCCONGNGHE.docx", {("21/2000/QH10", "replaces"), ("51/2001/QH10", "bases")}),
        ("html/doc_000465.html", {("43/2025/TT-BYT", "amends"), ("63/2025/QH15", "bases")}),
        ("html/doc_000405.html", {("02/2024/TT-BTTTT", "replaces"), ("132/2008/NĐ-CP", "bases")}),
    ],
)
def test_real_documents(path: str, wanted: set[tuple[str, str]], settings: Settings) -> None:
    document = read_document(TESTDATA / "data/documents" / path, settings)
    assert wanted <= {(r.number, r.relation) for r in document.references}
    assert document.metadata.number not in numbers_of(document.references)


WORDS = [
    "Căn cứ ",
    "Quy định này ",
    "thay thế ",
    "57-NQ/TW",
    "số ",
    "Luật ",
    ", ",
    " và ",
    "18",
    "bãi bỏ ",
    "\n",
    ". ",
    ":",
]


@given(
    st.lists(st.sampled_from([*WORDS, "Nghị quyết ", "hết hiệu lực", "hướng dẫn ", "Điều 1. ", "(", "”"]), max_size=30)
)
def test_references_lie_in_order_within_lines(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = find_references(text)
    assert all("\n" not in r.span.of(text) and r.span.of(text).strip() for r in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
