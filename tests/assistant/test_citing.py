"""Citations as staff write them."""

import pytest

from assistant.citing import citation_label, document_label
from corpus.records import Metadata

RULE = Metadata(number="294-QĐ/TW", kind="quy định")


@pytest.mark.parametrize(
    ("outline", "page", "last", "label"),
    [
        (("Chương II", "Điều 5", "Khoản 2"), 4, 4, "Khoản 2, Điều 5, Chương II, Quy định 294-QĐ/TW, tr. 4"),
        (("Điều 5", "Khoản 2", "Điểm a"), 4, 5, "Điểm a, Khoản 2, Điều 5, Quy định 294-QĐ/TW, tr. 4-5"),
        (("Mục 3", "Mục 3.5", "Mục 3.5.1", "Điểm b"), 3, None, "Điểm b, Mục 3.5.1, Quy định 294-QĐ/TW, tr. 3"),
        (("Mục I", "Điểm 2", "Điểm 2.1"), None, None, "Điểm 2.1, Mục I, Quy định 294-QĐ/TW"),
        (("Phụ lục I", "Mục 3"), None, None, "Mục 3, Phụ lục I, Quy định 294-QĐ/TW"),
        (("Quy chế ban hành kèm theo", "Điều 5"), 7, 7, "Điều 5, Quy chế ban hành kèm theo Quy định 294-QĐ/TW, tr. 7"),
        (("Quy chế ban hành kèm theo",), None, None, "Quy chế ban hành kèm theo Quy định 294-QĐ/TW"),
        ((), 2, 1, "Quy định 294-QĐ/TW, tr. 2"),
    ],
)
def test_labels(outline: tuple[str, ...], page: int | None, last: int | None, label: str) -> None:
    assert citation_label(RULE, "/kho/a.pdf", outline, page, last) == label


def test_a_document_without_a_number_is_named_by_its_title_or_its_file() -> None:
    assert document_label(Metadata(title="Tin vắn"), "/kho/tin.txt") == "“Tin vắn”"
    assert document_label(Metadata(), "/kho/tin.txt") == "tin.txt"
    assert document_label(Metadata(number="12-X/TU"), "/kho/tin.txt") == "Văn bản 12-X/TU"
