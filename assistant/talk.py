"""Greetings, thanks and questions about the assistant itself: answered as such, and never searched for."""

from __future__ import annotations

import re

from assistant.phrases import plain_of
from corpus.spelling import fold
from index.analyze import syllables

ENGINE = "talk"
"""What an answer that comes from here names as its engine."""

_CALLED = r"(?: (?:ban|em|anh|chi|tro ly|co|chu|bac|moi nguoi|ca nha|cac ban|may|bot|ad))?"
_POLITE = r"(?:da|vang|ok|oke|okay|um|uh|a|o|nhe|nha|nhi|ha|rat|that|nhieu|lam|va|voi|vay|the|roi|chao|oi|thoi|thi)"
_GREETING = re.compile(
    rf"(?:(?:xin|em|chau|toi|minh) )?chao(?: buoi (?:sang|trua|chieu|toi))?{_CALLED}|hello|hi|hey|alo|a lo"
    rf"|good (?:morning|afternoon)"
    rf"|kinh chao{_CALLED}"
)
_THANKS = re.compile(
    rf"(?:xin |cho )?(?:(?:toi|minh|em|anh|chi) )?(?:xin )?(?:chan thanh )?(?:cam|cảm) on{_CALLED}"
    r"|thank(?:s| you)|tks|thks|cam on vi (?:cau tra loi|thong tin|da (?:giup|tra loi|ho tro))"
)
_FAREWELL = re.compile(rf"tam biet{_CALLED}|hen gap lai{_CALLED}|bye(?: bye)?|goodbye")
_PRAISE = re.compile(r"(?:tot|hay|gioi|tuyet(?: voi)?|dung|chinh xac|duoc|ro|hieu)(?: (?:lam|qua|roi|that|day))*")
_YOU = r"(?:ban|em|may|tro ly|vankien|bot|chatbot)(?: (?:nay|ay))?"
_ABOUT = re.compile(
    rf"{_YOU} (?:la|ten) (?:ai|gi|cai gi|tro ly gi)|{_YOU} ten (?:la )?gi|ten (?:cua )?{_YOU} la gi"
    rf"|ban la {_YOU}(?: ai| gi)?"
    rf"|{_YOU} (?:co the )?(?:lam|giup|ho tro|tra loi)(?: duoc)?(?: (?:toi|minh|em))?(?: duoc)?(?: nhung)?"
    r"(?: (?:gi|viec gi|cau hoi (?:gi|nao)))(?: cho (?:toi|minh|em))?"
    rf"|{_YOU} co the giup(?: (?:toi|minh|em))?(?: duoc)?(?: khong)?|{_YOU} (?:hoat dong|dung"
    rf"|su dung) (?:nhu the nao|the nao|ra sao)"
    rf"|(?:toi|minh|em) (?:co the )?hoi {_YOU} (?:nhung )?(?:gi|duoc gi)|(?:huong dan|cach) (?:su )?dung {_YOU}"
    rf"|{_YOU} lay (?:thong tin|cau tra loi|du lieu) (?:o|tu) dau|ai (?:tao ra|lam ra|xay dung) {_YOU}"
    rf"|gioi thieu ve {_YOU}"
    rf"|{_YOU} co phai (?:la )?(?:nguoi|robot|may|ai|chatgpt)(?: that)?(?: khong)?|who are you|what can you do"
    rf"|help|tro giup"
)
_FILLER = re.compile(rf"(?:{_POLITE}(?: {_POLITE})*)")

_LONGEST = 120
"""Characters: nobody greets at greater length."""

_HELLO = (
    "Xin chào! Tôi trả lời câu hỏi từ các tài liệu trong kho, kèm trích dẫn nguyên văn. Bạn cần tra cứu nội dung gì?"
)
_WELCOME = "Không có gì. Nếu cần tra cứu thêm, bạn cứ hỏi tiếp."
_BYE = "Tạm biệt. Khi cần tra cứu tài liệu, bạn cứ hỏi."
_ME = (
    "Tôi là trợ lý hỏi đáp trên kho tài liệu này. Tôi tìm câu trả lời trong các văn bản đang lưu, trích nguyên "
    "văn và ghi "
    "rõ nguồn để đồng chí kiểm tra; điều gì tài liệu không nói thì tôi không trả lời. Có thể hỏi về nội dung văn "
    "bản, ai "
    "ký, ban hành ngày nào, còn hiệu lực không, văn bản nào viện dẫn hay thay thế văn bản nào, hoặc liệt kê văn "
    "bản theo "
    "loại, cơ quan và năm."
)


def reply(text: str) -> str:
    """What to say to small talk; "" for everything else: the whole of `text` must be nothing but small talk."""
    if len(text) > _LONGEST:
        return ""
    if not text.isascii() and any(fold(w) == "ban" and w != "bạn" for w in syllables(text)):
        return ""  # "Ban là gì?" is asked of a committee
    clauses = [" ".join(re.findall(r"[^\W_]+", c)) for c in re.split(r"[,.!?;:…~\n]+", plain_of(text))]
    clauses = [c for c in clauses if c]
    found = [_kind(c) for c in clauses]
    if not clauses or "" in found:
        return ""
    for kind, said in ((_ABOUT, _ME), (_FAREWELL, _BYE), (_THANKS, _WELCOME), (_GREETING, _HELLO), (_PRAISE, _WELCOME)):
        if kind.pattern in found:
            return said
    return ""


def _kind(clause: str) -> str:
    """The pattern that a clause is made of, with a few polite words around it; "" if it says anything else."""
    for pattern in (_ABOUT, _THANKS, _FAREWELL, _GREETING, _PRAISE):
        if re.fullmatch(rf"(?:{_POLITE} ){{0,3}}?(?:{pattern.pattern})(?: {_POLITE}){{0,4}}", clause):
            return pattern.pattern
    return "filler" if _FILLER.fullmatch(clause) else ""
