"""What retrieval must not fall below, on questions that nothing was tuned on."""

from collections.abc import Iterator

import pytest

from corpus.settings import Settings
from eval.beir import BeirFolder, find_beir
from eval.retrieval import measure_retrieval
from eval.variants import Variant
from eval.workspace import beir_workspace
from index.search import Leg
from index.store import Store
from tests.conftest import TESTDATA, needs_testdata

pytestmark = [pytest.mark.slow, needs_testdata]


@pytest.fixture(scope="module", params=["alqac2022", "uit_regqa"])
def opened(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[BeirFolder, Store]]:
    folder = find_beir(TESTDATA / "data" / "benchmarks" / request.param)
    with beir_workspace(folder, Settings(data_dir=tmp_path_factory.mktemp("data"))) as workspace:
        yield folder, workspace.store


FLOORS = {"alqac2022": {"fused": 0.948, "lexical": 0.945, "dense": 0.85}, "uit_regqa": {"fused": 0.923, "dense": 0.78}}


def ndcg(opened: tuple[BeirFolder, Store], leg: Leg = "fused", variant: Variant = "accented") -> float:
    folder, store = opened
    result = measure_retrieval(folder, store, leg=leg, variant=variant, half="odd")
    assert result.queries in {260, 313}
    return result.measures["nDCG@10"]


def test_every_leg_reaches_its_floor_and_fusion_loses_nothing(opened):
    floors = FLOORS[opened[0].name]
    measured = {leg: ndcg(opened, leg) for leg in ("fused", "lexical", "dense")}
    assert all(measured[leg] >= floor for leg, floor in floors.items()), measured
    assert measured["fused"] >= max(measured["lexical"], measured["dense"]) - 0.002


@pytest.mark.parametrize("variant", ["unaccented", "half"])
def test_questions_typed_without_diacritics_lose_less_than_a_point(opened, variant):
    assert ndcg(opened, variant=variant) >= ndcg(opened) - 0.01
