"""The ranker's table and what its features see."""

from dataclasses import replace

import pytest

from assistant.evidence import Candidate
from assistant.ranking import FEATURES, TABLE, features, score
from assistant.tables import read_table
from corpus.records import Metadata, Span
from index.records import Hit

PLAIN = Candidate(Hit(1, 1.0, "d.0", "d", "d", Metadata(), Span(0, 1), "x"), "x", Span(0, 1), *[0.0] * 6)


def test_the_table_weighs_every_feature_and_no_other() -> None:
    assert set(read_table(TABLE)) == set(FEATURES)


@pytest.mark.parametrize("better", ["context", "phrases", "rank", "local", "order", "focus", "unit", "title", "beyond"])
def test_what_speaks_for_a_sentence_raises_its_score(better: str) -> None:
    assert score(replace(PLAIN, **{better: 1.0})) > score(PLAIN)


def test_a_figure_counts_where_one_is_asked_for_and_a_heading_where_a_list_is() -> None:
    assert score(replace(PLAIN, kind=1.0), "quantity") > score(PLAIN, "quantity")
    assert score(replace(PLAIN, kind=1.0)) == score(PLAIN)
    assert score(replace(PLAIN, heading=1.0)) < score(PLAIN)
    assert score(replace(PLAIN, heading=1.0), "list") == score(PLAIN, "list")
    assert len(features(PLAIN, "list")) == len(FEATURES)
