"""Which sentences make the answer, and in which order."""

from typing import Any, cast

from assistant.evidence import Coverage, candidates
from assistant.extractive import MAX_SENTENCES, MAX_SYLLABLES, compose
from assistant.question import analyse
from corpus.records import Metadata, Span
from index.analyze import syllables
from index.records import Hit


class Even:
    """Every term weighs the same."""

    def weight(self, term: str, *, folded: bool = False) -> float:
        return 1.0


def answer(question: str, *texts: str) -> list[str]:
    asked = analyse(question)
    hits = [
        Hit(n + 1, 1.0 - n / 10, f"{n}.0", str(n), str(n), Metadata(), Span(0, len(text)), text)
        for n, text in enumerate(texts)
    ]
    found = candidates(asked, hits, Coverage(asked, cast(Any, Even())))
    return [c.text for c in compose(asked, found, lambda doc_id: texts[int(doc_id)])]


STATUTE = (
    "1. Người nào báo cáo sai, thì bị phạt tù từ 06 tháng đến 03 năm.\n"
    "2. Phạm tội thuộc một trong các trường hợp sau đây, thì bị phạt tù từ 02 năm đến 07 năm:\n"
    "a) Trong chiến đấu;\nb) Trong khu vực có chiến sự;\nc) Trong tình trạng khẩn cấp;\nd) Gây hậu quả nghiêm trọng."
)


def test_an_item_comes_with_the_words_that_open_its_list() -> None:
    said = answer("Trong tình trạng khẩn cấp, báo cáo sai thì bị phạt tù bao nhiêu năm?", STATUTE)
    assert "2. Phạm tội thuộc một trong các trường hợp sau đây, thì bị phạt tù từ 02 năm đến 07 năm:" in said
    assert "c) Trong tình trạng khẩn cấp;" in said


def test_a_lead_in_that_answers_brings_its_whole_list_once() -> None:
    (said,) = answer("Điều kiện xét gồm những gì?", "Điều kiện xét gồm:\n- đủ tuổi;\n- đủ hồ sơ.")
    assert said == "Điều kiện xét gồm:\n- đủ tuổi;\n- đủ hồ sơ."


def test_in_reading_order_and_within_the_length() -> None:
    prose = " ".join(
        f"Học phí học kỳ {n} của sinh viên hệ chính quy là {n} triệu đồng mỗi tháng." for n in range(1, 13)
    )
    said = answer("Học phí của sinh viên hệ chính quy là bao nhiêu?", prose)
    assert len(said) > 1
    assert said == sorted(said, key=prose.index)
    assert len(said) <= MAX_SENTENCES
    assert sum(len(syllables(s)) for s in said) <= MAX_SYLLABLES


def test_who_asks_for_a_figure_is_spared_the_clauses_about_it() -> None:
    account = (
        "1. Thẩm quyền cấp tài khoản của cơ quan:\na) Đơn vị quản trị cấp tài khoản trong 02 ngày.\n"
        "2. Mật khẩu của tài khoản có ít nhất 12 ký tự và được thay 90 ngày một lần.\n"
        "3. Tài khoản bị khóa nếu nhập sai mật khẩu 05 lần."
    )
    said = answer("Mật khẩu của tài khoản có ít nhất bao nhiêu ký tự?", account)
    assert said == ["2. Mật khẩu của tài khoản có ít nhất 12 ký tự và được thay 90 ngày một lần."]


def test_a_heading_comes_with_what_stands_under_it() -> None:
    text = (
        "1. Mục tiêu đến năm 2030\nTỷ lệ hồ sơ trực tuyến đạt 90%.\n2. Tầm nhìn\nTỉnh thành trung tâm dữ liệu của vùng."
    )
    said = answer("Mục tiêu đến năm 2030 là gì?", text)
    assert said[:2] == ["1. Mục tiêu đến năm 2030", "Tỷ lệ hồ sơ trực tuyến đạt 90%."]


def test_what_two_documents_say_alike_is_said_once() -> None:
    text = "Hội nghị diễn ra ngày 5/3/2026 tại Hà Nội."
    assert answer("Hội nghị diễn ra ngày nào?", text, text) == [text]


def test_nothing_from_nothing() -> None:
    assert answer("Hội nghị diễn ra ngày nào?") == []


def test_of_two_things_asked_at_once_both_are_told() -> None:
    said = answer(
        "Diễn tập Cồn Lau khi nào, ở đâu?",
        "Diễn tập Cồn Lau năm nay. Đoạn đê Cồn Lau dài 2 km. Đến ngày 10/6, đê xong.",
        "Trong hai ngày 11 và 12/6, tại xã ven biển Cồn Lau, Bộ Chỉ huy chủ trì diễn tập.",
    )
    assert said == ["Trong hai ngày 11 và 12/6, tại xã ven biển Cồn Lau, Bộ Chỉ huy chủ trì diễn tập."]


def test_two_things_told_apart_come_together() -> None:
    said = answer("Ai chủ trì hội nghị, ở đâu?", "Hội nghị họp tại Trụ sở.", "Đồng chí Trần Văn Lợi chủ trì hội nghị.")
    assert any("Trụ sở" in s for s in said)
    assert any("Trần Văn Lợi" in s for s in said)


def test_a_list_that_is_asked_for_is_told_without_a_gap() -> None:
    rules = "Người được xét có đủ các điều kiện sau:\na) Đủ tiêu chuẩn.\nb) Ít nhất 36 tháng.\nc) Đúng thủ tục xét."
    (said,) = answer("Điều kiện của người được xét?", rules)
    assert said == rules


def test_the_sentence_that_counts_them_tells_them() -> None:
    said = answer(
        "Ba tồn tại trong diễn tập là gì?",
        "Tỉnh giao xã khắc phục cả ba tồn tại trong diễn tập trước ngày 25/6.",
        "Chủ tịch chỉ ra ba tồn tại: máy phát điện không khởi động được; danh sách thiếu 11 người; lương thực ít.",
    )
    assert any("máy phát điện" in s for s in said)


def test_the_number_of_an_article_alone_is_no_sentence_of_an_answer() -> None:
    said = answer(
        "Ai quyết định miễn sinh hoạt?", "Đảng viên miễn sinh hoạt do chi bộ quyết định.\nĐiều 8.\nBỏ sinh hoạt."
    )
    assert "Điều 8." not in said
    assert any("chi bộ quyết định" in s for s in said)


def test_a_reason_is_told_where_one_is_asked_for() -> None:
    said = answer(
        "Vì sao giải ngân vốn đầu tư công chậm?",
        "Giải ngân vốn đầu tư công đạt 63%. Nguyên nhân giải ngân chậm là vướng mắc mặt bằng.",
        "1. Giải ngân vốn đầu tư công và nhà ở chậm.",
    )
    assert any("vướng mắc mặt bằng" in s for s in said)
