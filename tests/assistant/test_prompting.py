"""Prompts are data, checked when they are loaded."""

from dataclasses import replace

import pytest

from assistant.prompting import PLACES, Prompts, fill, load_prompts
from assistant.tokens import estimate, token_counter
from corpus.errors import BadInput, ModelUnavailable
from corpus.spelling import has_diacritics


def test_the_prompts_that_come_with_the_program_are_whole_and_vietnamese() -> None:
    prompts = load_prompts()
    assert all(has_diacritics(getattr(prompts, name)) for name in PLACES)


@pytest.mark.parametrize("name", sorted(PLACES))
@pytest.mark.parametrize("change", ["{lạ} {extra}", "{}"])
def test_a_place_too_many_or_too_few_is_refused(name: str, change: str) -> None:
    good = load_prompts()
    bad = getattr(good, name) + change if "extra" in change else change
    with pytest.raises(BadInput, match=name):
        Prompts(**{n: bad if n == name else getattr(good, n) for n in PLACES})


def test_what_is_filled_in_opens_no_places() -> None:
    prompts = replace(load_prompts())
    filled = fill(prompts.question, passages="{question} {0} {fence}", question="{passages}")
    assert "{question} {0} {fence}" in filled
    assert filled.count("{passages}") == 1


def test_tokens_are_estimated_from_above() -> None:
    text = "Đảng bộ tỉnh phấn đấu kết nạp đảng viên mới."
    assert len(text.split()) < estimate(text) <= len(text.encode()) + 1


def test_a_tokenizer_that_is_not_there_is_told() -> None:
    with pytest.raises(ModelUnavailable, match=r"tokenizer\.json"):
        token_counter("/không/có")


def test_a_tokenizer_that_is_there_is_used(tmp_path: object) -> None:
    from corpus.settings import ROOT

    found = sorted((ROOT / "index/models").rglob("tokenizer.json"))
    assert found
    assert 5 <= token_counter(str(found[0]))("Đảng bộ tỉnh kết nạp đảng viên") <= 14
