"""One meaning of a filter, kept by both engines: what `Filters.admits` says, tantivy and Chroma do."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.records import Metadata
from index.dense import DenseIndex
from index.filters import CLEARANCES, Facts, Filters, facts_of, level
from index.lexical import LexicalIndex

KINDS = ["nghị quyết", "chỉ thị", "bài báo", ""]
ISSUERS = ["Bộ Chính trị", "Ban Bí thư", "Tỉnh ủy Hà Tĩnh", ""]
DATES = ["", "2024-12-22", "2025-01-01", "2025-12-31", "2026-02-28"]
NUMBERS = ["57-NQ/TW", "294-QĐ/TW", ""]
STAMPS = ["", "mật", "tuyệt mật"]
COLLECTIONS = ["default", "mật"]

Search = Callable[[Filters], set[str]]


def documents() -> dict[str, Facts]:
    out = {}
    for n in range(120):
        metadata = Metadata(
            kind=KINDS[n % 4],
            issuer=ISSUERS[n // 4 % 4],
            date=DATES[n % 5],
            number=NUMBERS[n % 3],
            classification=STAMPS[n // 2 % 3],
        )
        out[f"d{n}"] = facts_of(f"d{n}", metadata, COLLECTIONS[n // 7 % 2])
    return out


HELD = documents()


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Search]:
    folder: Path = tmp_path_factory.mktemp("filters")
    lexical = LexicalIndex(folder / "lexical")
    lexical.write((name, f"văn bản số {name}", facts) for name, facts in HELD.items())
    dense = DenseIndex(folder / "chroma", "passages-1")
    rows = np.random.default_rng(0).normal(size=(len(HELD), 8)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    dense.write(list(HELD), rows, list(HELD.values()))
    return {
        "tantivy": lambda filters: {i for i, _ in lexical.search("văn bản", 1000, filters)},
        "chroma": lambda filters: {i for i, _ in dense.search(rows[0], 1000, filters)},
    }


def some(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=2).map(tuple)


filters = st.builds(
    Filters,
    after=st.sampled_from(DATES),
    before=st.sampled_from(DATES),
    kinds=some(["Nghị quyết", "NGHI QUYET", "chỉ thị", "kết luận"]),
    issuers=some(["bộ chính trị", "Ban bí thư", "tinh uy ha tinh"]),
    numbers=some(["57-nq/tw", "294-QD/TW"]),
    collections=some(COLLECTIONS),
    documents=some([f"d{n}" for n in range(0, 120, 7)]),
    without=some([f"d{n}" for n in range(0, 120, 3)]),
    clearance=st.sampled_from([None, *CLEARANCES]),
)


@pytest.mark.parametrize("engine", ["tantivy", "chroma"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=filters)
def test_an_engine_finds_exactly_what_the_filter_admits(
    engines: dict[str, Search], engine: str, wanted: Filters
) -> None:
    assert engines[engine](wanted) == {name for name, facts in HELD.items() if wanted.admits(facts)}


def test_scores_do_not_change_with_a_filter(tmp_path: Path) -> None:
    lexical = LexicalIndex(tmp_path / "lexical")
    lexical.write((name, f"văn bản số {name} {'mới ' * n}", facts) for n, (name, facts) in enumerate(HELD.items()))
    free = dict(lexical.search("văn bản mới", 1000))
    within = dict(lexical.search("văn bản mới", 1000, Filters(kinds=("chỉ thị",), without=("d1",))))
    assert within
    assert {i: free[i] for i in within} == pytest.approx(within)


def test_nothing_asked_is_no_filter() -> None:
    assert not Filters()
    assert all(Filters().admits(facts) for facts in HELD.values())
    assert Filters(clearance="thường")


def test_an_unknown_stamp_is_kept_from_all_but_the_most_trusted() -> None:
    assert level("") == 0
    assert level("Tối Mật") == 2
    assert level("hỏa tốc mật gì đó") == 3
