from hypothesis import given
from hypothesis import strategies as st

from assistant.question import analyse
from assistant.words import Words
from index.analyze import fold_syllable, syllables


def held(question: str, text: str) -> float:
    return Words(analyse(question)).share(syllables(text))


def test_a_word_of_two_syllables_is_found_where_they_stand_together():
    assert held("Nghĩa vụ của sinh viên?", "Nghĩa vụ phát sinh của thành viên hợp tác.") < 0.7
    assert held("Nghĩa vụ của sinh viên?", "Sinh viên có các nghĩa vụ sau.") == 1.0


def test_questions_without_diacritics_are_looked_up_without():
    words = Words(analyse("Nghia vu cua sinh vien?"))
    text = [fold_syllable(t) for t in syllables("Sinh viên có các nghĩa vụ sau.")]
    assert words.share(text) == 1.0
    assert words.share(syllables("Phát sinh nghĩa vụ của thành viên.")) < words.share(text)


def test_a_slip_of_typing_is_not_the_whole_question():
    assert held("Sinh viên đăng ký học xqzwv khi nào?", "Sinh viên đăng ký học trước khi vào học kỳ.") > 0.6


def test_what_is_held_and_what_is_missed_make_the_whole():
    words = Words(analyse("Điều kiện kết nạp đảng viên là gì?"))
    tokens = syllables("Điều kiện của đảng viên")
    assert words.held(tokens) > 0 and words.missed(tokens) > 0
    assert words.held([]) == 0
    assert abs(words.held(tokens) + words.missed(tokens) - words.missed([])) < 1e-9


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_measured(question, text):
    share = Words(analyse(question)).share(syllables(text))
    assert 0 <= share <= 1


def test_a_pasted_page_is_measured_too():
    assert 0 <= held("đảng viên " * 5_000, "đảng viên") <= 1
