"""What a bulletin puts a document under."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.digest.digesting import summary_embed
from assistant.digest.subjects import OTHER, subject_of, subjects

WORLD = "Tin thế giới"


def subject(title: str, text: str) -> str:
    embed = summary_embed()
    return subject_of(title, "", text, embed([f"{title} {text}"])[0], embed)


@pytest.mark.parametrize(
    ("title", "text", "wanted"),
    [
        (
            "Tòa án Philippines xét xử cựu bộ trưởng về tội tham nhũng",
            "Tòa án ở Manila mở phiên tòa xét xử cựu bộ trưởng. Viện công tố Philippines cho biết bị cáo nhận tội.",
            WORLD,
        ),
        (
            "Tòa án tỉnh An Khê xét xử vụ tham nhũng đất đai",
            "Tòa án tỉnh An Khê mở phiên tòa xét xử bị cáo Lê Thu Nga và bảy bị cáo khác về tội tham ô.",
            "Nội chính, pháp luật, phòng, chống tham nhũng",
        ),
        (
            "Trường mở lớp tiếng Anh buổi tối cho học sinh nghèo",
            "Giáo viên dạy tiếng Anh, tiếng Pháp, tiếng Nhật cho học sinh của trường mà không lấy học phí.",
            "Giáo dục và đào tạo",
        ),
        (
            "Tổng Bí thư tiếp Tổng thống Indonesia tại Hà Nội",
            "Tại Hà Nội, hai bên hội đàm về quan hệ hợp tác, đối tác chiến lược giữa Việt Nam và Indonesia.",
            "Đối ngoại, hội nhập quốc tế",
        ),
        (
            "Đội tuyển Argentina vô địch World Cup",
            "Các cầu thủ Argentina thắng đội tuyển Pháp ở loạt sút luân lưu trận đấu cuối, giành chức vô địch.",
            "Văn hóa, thể thao, du lịch",
        ),
        ("Hai em nhỏ chết đuối ở ao làng", "Hai em nhỏ rủ nhau ra ao tắm thì bị đuối nước.", None),
        ("Một buổi chiều", "Trời xanh và gió nhẹ.", OTHER),
    ],
)
def test_subject(title: str, text: str, wanted: str | None) -> None:
    assert subject(title, text) == (wanted or "Quốc phòng, an ninh, trật tự an toàn xã hội")


@settings(max_examples=30, deadline=None)
@given(
    st.text(alphabet="aNga Mỹ.,tiếngTriềuTiên1 \n", max_size=80), st.text(alphabet="aNga Anh.ông,1 \n", max_size=200)
)
def test_any_text_has_one_of_the_subjects(title: str, text: str) -> None:
    assert subject(title, text) in subjects()
