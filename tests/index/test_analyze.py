"""Terms by hand."""

from index.analyze import bigrams, folded_terms, syllables, terms


def test_syllables_are_lower_case_with_one_tone_placement() -> None:
    assert syllables("Uỷ ban KIỂM TRA, hoà giải!") == ["ủy", "ban", "kiểm", "tra", "hòa", "giải"]


def test_numbers_fall_into_parts_that_bigrams_keep_together() -> None:
    assert terms("Số 57-NQ/TW") == ["số", "57", "nq", "tw", "số_57", "57_nq", "nq_tw"]
    assert bigrams(syllables("2.085")) == ["2_085"]


def test_folded_terms_lose_their_diacritics() -> None:
    assert folded_terms("Đảng ủy") == ["dang", "uy", "dang_uy"]


def test_nothing_to_find_has_no_terms() -> None:
    assert terms("… – ! ?") == []
    assert terms("") == []
