"""Fitting what tells kinds of question apart."""

from pathlib import Path

import pytest

from assistant.asks import KINDS, asks
from assistant.tables import read_rows
from corpus.errors import BadInput
from corpus.spelling import fold
from eval.asks import GOLDEN, accuracy, fit, read_labelled, table, told

HELD_OUT = GOLDEN / "asks_heldout.tsv"


def test_nine_of_ten_held_out_questions_are_told_with_and_without_diacritics() -> None:
    questions = read_labelled(HELD_OUT)
    assert len(questions) >= 100
    assert {kind for _, kind in questions} == set(KINDS)
    for spelled in (str, fold):
        assert sum(asks(spelled(q)) == kind for q, kind in questions) >= 0.9 * len(questions)


def test_nothing_is_trained_on_what_is_held_out() -> None:
    trained = {fold(q).lower() for q, _ in read_labelled(GOLDEN / "asks.tsv")}
    assert not trained & {fold(q).lower() for q, _ in read_labelled(HELD_OUT)}


def test_what_is_fitted_tells_what_it_was_fitted_to_and_is_written_as_it_is_read(tmp_path: Path) -> None:
    questions = read_labelled(HELD_OUT)
    weights = fit(questions)
    assert sum(right for right, _ in accuracy(weights, questions).values()) >= 0.95 * len(questions)
    rows = [line.split("\t") for line in table(weights).splitlines()[1:]]
    assert all(len(row) == 1 + len(KINDS) for row in rows)
    assert read_rows("asks.tsv")[0][1:] != rows[0][1:]
    assert told(weights, "Ai là tổ trưởng?") == "who"


def test_a_line_without_a_known_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "asks.tsv"
    path.write_text("# chú thích\nwho\tAi ký?\nwhom\tAi ký?\n", encoding="utf-8")
    with pytest.raises(BadInput, match="dòng 3"):
        read_labelled(path)
