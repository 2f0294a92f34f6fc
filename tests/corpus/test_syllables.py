"""Vietnamese syllables are told by their spelling."""

import pytest

from corpus.syllables import is_syllable


@pytest.mark.parametrize(
    "word", "nghị quyết đảng uỷ ủy hòa hoà gì già giếng quý quốc khuya nguyễn ươm yêu ở ý thuở khuỷu rượu ngoằn".split()
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", "nhyên señor été được̀ nàc kgì ngă qđ àu̓ cafộ nóo quuyết mộcs".split())
def test_what_no_one_writes(word: str) -> None:
    assert not is_syllable(word)
