"""How far the name of an office or organisation runs: capitalised words, and the small words between them."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[^\W_]+(?:[/.-][^\W_]+)*")
_INNER = frozenset(
    """các cơ quan và của tỉnh thành phố phường xã huyện quận thị trấn nước nhân dân cấp trực thuộc thôn môi trường
    kiêm khóa khoá nhiệm kỳ lần thứ trung ương đại biểu đảng ủy uỷ bộ đoàn dân cử chính phủ tộc thể thao du lịch phòng
    chống tham nhũng sự nghiệp đầu tư xây dựng kỹ thuật kiểm toán hành công sát tối cao ban chức đốc thư tịch viên
    trưởng chung đối ngoại mặt trận bảo vệ sức khỏe khoẻ nông thôn doanh dự khuyết hội quốc""".split()
)
"""Lower-case syllables that go on with a name after another lower-case one."""
_STOP = frozenset(
    """chủ_trì dự tham_dự cùng phát_biểu cho_biết cho_rằng nhấn_mạnh khẳng_định đã đang sẽ được bị ký trao thăm tiếp
    làm tại trong vào ghi_nhận báo_cáo trình_bày yêu_cầu đề_nghị giao nêu nói thay là có phải cần đến từ về với để khi
    sau trước trên dưới theo do bởi vì nên mà thì như rằng này đó kia ấy cũng vừa đồng_thời chỉ_đạo chỉ_ra điều_hành
    kết_luận công_bố thông_báo
    tặng gửi bày_tỏ chúc mong đánh_giá lưu_ý giới_thiệu hướng_dẫn tổ_chức phối_hợp triển_khai thực_hiện tiếp_tục cho
    tiến_hành họp bầu ra gặp đón dẫn tuyên_bố chia_sẻ phân_tích nhận giữ phát_động chứng_kiến chỉ dâng mở thống_nhất
    ngày bên xác hôm vừa năm tháng nếu sáng chiều tối gồm mới đi lại còn ở qua nhằm xin muốn thấy bắt khởi_tố đưa
    phê_duyệt ban_hành quyết_định xem_xét đứng đọc khai_mạc bế_mạc""".split()
)
_LONGEST = 240
_JOINING = frozenset("và của các kiêm thuộc cấp cùng".split())


def run(text: str, start: int, limit: int) -> int:
    """The end of the name that begins at `start` and ends by `limit`: at punctuation, or before a word that is none of
    its own ("Trưởng Ban Tổ chức Trung ương | chủ trì …")."""
    end = start
    last = ""
    words = list(_TOKEN.finditer(text, start, min(limit, start + _LONGEST)))
    for i, word in enumerate(words):
        token = word.group()
        between = text[end : word.start()]
        if i and between != " " and not (last in ("TP", "Tp") and between == ". "):
            break
        if i and not _goes_on(token, last, words[i + 1].group() if i + 1 < len(words) else ""):
            break
        end, last = word.end(), token
    return _without_joining(text, start, end)


def _goes_on(token: str, last: str, following: str) -> bool:
    if token[0].isupper() or token.isdecimal():
        return True
    if token in _STOP or f"{token}_{following}" in _STOP:
        return False
    return token in _INNER or (last[0].isupper() and not last.isupper())


def _without_joining(text: str, start: int, end: int) -> int:
    while end > start:
        last = text[start:end].rpartition(" ")[2]
        if last not in _JOINING:
            return end
        end -= len(last) + 1
    return max(end, start)
