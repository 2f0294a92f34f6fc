"""What else a task's words say: who works with whom, by when, what is to come of it, on what condition."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.digest.agents import find_agent
from assistant.digest.prose import within
from assistant.digest.records import Task, Time
from corpus.records import Span

_WITH = re.compile(r"(?:chủ trì, )?phối hợp (?:chặt chẽ )?(?:với|cùng) ")
_CHAIR = re.compile(r"^(?:chủ trì(?:, phối hợp)?|phối hợp) ")
_AFTER_PARTNERS = re.compile(
    r"(?:,? (?:để )?(?=(?:hướng dẫn|xây dựng(?! Đảng)|tham mưu|rà soát|theo dõi|kiểm tra|triển khai|thực hiện"
    r"|tổ chức (?:thực|triển"
    r"|hội|tuyên)|đôn đốc|nghiên cứu|ban hành|thể chế|làm|duy trì|kéo|trình|báo cáo|hoàn thiện|hoàn thành|tăng cường"
    r"|đẩy mạnh"
    r"|thẩm định|đề xuất|tuyên truyền|giám sát|chuẩn bị|quán triệt|xử lý|bố trí|vận động|đánh giá|lập|cập nhật"
    r"|thúc đẩy|phát)(?!\w)))"
)
_BY = re.compile(
    r"(?:trước|chậm nhất|hoàn thành|xong|hạn|hết|trong|đến|vào|thời hạn)(?: (?:là|vào|trong|hết|cuối|ngày|tháng|năm"
    r"|quý|trước|đến))*\s*$"
)
_RETURNING = re.compile(
    r"(?<!\w)(?:định kỳ (?:\d+ tháng|hằng \w+|hàng \w+)|(?:hằng|hàng) (?:tuần|tháng|quý|năm)|mỗi (?:tuần|tháng|quý"
    r"|năm))(?!\w)",
    re.IGNORECASE,
)
_PRODUCT = re.compile(
    r"(?:ban hành|xây dựng|trình|lập|hoàn thiện|soạn thảo|thành lập|công bố)(?:,? \w+){0,4}?"
    r" (?P<product>(?:[Cc]hương trình|[Kk]ế hoạch|[Đđ]ề án|[Bb]áo cáo|[Nn]ghị quyết|[Qq]uy định|[Qq]uy chế|[Hh]ướng dẫn"
    r"|[Dd]anh mục|[Cc]hỉ thị|[Dd]ự án|[Dd]ự thảo|[Cc]hiến lược|[Qq]uy trình|[Bb]ộ tiêu chí|Ban Chỉ đạo"
    r"|Hội đồng)[^,;.:]{0,90}?)"
    r"(?= trước | chậm nhất | trong (?:quý|tháng|năm) |[,;.:]|$)"
)
_CONDITION = re.compile(
    r"(?<!\w)(?P<condition>(?:[Nn]ếu|[Tt]rường hợp|[Kk]hi|[Ss]au khi|[Nn]gay sau|[Tt]rên cơ sở) [^,;.]{5,120})(?=[,;.])"
)


def filled(task: Task, text: str, times: Sequence[Time], today: str = "") -> Task:
    """`task` with what its sentence says of partners, deadline, product and condition; `text` is the document's, which
    was written on `today` (ISO 8601, empty if unknown)."""
    sentence = task.span.of(text)
    what, partners = _partners(task.what)
    at = text.find(task.what, task.span.start, task.span.end)
    own = Span(at, at + len(task.what)) if at >= 0 else task.span
    condition = _CONDITION.search(task.what) or (_CONDITION.search(sentence) if sentence.count(";") == 0 else None)
    product = _PRODUCT.search(what)
    return Task(
        what,
        task.who,
        task.span,
        task.partners or partners,
        task.deadline or deadline_in(text, own, times, today),
        task.product or (product["product"].strip() if product else ""),
        task.authority,
        task.condition or (condition["condition"] if condition else ""),
    )


def deadline_in(text: str, span: Span, times: Sequence[Time], today: str = "") -> str:
    """The date or period by which, or the words that say how often; empty if nothing is said. What was over on `today`
    ("vào ngày 25/12 vừa qua") is none."""
    for time in within(times, span):
        if not "" < time.ends() < today and _BY.search(text, max(span.start, time.span.start - 40), time.span.start):
            return time.value
    returning = _RETURNING.search(text, span.start, span.end)
    return returning.group() if returning else ""


def _partners(what: str) -> tuple[str, str]:
    """The task without "chủ trì, phối hợp với …", and who that names."""
    match = _WITH.match(what)
    if not match:
        chair = _CHAIR.match(what)
        return (
            what[chair.end() :] if chair and len(what) > chair.end() + 10 and not what.startswith("phối hợp") else what
        ), ""
    end = _AFTER_PARTNERS.search(what, match.end())
    if not end:
        bound = find_agent(what, match.end())
        if not bound:
            return what, ""
        return what[bound.begin :], what[match.end() : bound.end].strip(" ,")
    return what[end.end() :].lstrip(" ,"), what[match.end() : end.start()].strip(" ,")
