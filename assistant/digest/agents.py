"""Who a sentence binds: the unit or people it begins with, up to what they are to do."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADS = (
    r"(?:[Cc]ác|[Nn]hững|[Mm]ỗi|[Tt]ừng|[Tt]oàn(?: thể)?|[Tt]ất cả(?: các)?|[Mm]ọi|[Mm]ột số)?\s*(?:đồng chí )?(?:"
    r"[Cc]ấp [uủ]|[Cc]ấp uỷ|[Tt]ổ chức (?:đảng|Đảng|cơ sở|chính trị)|[Cc]ơ quan|[Đđ]ơn vị|[Đđ]ịa phương|[Bb]ộ,"
    r"|[Bb]ộ(?= [A-ZĐ]|$)|[Bb]an,|[Bb]an [Tt]hường vụ|[Nn]gành"
    r"|Ban(?= [A-ZĐ]| cán sự| chỉ đạo| quản lý| chấp hành)|[Ss]ở(?= [A-ZĐ]|,)|Cục(?= [A-ZĐ])|Vụ(?= [A-ZĐ])|Ủy ban"
    r"|Uỷ ban|[Ủủ]y ban|UBND|HĐND|Hội đồng|[Hh]ội|Quốc hội|Chính phủ|Bộ Chính trị|Ban Bí thư|[Đđ]ảng [uủ]"
    r"|[Đđ]ảng bộ|[Đđ]ảng đoàn|[Cc]hi bộ|Tỉnh [uủ]|Thành [uủ]|Huyện [uủ]|[Tt]ỉnh đoàn|[Tt]ỉnh,? [tuủ]|[Tt]ỉnh"
    r"|[Tt]hành phố|[Hh]uyện|[Xx]ã|[Pp]hường"
    r"|[Vv]ăn phòng|Mặt trận|[Đđ]oàn thể|[Đđ]oàn|Liên đoàn|Liên hiệp|Học viện|[Vv]iện|[Tt]rường(?! hợp)|[Tt]rung tâm"
    r"|[Cc]ông an|[Qq]uân|[Bb]ộ đội"
    r"|[Tt]òa án|Viện|Thanh tra|Ngân hàng|[Tt]ập đoàn|[Tt]ổng công ty|[Cc]ông ty|[Dd]oanh nghiệp|[Nn]gười đứng đầu"
    r"|[Nn]gười|[Cc]án bộ|[Đđ]ảng viên"
    r"|[Cc]á nhân|[Tt]ập thể|[Tt]hủ trưởng|[Gg]iám đốc|[Bb]í thư|[Cc]hủ tịch|[Tt]rưởng|[Cc]hánh|[Bb]ộ trưởng"
    r"|[Tt]hủ tướng|[Pp]hó|[Đđ]ại biểu|[Tt]hành viên"
    r"|[Tt]iểu ban|[Tt]ổ(?= công| giúp| biên| thư| chức đảng)|[Bb]ộ phận|[Đđ]ồng chí|các đồng chí|[Ll]ực lượng"
    r"|[Kk]ho bạc|[Bb]ảo hiểm|[Đđ]ài(?= [A-ZĐ])|Báo(?= [A-ZĐ])|[Nn]hà nước|Đảng"
    r"|[Tt]rạm|[Đđ]ội|[Cc]hủ đầu tư|[Nn]hà thầu|[Bb]an quản lý|Khối|[Cc]ơ sở)(?!\w*[0-9])"
)
AGENT = re.compile(_HEADS)
_MODAL = r"phải|cần|có trách nhiệm|có nhiệm vụ|chịu trách nhiệm|không được|được yêu cầu"
_VERB = (
    r"chủ trì|chủ động|phối hợp|lãnh đạo|chỉ đạo|xây dựng(?! Đảng)|rà soát|triển khai|thực hiện|tập trung|tiếp tục"
    r"|kịp thời"
    r"|khẩn trương|đẩy mạnh|tăng cường|nâng cao|hoàn thiện|hoàn thành|hướng dẫn|tham mưu|theo dõi|kiểm tra(?! cấp)"
    r"|tổ chức (?:thực|triển|quán|hội|tuyên|học|kiểm|rà|xây|các)"
    r"|nghiên cứu|ban hành|quán triệt|nghiêm túc|bám sát|thường xuyên|căn cứ|báo cáo|tổng hợp|đôn đốc|giám sát(?!,)"
    r"|quan tâm|bố trí|bảo đảm"
    r"|đảm bảo|công khai|duy trì|làm đầu mối|làm việc|giữ vững|giữ vai|phát huy|cụ thể hóa|cụ thể hoá|trực tiếp"
    r"|tích cực|quyết liệt|sớm|tuyên truyền"
    r"|vận động|trình (?=cấp|Ban|Bộ|Chính|Thủ|Quốc|Hội|Ủy|HĐND|UBND|Tỉnh|Thường)|gửi|xem xét|cập nhật|đề xuất"
    r"|chấn chỉnh|khắc phục|xử lý|quy định|phân công|phê duyệt|lập(?= dự| kế| danh| báo| đề| hồ)|cấp (?=chữ|chứng"
    r"|giấy|phát|kinh|đủ)|đưa|số hóa|số hoá|hoàn tất"
    r"|thống kê|ưu tiên|cân đối|thẩm định|phấn đấu|tự giác|gương mẫu|tiên phong|nhận thức|xác định|đổi mới"
    r"|chuyển mạnh|đăng ký|nộp|bàn giao|đánh giá(?!,)"
    r"|khảo sát|vận hành|kết nối|chuẩn bị|đào tạo|bồi dưỡng|phát động|kiện toàn|sắp xếp|biết|đề ra|tham gia"
    r"|quản lý(?! dự| khu| doanh| nhà)|bổ sung|điều chỉnh|chú trọng|thông báo|cung cấp|niêm yết|tiếp nhận|hỗ trợ"
    r"|phát hành|dành|dự trữ|biên soạn|mở rộng|thành lập|góp ý|làm rõ|vào cuộc|nhanh chóng|đoàn kết|đồng hành"
    r"|sửa chữa|ngăn chặn"
    r"|có (?=phương án|kế hoạch|giải pháp|biện pháp)"
)
_MODALS = re.compile(rf"(?:,? (?:thì|cũng|nhất thiết|tuyệt đối|đều|sẽ))? (?P<verb>{_MODAL})(?!\w)")
_VERBS = re.compile(rf"(?:,? (?:thì|cũng|đều|sẽ))? [“\"]?(?P<verb>{_VERB})(?!\w)")
_ABOUT = re.compile(r"[:;“\"”]| (?:là|được|đã|đang|nhằm|để|theo|về|trong đó|với) ")
_PASSIVE = re.compile(r"(?<!\w)(?:được|đã|vừa|đang|chưa|không)$")
_LONGEST = 220


@dataclass(frozen=True, slots=True)
class Bound:
    """Offsets in a text: who ends at `end`, their task begins at `begin`; `modal` where "phải", "cần" stand between."""

    end: int
    begin: int
    modal: bool


def find_agent(text: str, start: int) -> Bound | None:
    """Who stands at `start` of `text` and is bound to do something; None if nobody is."""
    if not AGENT.match(text, start):
        return None
    limit = min(len(text), start + _LONGEST)
    verb = _VERBS.search(text, start, limit)
    modal = _MODALS.search(text, start, limit)
    if modal and (not verb or verb.start() >= modal.start() or _describes(text, verb.start(), modal.start())):
        begin = modal.end()
        if modal["verb"] in ("không được", "chịu trách nhiệm", "có trách nhiệm") and modal["verb"] != "có trách nhiệm":
            begin = modal.start("verb")
        if modal["verb"] == "phải" and text.startswith((" chịu trách nhiệm", " được"), modal.end()):
            begin = modal.start("verb")
        return Bound(modal.start(), begin + (text[begin : begin + 1] == " "), True)
    if verb and not _ABOUT.search(text, start, verb.start() + 1):
        return Bound(verb.start(), verb.start("verb"), False)
    return None


def _describes(text: str, verb: int, modal: int) -> bool:
    """Whether the verb only tells which unit is meant: "những đơn vị vừa được sắp xếp lại cần …"."""
    if re.search(r"[;:.]", text[verb:modal]):
        return False
    before = text[max(0, verb - _LONGEST) : verb].rstrip()
    return " nào " in f"{before} " or (modal - verb < 60 and _PASSIVE.search(before) is not None)
