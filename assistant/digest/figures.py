"""Figures: a number in digits with its unit and what it counts ("tối thiểu 30% GDP", "2.085 điểm cầu cấp xã")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.digest.prose import own_lines, sentences_of, within
from assistant.digest.records import Figure, Time
from corpus.records import Document, Span

_NUMBER = r"\d{1,3}(?:[. ]\d{3})+(?:,\d+)?(?!\d)|\d+(?:,\d+)?(?!\d)"
_SCALE = r"(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?: (?:nghìn|ngàn|triệu|tỷ|tỉ))?(?!\w)"
_MEASURES = (
    "điểm phần trăm|phần trăm|%/năm|%|đồng|USD|đô la|euro|tấn|tạ|kg|ki-lô-mét|km2|km²|km|m2|m²|m3|m³|mét vuông"
    "|mét khối|mét|ha"
    "|héc-ta|hecta|MW|kWh|GWh|lít|độ C|°C|GB|TB|sào|mẫu|hải lý"
)
_FIGURE = re.compile(
    rf"(?<![\w.,/–-])(?P<a>{_NUMBER})(?: ?(?:-|–|đến) ?(?P<b>{_NUMBER})(?= ?[%\w]))?"
    rf"(?P<scale> {_SCALE})?(?: ?(?P<unit>(?:{_MEASURES})(?!\w)))?(?P<per> ?/ ?(?:năm|tháng|ngày|người|ha))?"
)
# What numbers a thing, and counts nothing: "Điều 5", "khóa 14", "lần thứ 3", "Nghị quyết Trung ương 4".
_ORDINAL = re.compile(
    r"(?:[Đđ]iều|[Kk]hoản|[Mm]ục|[Cc]hương|[Pp]hần|[Pp]hụ lục|[Ss]ố|thứ|lần|[Kk]hóa|[Kk]hoá|[Hh]ội|[Qq]uý|[Qq]uyết|định"
    r"|Trung ương|TW|Chỉ thị|Kết luận|Thông tư|[Mm]ẫu|[Bb]iểu|[Bb]ảng|[Hh]ình|Quốc lộ|QL|Ban Chỉ đạo|[Vv]ùng|hạng|loại"
    r"|mức|ngày|tháng|năm|bão|giai đoạn) ?$"
)
# "lúc 17 giờ", "trước 16 giờ": a time of the day.
_CLOCK = re.compile(r"(?:lúc|vào|trước|hồi|từ|sau|và) ?$")
_LINE_NUMBER = re.compile(r"\s*[-+•*]?\s*\d{1,3}(?:\.\d{1,3})*[.)\-]?\s*$")
_LEAST = re.compile(
    r"(?:(?P<least>tối thiểu|ít nhất|không dưới|trên|hơn|gần|khoảng|dưới|không quá|tối đa|không thấp hơn)"
    r"(?: (?:có|là|đạt|mức|từ))?|đạt|duy trì|còn|từ)\s*$",
    re.IGNORECASE,
)
_SINGLE = frozenset(
    """người tỉnh xã phường nước tháng năm ngày tuần giờ phút giây lần lượt vụ ca căn hộ nhà tổ đội đoàn cụm khu bộ ban
    ngành cấp kỳ phiên tòa luật nghị đơn thôn bản làng huyện quận trường lớp em cháu con cây chiếc cái tàu xe máy suất
    tuổi phần bước nhóm khối đảng hội điểm mục việc tầng giải cuốn tập bài tin ý câu trang gói tuyến cầu cảng chuyến
    gian
    kho thùng ngôi buổi đợt liệt mẹ bà ông cụ cặp đôi bên ghế phiếu xuồng chỗ trạm hồ ao loại loài sao vòng trận
    bàn""".split()
)
_PAIRS = frozenset(
    """điểm_cầu đảng_bộ đảng_viên đảng_ủy ban_ngành nhóm_nhiệm bộ_phận bộ_tiêu tổ_chức đoàn_viên đoàn_thể hội_viên
    hội_nghị hội_đồng phiên_họp nghị_quyết nghị_định đơn_vị đơn_thư luật_sư cấp_ủy trường_hợp trường_học tập_thể
    tập_đoàn
    khu_vực khu_công phần_mềm ngành_nghề tuyến_đường cây_số ý_kiến cụm_công nhà_máy nhà_khoa nhà_giáo bản_án bài_viết
    hồ_sơ giải_pháp giải_thưởng tàu_cá khối_thi tin_bài lượt_người trạm_y mục_tiêu việc_làm bước_đột bàn_giao
    hộ_gia hộ_nghèo tỉnh_thành tỷ_lệ con_số loại_hình điểm_nghẽn đồng_chí gian_hàng thiết_bị tài_khoản cuốn_sách
    tầng_lớp""".split()
)
_NOT_COUNTED = frozenset(
    """và hoặc hay đến từ trong của là được đã sẽ đang theo so tại với cho về ở do khi như nhưng thì mà để nên vào
    ra lên
    xuống trở trên dưới có bị qua cùng tới còn nhằm vì bằng giữa sau trước này đó kia ấy""".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r" +")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_CLAUSE = re.compile(r"[,;:.|](?!\d)| (?:và|trong đó|với mục tiêu) ")
_VERBS = re.compile(
    r"(?: (?:ở mức|đạt mức|đạt|chiếm|tăng trung bình|tăng|giảm|duy trì|là|có từ|có|còn|hoàn thành|từ|đóng góp vào"
    r"|phấn đấu"
    r"|lên|khoảng|trên|hơn|tối thiểu|ít nhất|gần|dưới|bằng|được))+\s*$",
    re.IGNORECASE,
)
_ENUMERATOR = re.compile(r"^\s*(?:[a-zđ]|\d{1,2})[).]\s*|^[-*+•]\s*")
_WORDS_OF_WHAT = 14
_REACH = 200


def find_figures(document: Document, times: tuple[Time, ...] = ()) -> tuple[Figure, ...]:
    """The figures in a document's own lines, in order. `times` are those found in it: what they cover is no figure.

    Number words ("ba nhiệm vụ"), ordinals, numbers of documents and articles, and codes ("5G") are left out.
    """
    found = []
    for line in own_lines(document):
        for sentence in sentences_of(document.text, line):
            around = Span(max(0, sentence.start - _REACH), sentence.end)
            taken = [item.span for items in (times, document.references) for item in within(items, around)]
            found += [f for f in _figures(document.text, sentence) if not _covered(f.span, taken)]
    return tuple(found)


def _covered(span: Span, taken: list[Span]) -> bool:
    return any(t.start < span.end and span.start < t.end for t in taken)


def _figures(text: str, sentence: Span) -> Iterator[Figure]:
    for match in _FIGURE.finditer(text, sentence.start, sentence.end):
        before = text[max(sentence.start, match.start() - 40) : match.start()]
        if (not match["unit"] and _ORDINAL.search(before)) or _numbers_item(text, sentence, match):
            continue
        unit, end = _unit(text, match, sentence.end)
        if unit == "giờ" and _CLOCK.search(before):
            continue
        least = _LEAST.search(before)
        bound = (least["least"] or "").lower() if least else ""
        if _YEAR.fullmatch(match["a"]) and not least and not match["unit"] and unit not in _SINGLE:
            continue
        if not unit and not (least and "," in match["a"]):
            continue
        value = _plain(match["a"]) + (f"-{_plain(match['b'])}" if match["b"] else "")
        start = match.start()
        what = _what(text, sentence, start, end, unit)
        yield Figure(value, unit, what, bound, Span(start, end))


def _numbers_item(text: str, sentence: Span, match: re.Match[str]) -> bool:
    """Whether the number is that of an item ("1. …", "2) …") or a code ("5G", "6 tháng" is none)."""
    if _LINE_NUMBER.fullmatch(text, sentence.start, match.end("a")):
        return text[match.end("a") : match.end("a") + 1] in (".", ")", "-")
    return text[match.end() : match.end() + 1].isalpha() or text[match.end("a") : match.end("a") + 1] in ("/", "h")


def _unit(text: str, match: re.Match[str], limit: int) -> tuple[str, int]:
    """The unit after the number and where it ends; empty if nothing is counted."""
    scale, measure = (match["scale"] or "").strip(), match["unit"] or ""
    per = (match["per"] or "").replace(" ", "")
    if measure:
        measure = "%" if measure == "phần trăm" else measure
        return f"{scale} {measure}".strip() + per, match.end()
    counted, end = _counted(
        text, match.end("scale") if scale else match.end("b") if match["b"] else match.end("a"), limit
    )
    return f"{scale} {counted}".strip(), max(end, match.end("scale") if scale else 0)


def _counted(text: str, start: int, limit: int) -> tuple[str, int]:
    """The noun counted: one syllable of those that stand alone, else two."""
    gap = _GAP.match(text, start, limit)
    first = _WORD.match(text, gap.end(), limit) if gap else None
    if not first or first.group() in _NOT_COUNTED or (first.group().isupper() and len(first.group()) > 1):
        return "", start
    if text.startswith(" làm việc", first.end()) and first.group() in ("ngày", "giờ"):
        return f"{first.group()} làm việc", first.end() + 9
    between = _GAP.match(text, first.end(), limit)
    second = _WORD.match(text, between.end(), limit) if between else None
    pair = f"{first.group().lower()}_{second.group().lower()}" if second else ""
    if second and pair in _PAIRS:
        return text[first.start() : second.end()], second.end()
    if first.group().lower() in _SINGLE or not second or second.group() in _NOT_COUNTED or second.group()[0].isupper():
        return first.group(), first.end()
    return text[first.start() : second.end()], second.end()


def _what(text: str, sentence: Span, start: int, end: int, unit: str) -> str:
    """What the figure is said of: the subject before a share, what follows a thing counted."""
    after = re.split(r"[,;:.|()](?!\d)", text[end : sentence.end], maxsplit=1)[0].strip(" /")
    after = " ".join(after.split()[:_WORDS_OF_WHAT])
    first = after.partition(" ")[0]
    if ("%" not in unit and unit) or (first.islower() and first not in _NOT_COUNTED):
        return after
    before = _ENUMERATOR.sub("", text[sentence.start : start])
    for _ in range(3):
        last = next(reversed(list(_CLAUSE.finditer(before))), None)
        clause = _VERBS.sub("", " " + (before[last.end() :] if last else before).strip(" -*"))
        clause = clause.strip().removeprefix("đạt mức ").removeprefix("đạt ")
        if len(clause.split()) >= 2 or not last:
            return " ".join(clause.split()[-_WORDS_OF_WHAT:]) or after
        before = before[: last.start()]
    return after


def _plain(number: str) -> str:
    """A number in plain decimal notation: "2.085" is 2085, "09" is 9, "0,7" is 0.7."""
    whole, _, part = number.replace(".", "").replace(" ", "").partition(",")
    part = part.rstrip("0")
    return f"{whole.lstrip('0') or '0'}{'.' if part else ''}{part}"
