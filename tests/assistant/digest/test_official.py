"""Official documents are told by what their parts are for, and not by what news would tell."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.digest.digest import digest_of
from assistant.digest.official import official_parts
from assistant.digest.summary import headline_and_summary
from corpus.records import Metadata
from index.embedder import HashEmbedder
from tests.assistant.digest.made import document

EMBED = HashEmbedder(64).embed_passages
RESOLUTION = """TỈNH ỦY AN KHÊ
Số 31-NQ/TU
An Khê, ngày 12 tháng 02 năm 2026
NGHỊ QUYẾT
về phát triển nghề cá
Căn cứ Điều lệ Đảng và Quy chế làm việc của Ban Chấp hành Đảng bộ tỉnh An Khê khóa XII;
I- TÌNH HÌNH
Năm năm qua nghề cá của tỉnh An Khê lớn lên nhanh nhưng chưa vững, tàu nhỏ còn nhiều và bến bãi còn thiếu.
II- MỤC TIÊU
Đến năm 2030, sản lượng đánh bắt của tỉnh đạt 90.000 tấn, có 600 tàu vươn khơi và hai cảng cá loại I.
III- NHIỆM VỤ, GIẢI PHÁP
1. Nâng cấp cảng cá và khu neo đậu tránh trú bão
Nạo vét luồng lạch ở ba cửa sông, làm thêm 400 mét cầu cảng cho tàu từ 15 mét trở lên vào neo đậu.
2. Đào tạo thuyền trưởng và thợ máy cho đội tàu xa bờ
Trường Cao đẳng nghề mở mỗi năm bốn lớp, cấp chứng chỉ cho ít nhất 300 người của các xã ven biển.
IV- TỔ CHỨC THỰC HIỆN
1. Đảng ủy Ủy ban nhân dân tỉnh lãnh đạo xây dựng kế hoạch thực hiện, xong trước ngày 30/4/2026.
2. Nghị quyết này có hiệu lực kể từ ngày ký và được phổ biến đến chi bộ trong toàn Đảng bộ tỉnh.
Nơi nhận:
- Các ban đảng, các đảng ủy trực thuộc Tỉnh ủy để thực hiện và báo cáo kết quả theo đúng thời hạn đã định.
"""
DIRECTIVE = """BAN THƯỜNG VỤ TỈNH ỦY
Số 08-CT/TU
CHỈ THỊ
về phòng cháy rừng
Mùa khô năm nay đến sớm, nhiều khu rừng trồng đã ở mức nguy cơ cháy cấp năm từ đầu tháng hai.
Để giữ rừng, Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy, chính quyền thực hiện tốt các nhiệm vụ sau:
1. Nâng cao trách nhiệm của người đứng đầu cấp ủy
1.1. Bí thư đảng ủy xã trực tiếp chỉ đạo việc canh gác rừng trong mùa khô, không giao cho cấp phó.
2. Chuẩn bị phương án, lực lượng và dụng cụ chữa cháy
2.1. Mỗi xã có rừng lập một tổ xung kích 20 người, có máy thổi gió và bình nước đeo vai.
3. Siết chặt việc đốt nương và mang lửa vào rừng
3.1. Chỉ thị này thay thế Chỉ thị số 02-CT/TU và được phổ biến đến chi bộ trước ngày 15/3/2026.
"""


def told(text: str, issuer: str = "Ban Thường vụ Tỉnh ủy", length: int = 120) -> list[str]:
    kind = "chỉ thị" if "CHỈ THỊ" in text else "nghị quyết"
    number = "08-CT/TU" if kind == "chỉ thị" else "31-NQ/TU"
    made = document(text, Metadata(title=f"{kind.capitalize()} mẫu", kind=kind, number=number, issuer=issuer))
    lead, summary = headline_and_summary(made, EMBED, length=length)
    assert lead
    return [lead.text, *(sentence.text for sentence in summary)]


def test_a_resolution_is_told_by_goal_tasks_and_who_acts() -> None:
    lead, *summary = told(RESOLUTION)
    assert lead.startswith("Đến năm 2030, sản lượng đánh bắt")
    assert lead in summary
    assert "Nâng cấp cảng cá và khu neo đậu tránh trú bão" in summary
    assert "Đào tạo thuyền trưởng và thợ máy cho đội tàu xa bờ" in summary
    assert any(s.startswith("Đảng ủy Ủy ban nhân dân tỉnh lãnh đạo") for s in summary)


@pytest.mark.parametrize("text", [RESOLUTION, DIRECTIVE])
def test_grounds_state_closings_and_recipients_are_left_out(text: str) -> None:
    written = " ".join(told(text, length=400))
    for unwanted in ("Căn cứ", "có hiệu lực", "phổ biến đến", "Nơi nhận", "các ban đảng", "1.1.", "2. "):
        assert unwanted.lower() not in written.lower()


def test_a_directive_leads_with_what_is_demanded_of_whom() -> None:
    lead, *summary = told(DIRECTIVE)
    assert lead == ("Để giữ rừng, Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy, chính quyền thực hiện tốt các nhiệm vụ")
    assert summary[0] == lead
    assert summary[1] == "Nâng cao trách nhiệm của người đứng đầu cấp ủy"


def test_what_was_cut_is_marked_and_the_rest_is_verbatim() -> None:
    made = document(DIRECTIVE, Metadata(title="Chỉ thị", kind="chỉ thị", issuer="Ban Thường vụ Tỉnh ủy"))
    digest = digest_of(made, EMBED)
    marked = {line.text: (line.cut_before, line.cut_behind) for line in digest.summary}
    assert marked["Nâng cao trách nhiệm của người đứng đầu cấp ủy"] == (True, False)
    assert (False, True) in marked.values()
    for line in digest.summary:
        assert line.quote == made.text[line.start : line.end]
        assert line.text[1:] == line.quote[1:]


def test_a_sentence_of_half_a_page_ends_at_a_semicolon() -> None:
    clause = "đưa hoạt động của các cơ quan đảng trong tỉnh lên môi trường số, giảm giấy tờ và thời gian xử lý hồ sơ"
    goal = f"Mục tiêu: {'; '.join([clause] * 6)}."
    text = RESOLUTION.replace(RESOLUTION.split("\n")[9], goal)
    (part,) = [p for p in official_parts(document(text, Metadata(kind="nghị quyết")), 400) if p.cut]
    assert part.sentence.text.endswith("hồ sơ")
    assert part.sentence.text == part.sentence.span.of(text)
    assert len(part.sentence.words) <= 60


def test_news_and_plain_text_have_no_parts() -> None:
    assert official_parts(document(RESOLUTION, Metadata(kind="bài báo")), 400) == ()
    assert official_parts(document("Một dòng chữ không có chương mục nào cả.", Metadata(kind="nghị quyết")), 400) == ()


@pytest.mark.parametrize("text", ["I. " * 4000, "; a" * 8000, "1. Mục tiêu\n" * 2000, "(; " * 8000, "Điều 1. " * 3000])
def test_hostile_text_hangs_nothing(text: str) -> None:
    made = document(text, Metadata(kind="nghị quyết", issuer="Tỉnh ủy"))
    assert all(s.text[1:] == s.span.of(made.text)[1:] for s in headline_and_summary(made, EMBED)[1])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(RESOLUTION.split("\n")), max_size=20))
def test_lines_in_any_order_are_told_in_their_own_words(lines: list[str]) -> None:
    made = document("\n".join(lines), Metadata(kind="nghị quyết", issuer="Tỉnh ủy An Khê"))
    lead, summary = headline_and_summary(made, EMBED, length=60)
    for sentence in (*summary, *([lead] if lead else [])):
        assert sentence.text[1:] == sentence.span.of(made.text)[1:]
