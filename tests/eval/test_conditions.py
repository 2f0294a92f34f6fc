import json

import pytest

from corpus.errors import BadInput
from corpus.settings import ROOT
from eval.conditions import Expectation, fill_in, grade, judge, markdown_table, read_conditions
from tests.conftest import TESTDATA, needs_testdata
from ui.cli import run

SMALL = """
tables:
  - {name: t, corner: đo, columns: [một, hai]}
conditions:
  - id: a.x
    table: t
    command: [eval, retrieval, --beir, "{data}/nho", --leg, lexical]
    expect:
      - {path: measures.nDCG@10, value: 1.0, tolerance: 0.01, row: "`a`", column: một}
      - {path: queries, value: 3, tolerance: 0, better: "", row: "`a`", column: hai, shown: "{:,.0f}"}
"""


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "conditions.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("got", "better", "wanted"),
    [
        (0.5, "higher", "OK"),
        (0.51, "higher", "OK"),
        (0.49, "lower", "OK"),
        (0.9, "higher", "OKish"),
        (0.9, "lower", "FAIL"),
        (0.9, "", "FAIL"),
        (0.475, "higher", "OKish"),
        (0.46, "higher", "FAIL"),
        (0.1, "lower", "OKish"),
    ],
)
def test_grades(got, better, wanted):
    assert grade(Expectation(path="x", value=0.5, tolerance=0.01, better=better), got) == wanted


def test_a_value_that_was_not_printed_fails(write):
    condition = read_conditions(write(SMALL)).conditions[0]
    first, second = judge(condition, {"measures": {"nDCG@10": 0.995}, "queries": None})
    assert (first.grade, second.grade, second.got) == ("OK", "FAIL", None)


def test_the_table_stands_where_the_marks_are(write):
    conditions = read_conditions(write(SMALL))
    assert markdown_table(conditions, "t") == "| đo | một | hai |\n| --- | --- | --- |\n| `a` | 1.000 | 3 |\n"
    page = "x\n<!-- table t -->\nold\n<!-- end -->\ny\n"
    filled = fill_in(page, conditions)
    assert "old" not in filled
    assert filled.startswith("x\n<!-- table t -->")
    assert filled.endswith("<!-- end -->\ny\n")
    assert fill_in(filled, conditions) == filled


@pytest.mark.parametrize(
    "text",
    [
        "conditions: [",
        "conditions: [{id: a}]",
        SMALL.replace("{name: t,", "{name: u,"),
        SMALL.replace("column: hai", "column: ba"),
        SMALL + SMALL.split("conditions:")[1],
        SMALL.replace("tolerance: 0,", "tolerance: -1,"),
    ],
)
def test_a_malformed_file_is_refused(write, text):
    with pytest.raises(BadInput):
        read_conditions(write(text))


def test_reproduce_grades_and_decides_the_status(write, write_beir, tmp_path, capsys):
    write_beir()
    args = ["eval", "reproduce", "--data", str(tmp_path), "--data-dir", str(tmp_path / "data"), "--json"]
    assert run([*args, "--conditions", str(write(SMALL))]) == 0
    first, second, summary = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["grade"], first["got"], second["got"]) == ("OK", 1.0, 3.0)
    assert summary == {"summary": {"OK": 2, "OKish": 0, "FAIL": 0}}
    assert run([*args, "--conditions", str(write(SMALL.replace("value: 3", "value: 5")))]) == 1
    capsys.readouterr()
    assert run([*args, "--conditions", str(write(SMALL.replace("nho", "khong-co")))]) == 1
    assert "Không thấy thư mục" in capsys.readouterr().out
    assert run([*args, "b"]) == 2


def test_the_readme_tables_are_the_generated_ones():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "<!-- table " in readme
    assert fill_in(readme, read_conditions()) == readme


@needs_testdata
def test_the_published_numbers_that_are_quick_to_measure_hold(tmp_path, capsys):
    args = ["eval", "reproduce", "--fast", "--data", str(TESTDATA / "data"), "--data-dir", str(tmp_path)]
    status = run(args)
    printed = capsys.readouterr().out
    assert status == 0, printed
