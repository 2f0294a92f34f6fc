"""How far sources say what a sentence says."""

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.support import THRESHOLD, Support, reverses
from index.embedder import HashEmbedder

SOURCE = "Toàn tỉnh dự trữ tối thiểu 1.200 tấn gạo tại năm kho khu vực."


def same(texts: object) -> NDArray[np.float32]:
    """Every text means the same."""
    return np.ones((len(texts), 1), np.float32)  # type: ignore[arg-type]


@pytest.fixture
def support() -> Support:
    return Support(lambda term: 1.0, HashEmbedder(256).embed_passages)


def test_features_can_be_computed_by_hand() -> None:
    terms, pairs, cosine = Support(lambda term: 1.0, same).features("tỉnh dự trữ vàng", [SOURCE])
    assert (terms, pairs, cosine) == (0.75, pytest.approx(2 / 3), 1.0)


def test_a_quote_is_wholly_supported_and_nothing_supports_nothing(support: Support) -> None:
    assert support.of(SOURCE, [SOURCE]) == 1.0
    assert support.of(SOURCE, []) == 0.0


def test_what_the_source_says_in_other_words_passes_and_what_it_does_not_say_fails(support: Support) -> None:
    assert support.of("Tỉnh dự trữ tối thiểu 1.200 tấn gạo.", [SOURCE]) >= THRESHOLD
    assert support.of("Các kho khu vực dự kiến trồng lúa và nuôi tôm.", [SOURCE]) < THRESHOLD
    assert support.of("The province keeps rice.", [SOURCE]) < THRESHOLD


@pytest.mark.parametrize(
    ("said", "source", "reversed_"),
    [
        ("Đảng viên được phép vắng mặt.", "Đảng viên không được phép vắng mặt.", True),
        ("Tỉnh không dự trữ gạo.", "Tỉnh dự trữ gạo.", True),
        ("Cấm đốt pháo.", "Được đốt pháo.", True),
        ("Đảng viên không được vắng mặt.", "Nghiêm cấm đảng viên vắng mặt.", False),
        ("Đảng viên không được vắng mặt.", "Đảng viên không được vắng mặt.", False),
        ("Tỉnh dự trữ gạo.", "Tỉnh dự trữ gạo.", False),
    ],
)
def test_the_contrary_is_noticed(said: str, source: str, reversed_: bool) -> None:
    assert reverses(said, [source]) is reversed_
