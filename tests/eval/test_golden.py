import json

import pytest

from corpus.errors import BadInput
from eval.golden import GoldenQuestion, read_golden
from tests.conftest import TESTDATA, needs_testdata


@pytest.fixture
def read(tmp_path):
    folder = tmp_path / "tài liệu"
    (folder / "con").mkdir(parents=True)
    for name in ("a.txt", "con/b.txt"):
        (folder / name).write_text("x", encoding="utf-8")

    def read(*records):
        path = tmp_path / "golden.jsonl"
        lines = (r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records)
        path.write_text("\n".join(lines), encoding="utf-8")
        return read_golden(path, folder)

    return read


def test_forms_of_gold_documents(read):
    one, several, none = read(
        {"id": "1", "question": "?", "gold_doc": "a.txt", "answer_any": ["x"], "note": "other fields are allowed"},
        {"id": "2", "question": "?", "gold_doc": ["a.txt", "con/b.txt"], "answer_any": "x"},
        {"id": "3", "question": "?", "gold_doc": None, "answer_any": []},
    )
    assert (one.gold, several.gold, none.gold) == (("a.txt",), ("a.txt", "con/b.txt"), ())
    assert (one.answerable, several.answerable, none.answerable) == (True, True, False)
    assert several.answer_any == ("x",)


def test_of_a_conversation_the_last_question_is_asked(read):
    [question] = read({"id": "1", "turns": ["Ai?", "Ở đâu?", "Khi nào?"], "gold_doc": "a.txt", "answer_any": ["x"]})
    assert question == GoldenQuestion("1", "Khi nào?", ("a.txt",), ("x",), ("Ai?", "Ở đâu?"))


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("{", "JSON"),
        ({"id": "2", "gold_doc": None}, "question"),
        ({"id": "2", "turns": ["a", " "]}, "turns"),
        ({"question": "?"}, "thiếu id"),
        ({"id": "1", "question": "?"}, "1 đã có ở dòng 1"),
        ({"id": "2", "question": "?", "gold_doc": "c.txt", "answer_any": ["x"]}, "c.txt không phải tệp"),
        ({"id": "2", "question": "?", "gold_doc": "a.txt"}, "answer_any"),
        ({"id": "2", "question": "?", "gold_doc": "a.txt", "answer_any": [8]}, "answer_any"),
        ({"id": "2", "question": "?", "gold_doc": {"a": 1}, "answer_any": ["x"]}, "gold_doc"),
    ],
)
def test_malformed_questions_are_refused_with_their_line(read, record, said):
    with pytest.raises(BadInput) as caught:
        read({"id": "1", "question": "?"}, record)
    assert "dòng 2" in str(caught.value)
    assert said in str(caught.value)


def test_no_questions_and_no_file(read, tmp_path):
    with pytest.raises(BadInput, match="không có câu hỏi"):
        read("")
    with pytest.raises(BadInput, match="khong-co"):
        read_golden(tmp_path / "khong-co.jsonl", tmp_path)


@needs_testdata
def test_the_shared_questions_are_read():
    questions = read_golden(TESTDATA / "golden" / "seeds_dev.jsonl", TESTDATA / "seeds")
    assert len(questions) == 20
    assert sum(q.answerable for q in questions) == 17
    assert [q.id for q in questions if q.earlier] == ["d16"]
