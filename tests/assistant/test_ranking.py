"""The ranker's table and what its features see."""

from dataclasses import replace

import pytest

from assistant.evidence import Candidate
from assistant.question import analyse
from assistant.ranking import FEATURES, TABLE, features, score
from assistant.tables import read_table
from corpus.records import Metadata, Span
from index.records import Hit

PLAIN = Candidate(Hit(1, 1.0, "d.0", "d", "d", Metadata(), Span(0, 1), "x"), "x", Span(0, 1), *[0.0] * 6)


def test_the_table_weighs_every_feature_and_no_other() -> None:
    assert set(read_table(TABLE)) == set(FEATURES)


ANY = analyse("Nghị quyết 57 nói về việc gì?")
HOW_MANY = analyse("Có bao nhiêu điểm cầu?")
LIST = analyse("Khung kiểm soát gồm những gì?")
YES_OR_NO = analyse("Đảng viên có được nghỉ sinh hoạt không?")


@pytest.mark.parametrize(
    "better",
    ["context", "chain", "rank", "local", "order", "run", "focus", "unit", "title", "beyond", "nearest", "defines"],
)
def test_what_speaks_for_a_sentence_raises_its_score(better: str) -> None:
    assert score(replace(PLAIN, **{better: 1.0}), ANY) > score(PLAIN, ANY)


def test_a_figure_counts_where_one_is_asked_for_and_a_heading_where_a_list_is() -> None:
    assert score(replace(PLAIN, kind=1.0), HOW_MANY) > score(PLAIN, HOW_MANY)
    assert score(replace(PLAIN, kind=1.0), ANY) == score(PLAIN, ANY)
    assert score(replace(PLAIN, heading=1.0), ANY) < score(PLAIN, ANY)
    assert score(replace(PLAIN, heading=1.0), LIST) == score(PLAIN, LIST)
    assert len(features(PLAIN, LIST)) == len(FEATURES)


def test_what_allows_or_forbids_answers_yes_or_no() -> None:
    allows = replace(PLAIN, text="Đảng viên không được nghỉ sinh hoạt.")
    assert score(allows, YES_OR_NO) > score(PLAIN, YES_OR_NO)
    assert score(allows, ANY) == score(PLAIN, ANY)


def test_a_date_counts_for_more_where_a_day_is_asked_for() -> None:
    dated = replace(PLAIN, kind=1.0)
    day, when = analyse("Hội nghị họp ngày nào?"), analyse("Khi nào thì họp?")
    assert score(dated, day) - score(PLAIN, day) > score(dated, when) - score(PLAIN, when) > 0


def test_what_stands_beside_the_text_stands_behind_it() -> None:
    assert score(replace(PLAIN, beside=1.0), ANY) < score(PLAIN, ANY)
