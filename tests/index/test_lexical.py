"""The lexical leg on a real tantivy index."""

from pathlib import Path

import pytest

from corpus.errors import StorageError
from index.lexical import LexicalIndex
from tests.index.documents import FACTS

TEXTS = {
    "gd": "Hội nghị tổng kết công tác giáo dục năm 2025",
    "tc": "Hội nghị tổng kết công tác tổ chức xây dựng Đảng",
    "kt": "Ủy ban Kiểm tra Trung ương họp kỳ thứ 57",
}


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    built = LexicalIndex(tmp_path / "lexical")
    built.write(add=((i, text, FACTS) for i, text in TEXTS.items()))
    return built


def found(index: LexicalIndex, question: str) -> list[str]:
    return [i for i, _ in index.search(question, 10)]


@pytest.mark.parametrize(
    "question",
    ["tổ chức xây dựng Đảng", "to chuc xay dung dang", "tổ chuc xay dựng dang", "TỔ CHỨC XÂY DỰNG ĐẢNG"],
)
def test_a_question_finds_its_text_with_without_and_with_some_diacritics(index: LexicalIndex, question: str) -> None:
    assert found(index, question)[0] == "tc"


def test_both_placements_of_tone_marks_are_one(index: LexicalIndex) -> None:
    assert found(index, "uỷ ban kiểm tra") == found(index, "ủy ban kiểm tra") == ["kt"]


def test_typed_marks_tell_words_apart(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path / "lexical")
    index.write(add=[("phường", "cấp phường", FACTS), ("phương", "cấp phương", FACTS)])
    assert found(index, "phường")[0] == "phường"
    assert found(index, "phương")[0] == "phương"


def test_an_entry_is_replaced_and_removed(index: LexicalIndex) -> None:
    index.write(add=[("gd", "y tế cơ sở", FACTS)])
    assert found(index, "giáo dục") == []
    assert found(index, "y tế") == ["gd"]
    assert len(index) == 3
    index.write(remove=["gd"])
    assert found(index, "y tế") == []
    assert index.holds(["gd", "tc"]) == {"tc"}


def test_a_reader_sees_what_another_wrote_once_it_reloads(index: LexicalIndex, tmp_path: Path) -> None:
    reader = LexicalIndex(tmp_path / "lexical")
    index.write(add=[("mới", "chuyển đổi số", FACTS)])
    reader.reload()
    assert found(reader, "chuyển đổi số") == ["mới"]


def test_a_question_without_words_and_an_index_not_there_find_nothing(index: LexicalIndex, tmp_path: Path) -> None:
    assert found(index, "?!…") == []
    assert found(LexicalIndex(tmp_path / "không có"), "hội nghị") == []
    assert len(LexicalIndex(tmp_path / "không có")) == 0


def test_hostile_questions_are_words_not_syntax(index: LexicalIndex) -> None:
    for question in ('tổ chức" OR id:*', "accented:(", "+-&&||!(){}[]^~*?:\\", "tổ chức " * 2_000):
        index.search(question, 10)


def test_a_damaged_index_says_how_to_repair_it(index: LexicalIndex, tmp_path: Path) -> None:
    (tmp_path / "lexical" / "meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(StorageError, match="vankien rebuild"):
        LexicalIndex(tmp_path / "lexical")
