"""Whether words begin with something to be done: "Tập trung …", "Không để …", "Kịp thời rà soát …"."""

from __future__ import annotations

import re

_BEGINNINGS = """
    áp dụng, ban hành, bám sát, bảo đảm, bảo vệ, biểu dương, bồi dưỡng, bổ sung, bố trí, cải cách, cải thiện, cải
    tiến, chấm dứt, chấn chỉnh, chấp hành, chấp nhận, chăm lo, chỉ đạo, chú trọng, chú ý, chủ động, chủ trì, chuẩn
    bị, chuẩn hóa, chuyển mạnh, chuyển đổi, coi trọng, coi, cơ cấu lại, củng cố, cụ thể hóa, cụ thể hoá, cương
    quyết, dứt khoát, duy trì, đa dạng, đào tạo, đảm bảo, đánh giá, đầu tư, đẩy mạnh, đẩy nhanh, đề cao, đề xuất,
    đổi mới, đơn giản, đột phá, động viên, giám sát, giải quyết, giao, giữ gìn, giữ vững, gắn, gương mẫu, hạn chế,
    hiện đại h, hình thành, hoàn chỉnh, hoàn thành, hoàn thiện, hỗ trợ, huy động, hướng dẫn, kết hợp, kết nối, khai
    thác, khảo sát, khắc phục, khẩn trương, khen thưởng, khơi dậy, khơi thông, khuyến khích, không, kiểm điểm, kiểm
    soát, kiểm tra, kiên quyết, kiên trì, kiện toàn, kịp thời, lãnh đạo, làm chủ, làm rõ, làm tốt, lấy, lập, linh
    hoạt, lồng ghép, lượng hóa, mở rộng, nắm chắc, nắm bắt, nâng cao, nâng cấp, nâng tầm, nêu cao, nghiên cứu,
    nghiêm cấm, nghiêm túc, ngăn chặn, nhanh chóng, nhân rộng, nỗ lực, ổn định, phải, cần, phân bổ, phân cấp, phân
    công, phân định, phấn đấu, phát động, phát hiện, phát huy, phát triển, phòng ngừa, phổ biến, phối hợp, quan tâm,
    quản lý, quán triệt, quy hoạch, quyết liệt, quyết tâm, rà soát, ra sức, rút ngắn, sáp nhập, sắp xếp, siết chặt,
    sớm, sơ kết, sử dụng, sửa đổi, tái cơ cấu, tạo, tập hợp, tập huấn, tập trung, tăng cường, tăng tốc, tham mưu,
    thành lập, tháo gỡ, thay thế, thẩm định, thể chế, theo dõi, thí điểm, thiết lập, thi hành, thống nhất, thu hút,
    thúc đẩy, thực hiện, thường xuyên, tích cực, tiên phong, tiếp thu, tiếp tục, tiến hành, tìm, tổ chức, tổng hợp,
    tổng kết, tôn trọng, tôn vinh, triển khai, trọng dụng, trực tiếp, trước mắt, tuyên truyền, tuyển dụng, tuyển
    chọn, tuyệt đối, từng bước, ưu tiên, vận dụng, vận động, vận hành, xác định, xác lập, xây dựng, xem xét, xóa bỏ,
    xoá bỏ, xóa, xử lý, xúc tiến, ứng dụng, ươm tạo, đưa, hướng tới, xã hội h, số h, đừng, có cơ chế, có chính sách,
    có kế hoạch, có chương trình, có giải pháp, có biện pháp, có lộ trình, có các, thông tin kịp, nhận diện, dự báo,
    cập nhật, tự giác, thắt chặt, đấu tranh, bài trừ, cắt giảm, tiết kiệm, tri ân, gặp gỡ, đối thoại, lắng nghe
"""
_IMPERATIVE = re.compile(
    r"(?:"
    + "|".join(re.escape(words.strip()) for words in " ".join(_BEGINNINGS.split()).split(","))
    + r")(?:oá|óa)?(?!\w)",
    re.IGNORECASE,
)


def is_imperative(words: str) -> bool:
    """Whether `words` begin with a verb or adverb that resolutions and instructions begin their demands with."""
    return _IMPERATIVE.match(words) is not None
