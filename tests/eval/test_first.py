"""Questions that name their document: which comes first."""

import json

import pytest

from corpus.errors import BadInput
from eval.first import measure_first, read_naming
from ui.cli import run

pytestmark = pytest.mark.usefixtures("toy_embedder")

DIRECTIVE = "TỈNH ỦY LAM SƠN HẠ\nSố 07-CT/TU\nLam Sơn Hạ, ngày 05 tháng 6 năm 2025\n\nCHỈ THỊ\nvề phòng cháy\n"


@pytest.fixture
def folders(tmp_path):
    """Two folders with a file of one name in both, a copy, and a directive."""
    party, news = tmp_path / "văn kiện", tmp_path / "tin"
    party.mkdir()
    news.mkdir()
    (party / "chi-thi.txt").write_text(DIRECTIVE, encoding="utf-8")
    (party / "hai.txt").write_text("Đảng phí đóng tại chi bộ trước ngày mười hằng tháng.", encoding="utf-8")
    (news / "hai.txt").write_text("Chi bộ họp mỗi tháng một lần, bí thư chủ trì.", encoding="utf-8")
    (news / "z-sao.txt").write_bytes((party / "chi-thi.txt").read_bytes())
    return [party, news]


@pytest.fixture
def golden(tmp_path):
    def write(*records):
        path = tmp_path / "named.jsonl"
        path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in records), encoding="utf-8")
        return path

    return write


ASKED = (
    {"id": "1", "group": "number", "question": "CT07 nói gì?", "gold_doc": "chi-thi.txt"},
    {"id": "2", "group": "number", "question": "chi thi 7 yeu cau gi?", "gold_doc": "z-sao.txt"},
    {"id": "3", "group": "date", "question": "Chỉ thị năm ngoái?", "gold_doc": "chi-thi.txt", "as_of": "2026-02-01"},
    {"id": "4", "group": "date", "question": "Chi bộ họp mấy lần?", "gold_doc": "văn kiện/hai.txt"},
)  # fmt: skip


def test_first_documents_are_counted_by_group(folders, golden, settings):
    record = measure_first(golden(*ASKED), folders, settings).as_json()
    assert {k: record[k] for k in ("questions", "right", "groups")} == {
        "questions": 4,
        "right": 3,
        "groups": {"number": {"questions": 2, "right": 2}, "date": {"questions": 2, "right": 1}},
    }
    assert [q["right"] for q in record["per_question"]] == [True, True, True, False]
    assert record["per_question"][3]["found"][0].endswith("tin/hai.txt")
    assert any("01/01/2025" in said for said in record["per_question"][2]["understood"])


def test_a_gold_document_may_be_named_with_its_folder(folders, golden):
    [question] = read_naming(golden(ASKED[3]), folders)
    [source] = question.gold
    assert source.endswith("văn kiện/hai.txt")


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"id": "1", "question": "Gì?", "gold_doc": "hai.txt"}, "2 thư mục"),
        ({"id": "1", "question": "Gì?", "gold_doc": "ba.txt"}, "không phải tệp"),
        ({"id": "1", "question": "Gì?", "gold_doc": None}, "gold_doc"),
        ({"id": "1", "question": "Gì?", "gold_doc": []}, "gold_doc"),
        ({"id": "", "question": "Gì?", "gold_doc": "chi-thi.txt"}, "thiếu id"),
        ({"id": "1", "question": " ", "gold_doc": "chi-thi.txt"}, "thiếu id"),
        ({"id": "1", "question": "Gì?", "gold_doc": "chi-thi.txt", "as_of": "hôm qua"}, "as_of"),
        ({"id": "1", "question": "Gì?", "gold_doc": "chi-thi.txt", "as_of": 2026}, "as_of"),
    ],
)
def test_malformed_questions_are_refused_by_line(folders, golden, record, message):
    with pytest.raises(BadInput, match=message) as refused:
        read_naming(golden(record), folders)
    assert "dòng 1" in str(refused.value)


def test_an_id_comes_once_and_some_question_must_be_asked(folders, golden):
    with pytest.raises(BadInput, match="dòng 2"):
        read_naming(golden(ASKED[0], ASKED[0]), folders)
    with pytest.raises(BadInput, match="không có câu hỏi"):
        read_naming(golden(), folders)


def test_the_command_gates_and_prints(folders, golden, tmp_path, capsys):
    def vankien(*more):
        where = [part for folder in folders for part in ("--corpus", str(folder))]
        args = ["eval", "first", "--golden", str(golden(*ASKED)), *where, "--data-dir", str(tmp_path / "data"), *more]
        return run(args), capsys.readouterr().out

    status, out = vankien("--min", "right=3", "--json")
    assert (status, json.loads(out)["right"]) == (0, 3)
    status, out = vankien("--min", "right=4")
    assert status == 1
    assert "4: Chi bộ họp mấy lần?" in out
    assert vankien("--min", "left=1")[0] == 2
