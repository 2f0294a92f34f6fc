import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.spelling import fold
from eval.variants import VARIANTS, typed

QUESTION = "Đảng ủy xã có bao nhiêu ủy viên? Điều 5, Quy định 294-QĐ/TW."


def test_accented_is_the_question_itself():
    assert typed(QUESTION, "accented") == QUESTION


def test_unaccented_has_no_marks_at_all():
    assert typed(QUESTION, "unaccented") == "Dang uy xa co bao nhieu uy vien? Dieu 5, Quy dinh 294-QD/TW."


def test_half_strips_whole_syllables_and_about_half_of_them():
    question = " ".join(["thường"] * 1000)
    syllables = typed(question, "half", topic_id="q").split(" ")
    assert set(syllables) == {"thường", "thuong"}
    assert 440 < syllables.count("thuong") < 560


def test_half_depends_on_topic_and_seed_alone():
    question = "thường trực Đảng ủy các cơ quan Đảng ở trung ương đã họp về những việc ấy từ đầu tháng"
    assert typed(question, "half", topic_id="a", seed=1) == typed(question, "half", topic_id="a", seed=1)
    assert len({typed(question, "half", topic_id=t, seed=s) for t in "abc" for s in (1, 2)}) == 6


def test_half_of_decomposed_text_loses_whole_syllables_too():
    question = " ".join(["thường"] * 40)
    decomposed = unicodedata.normalize("NFD", question)
    assert typed(decomposed, "half", topic_id="q") == typed(question, "half", topic_id="q")


@pytest.mark.parametrize("variant", VARIANTS)
@given(text=st.text())
def test_no_variant_changes_anything_but_marks(variant, text):
    assert fold(typed(text, variant, topic_id="q")) == fold(text)
