"""Whether the words of a line read as a title or as a sentence."""

from __future__ import annotations

import re

_TITLE_LENGTH = 250
_SHORT = 130
# What makes words a sentence rather than a title.
_VERB = re.compile(
    r"\b(?:phải|được|có thể|thì|là|do|gồm|có (?:trách nhiệm|nhiệm vụ|hiệu lực)|chịu trách nhiệm|cần|chỉ|nếu|sẽ)\b", re.I
)
_SURE_VERB = re.compile(r"\b(?:phải|thì|sẽ|nếu|cần|có (?:trách nhiệm|hiệu lực))\b", re.I)
# Titles that may have a verb: "Quyền được thông tin", "Việc không được làm".
_NOMINAL = re.compile(
    r"\s*(?:\([^()]{0,40}\):?\s*)?(?:Về|Việc|Quyền|Nhiệm vụ|Trách nhiệm|Thẩm quyền|Thời (?:hạn|điểm)|Đối tượng"
    r"|Hình thức|Điều kiện|Tiêu chuẩn|Nguyên tắc|Thủ tục|Quy trình|Trình tự|Hồ sơ|Nội dung|Chế độ)\b"
)
_SENTENCE_END = re.compile(r"[.!?…] ")
_RUNS_ON = re.compile(
    r"\b(?:tại|của|theo|và|hoặc|với|như|ở|điểm|khoản|điều|mục|chương|phần|các|trong|từ|đến|về|cho|là|này)$", re.I
)
_WRAPPED = 40
_WORDS = re.compile(r"[^\W\d_]{2,} [^\W\d_]{3,}|[^\W\d_]{3,} [^\W\d_]{2,}")


def reads_as_title(words: str) -> bool:
    """Whether `words`, which end with a full stop, can be a title: short, one sentence, without a verb."""
    return (
        len(words) <= _SHORT
        and (not _VERB.search(words) or (_NOMINAL.match(words) is not None and not _SURE_VERB.search(words)))
        and not _SENTENCE_END.search(words)
    )


def has_words(line: str) -> bool:
    """Whether `line` has two words; codes ("C34- NCL", "PAGE 4") have not."""
    return _WORDS.search(line) is not None


def breaks_over(line: str, after: str) -> bool:
    """Whether the title in `line` goes on in the line after it."""
    return (
        len(line) + len(after) <= _TITLE_LENGTH
        and after[:1].islower()
        and line[-1:] not in ".;:,"
        and after[-1:] not in ".;:,"
    )


def runs_on(before: str) -> bool:
    """Whether a line runs on in the next one ("… quy định tại"): what follows is a reference, not a heading."""
    return len(before) > _WRAPPED and _RUNS_ON.search(before[-12:]) is not None
