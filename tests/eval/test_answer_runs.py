import json

import pytest

from corpus.errors import BadInput
from eval.answer_runs import save_answers, saved_answers
from eval.report import report_page

RECORD = {
    "dataset": "nho",
    "half": "odd",
    "variant": "accented",
    "questions": 2,
    "correct": 1,
    "answer_syllables_mean": 12.5,
    "answered_share": 0.5,
    "citation_validity": 1.0,
    "calibration_error": 0.1,
    "reliability": [
        {"from": 0.2, "to": 0.3, "questions": 1, "confidence": 0.25, "answerable": 0.0},
        {"from": 0.3, "to": 0.4, "questions": 0, "confidence": 0.0, "answerable": 0.0},
    ],
    "risk_coverage": [[0.5, 0.0]],
    "per_question": [
        {"question": "<script>alert(1)</script>?", "verdict": "wrong", "confidence": 0.4, "answer": "<b>Sai</b>"},
        {"question": "Đúng?", "verdict": "correct", "confidence": 0.9, "answer": "Đúng."},
    ],
}
HIDDEN = {**RECORD, "auroc": 0.75, "hidden": {}, "foreign": {"dataset": "xa", "refused_share": 1.0}}


def test_measurements_stand_side_by_side_and_one_repeated_replaces_itself(tmp_path):
    for record in (RECORD, HIDDEN, RECORD):
        save_answers(tmp_path, record, "dấu vân tay")
    names = [run.name.rsplit(".", 1)[0] for run in saved_answers(tmp_path)]
    assert names == ["nho+hidden+xa.odd.accented", "nho.odd.accented"]


def test_a_damaged_measurement_is_told(tmp_path):
    (tmp_path / "x.json").write_text(json.dumps({"dataset": "x"}), encoding="utf-8")
    with pytest.raises(BadInput, match=r"x\.json"):
        saved_answers(tmp_path)


def test_the_report_draws_both_pictures_and_escapes_what_was_asked(tmp_path):
    save_answers(tmp_path, RECORD, "")
    save_answers(tmp_path, HIDDEN, "")
    page = report_page([], saved_answers(tmp_path))
    assert page.count("<svg") == 4
    assert "0.750" in page and "xa: 100.0" in page
    assert "<script" not in page and "<b>Sai" not in page
    assert page.count("&lt;script&gt;alert(1)") == 2
    assert "Đúng?" not in page


def test_a_measurement_without_answers_is_drawn_too(tmp_path):
    empty = {**RECORD, "reliability": [], "risk_coverage": [], "per_question": []}
    save_answers(tmp_path, empty, "")
    assert report_page([], saved_answers(tmp_path)).count("<svg") == 2
