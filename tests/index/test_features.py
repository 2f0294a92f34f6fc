"""The fast maker of bags agrees with the tokenizer that it stands in for."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.embedder import BUNDLED, bag_maker
from index.features import Bags, damped, features, prepare


def test_features_are_syllables_and_folded_bigrams() -> None:
    assert features("Đảng uỷ TW") == (["đảng", "ủy", "tw"], ["dang_uy_", "uy_tw_"])
    assert features("Đảng uỷ TW", folded=True) == (["dang", "uy", "tw"], ["dang_uy_", "uy_tw_"])
    assert prepare("57-NQ/TW") == "57 nq tw 57_nq_ nq_tw_"
    assert features("") == ([], [])


def _tokenizer():  # type: ignore[no-untyped-def]
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(BUNDLED / "tokenizer.json"))


TOKENIZER = _tokenizer()
MAKE = bag_maker(TOKENIZER)
WORDS = [
    "Đảng",
    "uỷ",
    "ủy",
    "nhà",
    "nước",
    "nhan",
    "dan",
    "nhân",
    "dân",
    "xã",
    "Sailendra",
    "57",
    "_",
    "_a",
    "😀",
    "\n",
    "",
]


@given(st.lists(st.one_of(st.lists(st.sampled_from(WORDS)).map(" ".join), st.text()), max_size=6), st.booleans())
def test_bags_hold_what_the_tokenizer_gives_for_the_prepared_text(texts: list[str], folded: bool) -> None:
    bags = MAKE(texts, folded=folded)
    assert len(bags) == len(texts)
    unknown = TOKENIZER.token_to_id("[UNK]")
    for i, text in enumerate(texts):
        syllables, bigrams = features(text, folded=folded)
        prepared = " ".join(syllables + bigrams)
        expected = [t for t in TOKENIZER.encode(prepared, add_special_tokens=False).ids if t != unknown]
        assert sorted(bags.ids[bags.offsets[i] : bags.offsets[i + 1]]) == sorted(expected)


def test_take_picks_rows_in_order() -> None:
    bags = Bags(np.array([0, 2, 2, 3]), np.array([7, 8, 9])).take(np.array([2, 0, 1, 2]))
    assert bags.offsets.tolist() == [0, 1, 3, 3, 4]
    assert bags.ids.tolist() == [9, 7, 8, 9]


@given(st.lists(st.lists(st.integers(2, 9), max_size=12), max_size=5))
def test_damped_bags_hold_each_id_once_and_weigh_repetitions_less_than_they_count(texts: list[list[int]]) -> None:
    offsets = np.cumsum([0, *map(len, texts)])
    once, weights = damped(Bags(offsets, np.array([i for text in texts for i in text], dtype=np.int64)))
    assert len(once) == len(texts)
    for row, text in enumerate(texts):
        start, end = once.offsets[row], once.offsets[row + 1]
        assert once.ids[start:end].tolist() == sorted(set(text))
        counts = np.array([text.count(i) for i in sorted(set(text))])
        assert (weights[start:end] <= counts).all()
        assert ((weights[start:end] < counts) == (counts > 1)).all()
        assert (np.diff(weights[start:end])[np.diff(counts) > 0] > 0).all()
