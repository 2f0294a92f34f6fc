"""Facts measured against a key."""

import json
from pathlib import Path

import pytest

from corpus.errors import BadInput
from corpus.settings import Settings
from eval.facts import BUNDLED, SORTS, measure_facts, overlap
from tests.conftest import TESTDATA, needs_testdata

KEY = {
    "file": "tin.txt",
    "people": [{"name": "Lê An", "office": "Bí thư Tỉnh ủy"}],
    "references": ["18-NQ/TW", "57-NQ/TW"],
    "dates": ["2026-03-10"],
    "figures": [{"value": "5", "unit": "đại biểu", "what": ""}],
    "tasks": [{"what": "rà soát kho thuốc trước ngày 10/3", "who": ["các cơ quan", ""]}],
}
TEXT = (
    "Đồng chí Lê An, Bí thư Tỉnh ủy yêu cầu các cơ quan rà soát ngay kho thuốc trước ngày 10/3/2026. "
    "Dự họp về Nghị quyết số 18-NQ/TW có 5 đại biểu và 7 khách mời."
)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    (tmp_path / "tin.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "key.jsonl"
    path.write_text(json.dumps(KEY, ensure_ascii=False), encoding="utf-8")
    return path


def test_f1_of_each_sort(key: Path) -> None:
    result = measure_facts(key, [key.parent], Settings())
    told = result.as_json()
    assert (told["people"], told["dates"], told["tasks"]) == (1.0, 1.0, 1.0)
    assert told["references"] == pytest.approx(2 / 3, abs=1e-6)
    assert told["figures"] == pytest.approx(2 / 3, abs=1e-6)
    (file,) = told["per_file"]
    assert (file["references"]["missed"], file["figures"]["extra"]) == (["57-nq/tw"], ["7 khách mời"])


def test_a_key_that_cannot_be_followed(key: Path) -> None:
    with pytest.raises(BadInput, match=r"không thấy tin\.txt"):
        measure_facts(key, [key.parent / "x"], Settings())
    key.write_text('{"file": "tin.txt"}', encoding="utf-8")
    with pytest.raises(BadInput, match="dòng 1"):
        measure_facts(key, [key.parent], Settings())


def test_overlap_is_of_the_first_syllables_in_order() -> None:
    assert overlap("một hai ba", "một hai ba") == 1.0
    assert overlap("một hai", "hai một") == 0.5
    assert overlap("", "một") == 0.0
    assert overlap("a " * 20 + "b " * 50, "a " * 20) == 1.0


@needs_testdata
def test_the_bundled_key_is_met() -> None:
    result = measure_facts(BUNDLED, [TESTDATA / "seeds", TESTDATA / "data" / "documents"], Settings())
    assert {sort: result.total(sort).f1 >= 0.96 for sort in SORTS} == dict.fromkeys(SORTS, True)
