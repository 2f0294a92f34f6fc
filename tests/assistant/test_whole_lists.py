"""A list that is asked for is told whole, in its order, or with a word on what is left out."""

from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence import Candidate, Coverage, candidates
from assistant.question import analyse
from assistant.records import Answer, Citation, Sentence
from assistant.whole_lists import (
    brief,
    counted_in,
    first_of_each,
    is_label,
    is_title,
    is_topic,
    opens_count,
    told_briefly,
    under_heading,
    wants_list,
    whole_list,
    with_rest,
)
from corpus.records import Document, Metadata, Span
from index.analyze import syllables
from index.records import Hit

RULES = (
    "3.5. Về kết nạp lại.\n3.5.1. Người được xét phải có đủ các điều kiện sau:\n"
    "a) Đủ tiêu chuẩn.\nb) Ít nhất 36 tháng (riêng người bị án hình sự thì phải sau 60 tháng kể từ khi xoá án).\n"
    "c) Đúng thủ tục.\n3.5.2. Đối tượng không xem xét."
)


class Even:
    """Every term weighs the same."""

    def weight(self, term: str, *, folded: bool = False) -> float:
        return 1.0


def found_in(text: str, question: str = "Điều kiện kết nạp lại?") -> dict[str, Candidate]:
    asked = analyse(question)
    hit = Hit(1, 1.0, "0.0", "0", "0", Metadata(), Span(0, len(text)), text)
    return {c.text: c for c in candidates(asked, [hit], Coverage(asked, cast(Any, Even())))}


def best(start: str, text: str = RULES) -> Candidate:
    return next(c for told, c in found_in(text).items() if told.startswith(start))


@pytest.mark.parametrize(
    "question",
    [
        "Điều kiện kết nạp lại người vào Đảng?",
        "dieu kien ket nap lai nguoi vao dang",
        "Đảng viên có nhiệm vụ gì?",
        "NQ 57 đặt mục tiêu gì đến năm 2030?",
        "Các bước kết nạp đảng viên",
        "Hồ sơ gồm những gì?",
        "Đảng viên dự bị phải làm gì?",
    ],
)
def test_a_list_is_asked_for(question: str) -> None:
    assert wants_list(analyse(question))


@pytest.mark.parametrize(
    "question",
    [
        "Ai chịu trách nhiệm thực hiện?",
        "Mục tiêu tăng trưởng là bao nhiêu?",
        "Vì sao phải đổi mới?",
        "Đảng viên có được vắng mặt không?",
        "Hội nghị diễn ra khi nào?",
        "Điều kiện này có bắt buộc không?",
    ],
)
def test_no_list_is_asked_for(question: str) -> None:
    assert not wants_list(analyse(question))


@pytest.mark.parametrize("start", ["3.5. Về", "3.5.1.", "a) Đủ", "c) Đúng"])
def test_from_its_heading_its_lead_in_or_an_item_it_is_whole(start: str) -> None:
    whole = whole_list(best(start), RULES, 149)
    assert whole is not None
    assert whole.lead is None
    assert whole.text == whole.span.of(RULES)
    assert "3.5.1. Người" in whole.text
    assert whole.text.endswith("c) Đúng thủ tục.")


def test_what_stands_in_brackets_makes_room() -> None:
    most = len(syllables(brief(RULES.partition("\n")[2].partition("\n3.5.2")[0])))
    whole = whole_list(best("3.5. Về"), RULES, most)
    assert whole is not None
    assert whole.text.startswith("3.5.1.")
    assert whole.text.endswith("c) Đúng thủ tục.")


def test_of_a_longer_list_the_first_items_and_never_a_later_one() -> None:
    whole = whole_list(best("3.5.1."), RULES, 18)
    assert whole is not None
    assert whole.text.endswith("a) Đủ tiêu chuẩn.")
    assert whole_list(best("c) Đúng"), RULES, 18) is None


def test_what_is_counted_is_told_after_a_colon() -> None:
    counted = counted_in("Ba tồn tại trong diễn tập là gì?")
    assert counted == counted_in("3 ton tai la gi")
    assert counted is not None
    assert opens_count("Ông chỉ ra ba tồn tại: máy phát điện hỏng.", counted)
    assert not opens_count("Giao xã khắc phục cả ba tồn tại.", counted)
    assert not opens_count("Ông chỉ ra bốn tồn tại: máy phát điện hỏng.", counted)
    assert counted_in("Hội nghị họp hai ngày, ai chủ trì?") is None


def test_numbers_of_parts_and_titles_say_nothing() -> None:
    assert all(map(is_label, ("Điều 8.", "3.5.", "Chương II", "a)")))
    assert not is_label("Điều 8. Miễn sinh hoạt.")
    assert is_title("1.2. Về trình độ học vấn.")
    assert not is_title("1.2. Về trình độ: tốt nghiệp trung học.")


def test_headings_under_a_title_are_no_list() -> None:
    text = "BAN TỔ CHỨC\nI. Chức năng\nLà cơ quan tham mưu.\nII. Nhiệm vụ\nHướng dẫn."
    assert whole_list(best("BAN TỔ", text), text, 149) is None


def test_items_too_long_are_told_by_their_first_sentences() -> None:
    text = "1. Đến năm 2030\n- Tăng một. Thêm nữa.\n- Tăng hai. Thêm nữa.\n2. Khác"
    found = found_in(text)
    told = first_of_each(found["1. Đến năm 2030"], list(found.values()), text, 12)
    assert [c.text for c in told] == ["1. Đến năm 2030", "- Tăng một.", "- Tăng hai."]
    assert first_of_each(found["1. Đến năm 2030"], list(found.values()), text, 7) == []


def _answer(*quotes: str, text: str) -> tuple[Answer, Document]:
    citations = []
    for n, quote in enumerate(quotes, start=1):
        start = text.index(quote)
        citations.append(Citation(n, "d", "d.txt", Metadata(), Span(start, start + len(quote)), quote))
    document = Document("d", "d.txt", "h", "txt", text, Metadata())
    sentences = tuple(Sentence(c.quote, (c.n,)) for c in citations)
    return Answer("q", "q", sentences, tuple(citations)), document


def test_a_topic_is_told_by_what_stands_under_its_heading() -> None:
    assert is_topic(analyse("Tầm nhìn đến năm 2045?"))
    assert not is_topic(analyse("Tầm nhìn là gì?"))
    text = "2. Tầm nhìn đến năm 2045\nKhoa học phát triển vững chắc. Nước có thu nhập cao.\n3. Giải pháp\nĐầu tư."
    found = found_in(text)
    told = under_heading(found["2. Tầm nhìn đến năm 2045"], list(found.values()), 110)
    assert [c.text for c in told[1:]] == ["Khoa học phát triển vững chắc.", "Nước có thu nhập cao."]


def test_a_question_of_fillers_alone_is_read_at_once() -> None:
    assert not wants_list(analyse(" ".join(["những các"] * 200)))


def test_what_is_left_out_of_a_list_is_told() -> None:
    asked = analyse("Điều kiện kết nạp lại?")
    part, document = _answer("3.5.1. Người được xét phải có đủ các điều kiện sau:\na) Đủ tiêu chuẩn.", text=RULES)
    assert "còn 2 dòng" in with_rest(part, asked, lambda _: document).notice
    whole, document = _answer(RULES[RULES.index("3.5.1.") : RULES.index("\n3.5.2")], text=RULES)
    assert with_rest(whole, asked, lambda _: document).notice == ""
    assert with_rest(part, analyse("Bao nhiêu tháng?"), lambda _: document).notice == ""


def test_only_an_answer_that_is_too_long_loses_its_brackets_and_its_quote_keeps_them() -> None:
    answer, _ = _answer(
        "b) Ít nhất 36 tháng (riêng người bị án hình sự thì phải sau 60 tháng kể từ khi xoá án).", text=RULES
    )
    assert told_briefly(answer, 149) == answer
    told = told_briefly(answer, 5)
    assert told.text == "b) Ít nhất 36 tháng (…)."
    assert told.citations == answer.citations


@given(st.text(alphabet="a) -;:.\n1IĐ(b", max_size=120), st.integers(1, 40))
def test_any_text_gives_a_slice_of_it(text: str, most: int) -> None:
    for c in found_in(f"Gồm:\n{text}").values():
        whole = whole_list(c, f"Gồm:\n{text}", most)
        assert whole is None or whole.text == whole.span.of(f"Gồm:\n{text}")
