"""What a single line of a web page is by its words: a caption, a byline, a menu, the heading over other articles.

Every test is on one line and looks at its whole shape, since each of these words also stands in running text.
"""

from __future__ import annotations

import re
from typing import Literal

from corpus.datelines import is_dated_byline, is_stamp
from corpus.site_words import BUTTONS, RELATED, SECTIONS

Part = Literal[
    "", "caption", "image", "date", "byline", "inline", "tags", "imprint", "button", "crumb", "related", "comments"
]
"""What a line is; empty for anything else. "related" and "comments" are headings, "inline" names one other article."""

_LONGEST = 400
_BULLET = re.compile(r"^(?:[-–—•●▪*+>»›]+\s*)+")
_END = re.compile(r"[.!?…]['\"”’»)\]]*$")

_IMAGE = re.compile(r"[\w.()%-]{1,200}\.(?:jpe?g|png|gif|webp|bmp|avif|svg)", re.I)
_CREDIT_WORD = r"(?:Ảnh|Nguồn ảnh|Đồ họa|Đồ hoạ|Infographic|Nguồn video|Clip|Photo|Tranh|Minh họa|Biểu đồ)"
_CREDIT = re.compile(
    rf"(?:^|[.…?!”\"]\s?|\s?[(\[–|-]\s?|\s){_CREDIT_WORD}(?: minh họa| minh hoạ| tư liệu| chụp màn hình)?\s?[:：]"
    r"\s?[^.:;()\[\]]{1,70}(?:/[^.:;()\[\]]{1,40})?\.?[)\]]?\.?$",
    re.I,
)
_BARE_CREDIT = re.compile(
    r"^(?:[^.]{0,200}[.(–-]\s?)?\(?(?:Ảnh|Hình) (?:minh h[oọ][ạa]|tư liệu|chụp màn hình|cắt từ clip|internet)"
    r"(?:[ :].{0,40})?[)]?\.?$",
    re.I,
)
_AGENCIES = (
    r"(?:TTXVN|TTXVN/Vietnam\+|Vietnam\+|VietnamPlus|VOV|VTV|VTC|VGP|VNA|NDO|QĐND|CAND|SGGP|TTO|VNE|VnExpress|PLO"
    r"|[Bb]áo [\w ]{2,40}|Nhân [Dd]ân|Tiền [Pp]hong|Tuổi [Tt]rẻ|Thanh [Nn]iên|Dân [Tt]rí|Lao [Đđ]ộng|Tin [Tt]ức"
    r"|Reuters|AFP|AP|Xinhua|Tân Hoa [Xx]ã|CNN|BBC|Sputnik|Kyodo)"
)
_SITE = r"(?:https?://)?(?:www\.)?[\w-]{2,40}(?:\.[\w-]{2,20}){1,3}(?:/\S{0,200})?"
_SOURCE = re.compile(
    rf"(?:\(?(?:Theo|Nguồn|Nguồn tin)\s?:?\s?(?:{_AGENCIES}|{_SITE})"
    rf"(?:\s?[/,(–-]\s?(?:{_AGENCIES}|{_SITE}|[\w ]{{2,40}})\)?)?\)?\.?"
    rf"|{_SITE}|\(?{_AGENCIES}(?:/{_AGENCIES})?\)?"
    rf"|[\w .,&–-]{{2,60}}(?:\({_AGENCIES}\)|/{_AGENCIES}))"
)
_CREDITS = re.compile(
    r"(?:Tác giả|Phóng viên|Bài(?:, ảnh| và ảnh| viết)?|Ảnh|Tin, ảnh|Tin|Thực hiện|Biên tập(?: viên)?|Trình bày"
    r"|Thiết kế|Đồ họa|Nguồn|PV|Người đưa tin|Biên soạn)\s?:\s?[^.;:]{2,80}",
    re.I,
)
_BYLINE = re.compile(r"(?:Bài|Tin)(?:,| và|, bài và) ảnh\s?:\s?[^.;:]{2,80}", re.I)
_AUTHORS = ("pv", "bbt", "ban biên tập", "nhóm phóng viên", "nhóm pv", "phóng viên", "ttxvn", "t.h", "(t.h)", "(th)")

_COMMENTS = re.compile(
    r"(?:bình luận|ý kiến|ý kiến bạn đọc|ý kiến độc giả|bạn đọc bình luận|gửi bình luận|phản hồi|gửi ý kiến"
    r"|gửi ý kiến của bạn|ý kiến của bạn|viết bình luận|bình luận bài viết|bạn nghĩ gì về nội dung này|thảo luận)"
    r"\s?(?:\(\s?\d{1,6}\s?\)|:|\?)?",
)
_INLINE = re.compile(
    r"(?:>>+|»+)\s?\S.{0,250}|(?:xem thêm|đọc thêm|tin liên quan|bài liên quan|xem tiếp|mời đọc|mời xem|mời bạn đọc)"
    r"(?:\s?[:>»]+|\s(?:tại đây|ở đây|trên))\s?.{0,250}",
    re.I,
)
_TAGS = re.compile(
    r"(?:từ khóa|từ khoá|tags?|thẻ|hashtag|chủ đề|sự kiện|chuyên đề)\s?:\s?.{1,250}|(?:#[\w-]+[\s,;]*){1,20}", re.I
)
_LOOSE_TAGS = re.compile(r"(?:chủ đề|từ khóa|từ khoá|tags?|thẻ|chuyên mục|sự kiện)\s.{1,200}", re.I)
_IMPRINT = re.compile(
    r"(?:©|\(c\)\s|copyright\b|bản quyền\b|® |giấy phép (?:số|xuất bản|hoạt động|thiết lập|báo chí)"
    r"|(?:phó )?tổng biên tập\s?:|cơ quan chủ quản\s?:|cơ quan ngôn luận|chịu trách nhiệm (?:nội dung|chính)"
    r"|ghi rõ nguồn|đề nghị ghi rõ|vui lòng ghi rõ|thiết kế (?:bởi|và phát triển)|phát triển bởi|powered by"
    r"|liên hệ quảng cáo|quảng cáo\s?:|hotline\s?:|đường dây nóng|tòa soạn\s?:|toà soạn\s?:|trụ sở tòa soạn|all rights"
    r"|chỉ được phát hành lại thông tin|cấm sao chép|số lượt truy cập|đang trực tuyến|tổng truy cập|lượt truy cập)",
    re.I,
)
_CRUMB = re.compile(r"\s?(?:[>»›/|·•]|\s[-–]\s)+\s?")


def part_of(line: str) -> Part:
    """What `line` is by itself, or an empty string."""
    if len(line) > _LONGEST:
        return ""
    bare = _BULLET.sub("", line).strip()
    low = bare.rstrip(" :»>…").lower()
    if not bare:
        return "inline"
    if _IMAGE.fullmatch(bare):
        return "image"
    if low in RELATED:
        return "related"
    if _COMMENTS.fullmatch(bare.lower()):
        return "comments"
    if low in BUTTONS:
        return "button"
    if is_menu(bare):
        return "crumb"
    if is_stamp(bare):
        return "date"
    if _TAGS.fullmatch(bare):
        return "tags" if not _END.search(bare) else ""
    if _INLINE.fullmatch(line) or _INLINE.fullmatch(bare):
        return "inline"
    if _BYLINE.fullmatch(bare):
        return "byline"
    if _CREDIT.search(bare) or _BARE_CREDIT.match(bare):
        return "caption"
    if _SOURCE.fullmatch(bare) or _CREDITS.fullmatch(bare) or low in _AUTHORS or is_dated_byline(bare):
        return "byline"
    return "imprint" if _IMPRINT.match(bare) else ""


def is_section(line: str) -> bool:
    """Whether a line names a section of a news site, as a menu does."""
    return _BULLET.sub("", line).strip().lower() in SECTIONS


def is_menu(line: str) -> bool:
    """Whether a line is a path through a site ("Trang chủ > Chính trị") or a menu on one line."""
    if len(line) > 300:
        return False
    parts = [part.strip().lower() for part in _CRUMB.split(line) if part.strip()]
    if len(parts) >= 2 and parts[0] in ("trang chủ", "home", "trang nhất"):
        return True
    if len(parts) >= 3 and sum(part in SECTIONS for part in parts) * 3 >= len(parts) * 2:
        return True
    return _sections_in(line) >= 4


def _sections_in(line: str) -> int:
    """How many names of sections a line is made of, from its first word to its last; 0 if anything else is in it."""
    words = line.lower().split()
    count = at = 0
    while at < len(words):
        length = next((n for n in (4, 3, 2, 1) if " ".join(words[at : at + n]) in SECTIONS and at + n <= len(words)), 0)
        if not length:
            return 0
        at += length
        count += 1
    return count


def is_loose_tags(line: str) -> bool:
    """Whether a line may be a list of tags without a colon ("Chủ đề ĐẠI HỘI …"); its neighbours have to confirm it."""
    return len(line) <= 250 and _LOOSE_TAGS.fullmatch(line) is not None and not _END.search(line)


def is_name(line: str) -> bool:
    """Whether a line is nothing but a person's name, an author's say: two to five capitalised words."""
    return (
        len(line) <= 40
        and 2 <= len(line.split()) <= 5
        and all(word[:1].isupper() for word in line.split())
        and not (line.isupper() or any(c.isdigit() or c in ":;,/" for c in line))
    )


def is_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return _END.search(line) is not None
