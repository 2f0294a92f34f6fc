"""What the assistant says of its answers, told on the English page."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.settings import ROOT
from ui.web.language import words_of
from ui.web.told import told

EN = words_of("en")
TABLE = Path("ui/web/told.tsv")


@pytest.mark.parametrize(
    ("said", "english"),
    [
        ("Ưu tiên văn bản từ 1/1/2026 đến 9/1/2026", "Documents preferred that are dated from 1/1/2026 to 9/1/2026"),
        ("Chỉ tìm văn bản ban hành ngày 05/03/2026", "Only documents issued on 05/03/2026"),
        ("Ưu tiên loại văn bản: chỉ thị, kết luận", "Preferred kind: chỉ thị, kết luận"),
        ("“nq” đọc là “nghị”; “kl” đọc là “kết”", "“nq” was read as “nghị”; “kl” was read as “kết”"),
        ("Các tài liệu tìm được không nói về xã Khe Sậy", "The documents found do not speak of xã Khe Sậy"),
        ("Không có Nghị quyết 99-NQ/TW trong kho tài liệu", "There is no Nghị quyết 99-NQ/TW among the documents held"),
        (
            "Không có việc nào như vậy đến hạn từ 01/04/2026 đến 30/06/2026 trong các tài liệu của kho"
            " (còn 3 tài liệu chưa rà xong, hãy hỏi lại sau ít phút)",
            "No such task is due from 01/04/2026 to 30/06/2026 in the documents held"
            " (3 documents are still to be read: ask again in a few minutes)",
        ),
        (
            "Máy chủ mô hình ngôn ngữ đang bận hoặc có lỗi (HTTP 503). Dưới đây là nguyên văn tài liệu, không qua "
            "mô hình. Danh sách này còn 4 dòng nữa: xem tại nguồn.",
            "The language model's server is busy or has failed (HTTP 503). What follows is quoted from the documents, "
            "without the model. The list has 4 more lines: see its source.",
        ),
        ("Tìm trong Quyết định về nơi không có điện", "Searched in Quyết định về nơi không có điện"),
        ("Văn bản này chưa ai biết.", "Văn bản này chưa ai biết."),
        ("", ""),
    ],
)  # fmt: skip
def test_it_is_told_in_english_with_what_stands_in_it(said: str, english: str) -> None:
    assert told(said, EN) == english
    assert told(said, words_of("vi")) == said


@given(st.text(max_size=200) | st.text(alphabet="“”; đọclà.kó Từ", max_size=200))
def test_whatever_is_said_is_told(said: str) -> None:
    assert bool(told(said, EN)) == bool(said)


def test_every_sentence_of_the_table_is_one_that_the_program_says() -> None:
    """A sentence that is changed where it is written and not in the table would come up in Vietnamese."""
    packages = [*(ROOT / "assistant").rglob("*.py"), *(ROOT / "corpus").glob("*.py"), ROOT / "ui" / "web" / "words.tsv"]
    written = "\n".join(path.read_text(encoding="utf-8") for path in packages)
    with (ROOT / TABLE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [row["vi"] for row in rows if row["vi"].count("{}") != row["en"].count("{}")] == []
    for row in rows:
        longest = max(row["vi"].replace(" 1 ", " {} ").split("{}"), key=len)
        assert " ".join(longest.split()[:3]) in written or " ".join(longest.split()[1:4]) in written, row["vi"]
