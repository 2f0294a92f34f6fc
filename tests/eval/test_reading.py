"""What is found out about documents, against tables: what counts as right, and what is said of the rest."""

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadInput
from eval.reading import BUNDLED, CORE, FIELDS, measure_metadata, read_table, same
from tests.conftest import TESTDATA, needs_testdata
from ui.cli import run

LETTER = """TỈNH ỦY LAM SƠN
*
Số 12-NQ/TU
ĐẢNG CỘNG SẢN VIỆT NAM
Lam Sơn, ngày 05 tháng 3 năm 2026
NGHỊ QUYẾT
về chuyển đổi số trong các cơ quan đảng của tỉnh
Điều 1. Văn phòng Tỉnh ủy chủ trì việc này cùng các ban đảng và báo cáo trước ngày 30/6 hằng năm.
T/M BAN THƯỜNG VỤ
BÍ THƯ
Phan Doãn Trác
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "vb").mkdir()
    (tmp_path / "vb" / "nq.txt").write_text(LETTER, encoding="utf-8")
    (tmp_path / "vb" / "rong.txt").write_bytes(b"")
    return tmp_path / "vb"


@pytest.fixture
def table(tmp_path):
    def write(*lines):
        path = tmp_path / "bang.jsonl"
        path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("field", "wanted", "found", "right"),
    [
        ("issuer", "Ủy ban Thường vụ Quốc hội", "uỷ ban  thường vụ quốc hội.", True),
        ("issuer", "Ủy ban Thường vụ Quốc hội", "Quốc hội", False),
        ("issuer", "", "Quốc hội", False),
        ("number", "57-NQ/TW", "57–NQ/TW", False),
        ("number", "57-NQ/TW", "57-NQ/TƯ", False),
        ("title", "Quy định thi hành Điều lệ Đảng", "Thi hành Điều lệ Đảng", True),
        ("title", "Thi hành Điều lệ Đảng", "QUY ĐỊNH THI HÀNH ĐIỀU LỆ ĐẢNG", True),
        ("title", "Quy định thi hành Điều lệ Đảng", "Quy định về thi hành Điều lệ Đảng", False),
        ("title", "Quy định thi hành Điều lệ Đảng", "Hướng dẫn thi hành Điều lệ Đảng", False),
        ("title", "Quy định thi hành Điều lệ Đảng", "", False),
        ("date", "2025-05-26", "2025-05-2", False),
    ],
)
def test_what_counts_as_the_same(field, wanted, found, right):
    assert same(field, wanted, found, "quy định") is right


@given(st.text(max_size=60))
def test_a_field_is_the_same_as_itself_however_it_is_encoded(text):
    assert same("issuer", text, unicodedata.normalize("NFD", f"  {text.strip()} "))
    assert not same("issuer", text, f"{text}x")


def test_every_field_asked_is_counted_and_every_wrong_one_named(folder, table, settings):
    truth = {"file": "nq.txt", "number": "12-NQ/TU", "kind": "nghị quyết", "date": "2026-03-06", "place": ""}
    result = measure_metadata(read_table(table(truth)), folder, settings)
    assert {name: n for name, n in result.asked.items() if n} == {"number": 1, "kind": 1, "date": 1, "place": 1}
    assert {(m.field, m.wanted, m.found) for m in result.mistakes} == {
        ("date", "2026-03-06", "2026-03-05"),
        ("place", "", "Lam Sơn"),
    }
    assert result.accuracy() == pytest.approx(2 / 3)
    assert result.accuracy(FIELDS) == 0.5


def test_of_a_file_that_cannot_be_read_every_field_is_wrong(folder, table, settings):
    result = measure_metadata(read_table(table({"file": "rong.txt", "number": "", "kind": ""})), folder, settings)
    assert result.accuracy() == 0.0
    assert all(m.error for m in result.mistakes)


def test_seeds_are_measured_only_where_their_folder_is_given(folder, table, settings):
    lines = read_table(table({"file": "nq.txt", "kind": "nghị quyết"}, {"file": "seeds/nq.txt", "kind": "bài báo"}))
    without = measure_metadata(lines, folder, settings)
    assert (without.files, without.accuracy(), len(without.warnings)) == (1, 1.0, 1)
    both = measure_metadata(lines, folder, settings, seeds=folder)
    assert (both.files, both.accuracy(), both.warnings) == (2, 0.5, ())


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([{"kind": "luật"}], "dòng 1: thiếu “file”"),
        ([{"file": "a"}, {"file": "a"}], "dòng 2: a đã có ở dòng 1"),
        ([{"file": "a", "so": "1"}], "“so” không phải"),
        ([{"file": "a", "date": None}], "“date” không phải"),
        ([], "không có dòng nào"),
    ],
)
def test_a_malformed_table_is_refused_by_line(table, lines, said):
    with pytest.raises(BadInput, match=re.escape(said)):
        read_table(table(*lines))


def test_a_file_that_is_not_there_is_named(folder, table, settings):
    with pytest.raises(BadInput, match=r"khong-co\.txt"):
        measure_metadata(read_table(table({"file": "khong-co.txt", "kind": ""})), folder, settings)


def test_the_command_prints_figures_and_keeps_its_gates(folder, table, tmp_path, capsys):
    path = table({"file": "nq.txt", "number": "12-NQ/TU", "kind": "quy định", "title": "…"})
    args = ["eval", "metadata", str(folder), "--table", str(path), "--data-dir", str(tmp_path / "data")]
    assert run([*args, "--json", "--min", "number=1"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["fields"]["number"] == {"right": 1, "total": 1, "accuracy": 1.0}
    assert {(w["field"], w["wanted"]) for w in record["wrong"]} == {("kind", "quy định"), ("title", "…")}
    assert run([*args, "--min", "accuracy=0.9"]) == 1
    out, err = capsys.readouterr()
    assert "Số ký hiệu" in out
    assert "nq.txt" in out
    assert "accuracy = 0.333333, cần ít nhất 0.9" in err
    assert run([*args, "--min", "bleu=1"]) == 2


@needs_testdata
def test_the_bundled_table_is_about_every_shared_document_of_its_folders():
    named = {t.file for t in read_table(BUNDLED)}
    folders = [TESTDATA / "data" / "documents" / name for name in ("party_text", "party_pdf", "docx", "html")]
    assert named == {f"{p.parent.name}/{p.name}" for f in [*folders, TESTDATA / "seeds"] for p in f.iterdir()}


def test_the_bundled_table_asks_every_field_but_titles_of_every_file():
    for truth in read_table(BUNDLED):
        assert set(truth.fields) | {"title"} == set(FIELDS)
        assert re.fullmatch(r"(\d{4}-\d\d-\d\d)?", truth.fields["date"])
        assert truth.fields["kind"] == truth.fields["kind"].lower() != ""


@needs_testdata
def test_metadata_of_the_shared_documents_is_nearly_all_found(settings):
    shared = TESTDATA / "data" / "documents"
    result = measure_metadata(read_table(BUNDLED), shared, settings, seeds=TESTDATA / "seeds")
    assert result.accuracy(CORE) >= 0.95, result.mistakes
