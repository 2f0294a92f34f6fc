"""Who signed a document, in what office and on whose behalf, and who receives it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.bodies import body_name, is_body, sentence_case
from corpus.header_cells import split_cells

_BEHALF = re.compile(r"(?:T/M|TM|T\.M)\b\s?[.:]?\s*(.+)", re.I)
_ACTING = re.compile(r"(?:KT|K/T|K\.T|TL|T/L|T\.L|TUQ|T/UQ)\b\s?[.:]?\s*", re.I)
_OFFICE_WORDS = (
    "thường trực", "tổng bí thư", "bí thư", "chủ tịch", "phó chủ tịch", "thủ tướng", "bộ trưởng", "thứ trưởng",
    "thống đốc", "trưởng ban", "trưởng tiểu ban", "chủ nhiệm", "tổng thanh tra", "tổng kiểm toán", "viện trưởng",
    "chánh án", "chánh văn phòng", "cục trưởng", "vụ trưởng", "tổng cục trưởng", "giám đốc", "tổng giám đốc",
    "hiệu trưởng", "trưởng phòng", "chi cục trưởng", "tổng biên tập", "chánh thanh tra", "tư lệnh", "chính ủy",
    "đội trưởng", "trưởng đoàn", "ủy viên", "uỷ viên", "tổng thư ký", "đoàn chủ tịch",
)  # fmt: skip
_OFFICE = re.compile(
    r"(?:quyền |q\. ?|đ/c )?(?:phó |thứ )?(?:" + "|".join(sorted(_OFFICE_WORDS, key=len, reverse=True)) + r")\b", re.I
)
_RANK = re.compile(
    r"^(?:(?:Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|Đại tá|Thượng tá|Trung tá|GS|PGS|TS|ThS|BS|LS|KS|CN|NGND"
    r"|NGƯT|TTND)\b\.?[\s,./-]*)+"
)
_NAME = re.compile(r"[^\W\d_]['’\w]*(?: [^\W\d_]['’\w]*){1,4}")
_SURNAMES = frozenset(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn vương trịnh trương đinh lâm phùng"
    " mai tô tạ hà lương lưu cao chu châu thái tăng quách triệu kiều nông ma giàng sùng hầu thào lò vi y a ksor điểu"
    " lại nghiêm bạch tống thạch kim sơn danh đàm khuất doãn mạc âu từ thân uông viên văn tòng quàng cầm bàn đèo hứa la"
    " lã ninh nhữ ong phí quản quan tiêu tôn trình trang tưởng úc vàng vừ xa đồng đậu đới diệp giáp hờ hoa hàn".split()
)
_CAPITAL = re.compile(
    r"(?<!\w)(?:bí thư|chủ tịch|thủ tướng|bộ trưởng|thứ trưởng|thống đốc|trưởng ban|thường trực|chủ nhiệm"
    r"|chánh văn phòng|cục trưởng|vụ trưởng|giám đốc|hiệu trưởng|viện trưởng|chánh án|ủy viên|tổng thư ký"
    r"|trưởng tiểu ban)(?!\w)"
)
_OFFICE_LONGEST = 80
_BELOW = 12
_BESIDE = 40
_OFFICE_WORDS_MOST = 7
"""Cells among which the name follows where signature and recipients stand side by side."""
_CARBON = re.compile(r"^\W*Nơi (?:nhận|gửi)\b\W*", re.I)
_ADDRESSED = re.compile(r"^\W*Kính g[ửở]i\s*:\s*", re.I)
_ITEM = re.compile(r"^(?:[-–•+*]\s*|\.\s)")
_SIGNED = re.compile(r"\s*[(\[]\s*đã ký\s*[)\]]", re.I)
_FILED = re.compile(r"^lưu\b", re.I)
_AS_ABOVE = re.compile(r"^như (?:trên|điều|kính gửi)", re.I)
_RECIPIENTS = 30
_RECIPIENT_LONGEST = 160
_TAIL_OF_ITEM = 25


@dataclass(frozen=True, slots=True)
class Signature:
    """Name and office of the signatory, and the body on whose behalf he signs; "" where there is none."""

    behalf: str = ""
    name: str = ""
    office: str = ""


def find_signature(lines: Sequence[str]) -> Signature:
    """The first signature in the lines below a letterhead.

    Party documents bear the Central Committee's letterhead whoever issues them; the signature says who did.
    """
    cells = [cell for line in lines for part in _columns(line) for cell in split_cells(part)]
    for index, cell in enumerate(cells):
        if len(cell) > _OFFICE_LONGEST or not _opens(cell):
            continue
        beside = any(_CARBON.match(above) for above in cells[max(0, index - 2) : index])
        block = cells[index : index + (_BESIDE if beside else _BELOW)]
        at_name = _name_in(block)
        if at_name is not None:
            behalf = next((m.group(1) for c in block[:at_name] if (m := _BEHALF.match(c))), "")
            behalf, joined = _split_behalf(behalf)
            office = _office([*block[:at_name], joined] if not _plain_offices(block[:at_name]) else block[:at_name])
            body = body_name(behalf.strip()) if behalf else ""
            if office.lower() == "thường trực" and body:
                office = f"Thường trực {body}"
            return Signature(body, bare_name(block[at_name]), office)
    return Signature(behalf=_unsigned(cells))


def find_recipients(lines: Sequence[str]) -> str:
    """Whom a document is addressed or sent to, "; " between them; without the office that files it."""
    addressed: list[str] = []
    for index, line in enumerate(lines):
        if len(line) > _RECIPIENT_LONGEST * 4:
            continue
        if not addressed and (found := _ADDRESSED.match(line)):
            rest = line[found.end() :].strip()
            addressed = _items([rest, *lines[index + 1 : index + _RECIPIENTS]], first=bool(rest))
        if found := _CARBON.match(line):
            rest = line[found.end() :].strip()
            sent = _items([*([rest] if rest else []), *lines[index + 1 : index + 1 + _RECIPIENTS]], first=False)
            return "; ".join(dict.fromkeys([*addressed, *sent]))
    return "; ".join(addressed)


def _unsigned(cells: Sequence[str]) -> str:
    """The body on whose behalf a draft is to be signed, or whose signatory could not be told."""
    behalf = (m.group(1) for c in cells if len(c) <= _OFFICE_LONGEST and c == c.upper() and (m := _BEHALF.match(c)))
    return body_name(_split_behalf(next(behalf, ""))[0].strip())


def _columns(line: str) -> Iterator[str]:
    """What stands left and right on a line of recipients beside the signature ("- Công báo Vũ Văn Ninh")."""
    carbon = _CARBON.match(line)
    if len(line) > _RECIPIENT_LONGEST or not (carbon or _ITEM.match(line)):
        yield line
        return
    if carbon and _opens(line[carbon.end() :].strip()):
        yield from (carbon.group(), line[carbon.end() :].strip())
        return
    words = line.split()
    for count in range(min(_OFFICE_WORDS_MOST, len(words) - 2), 1, -1):
        tail = " ".join(words[-count:])
        if _stands_right(tail, words[-count - 1]):
            yield from (" ".join(words[:-count]), tail)
            return
    yield line


def _stands_right(tail: str, before: str) -> bool:
    """Whether the last words of a recipient's line are the signatory's office or name."""
    if tail in (tail.lower(), tail.upper()):
        found = _OFFICE.match(tail)
        apart = tail == tail.upper() and before != before.upper()
        return found is not None and (found.end() == len(tail) or is_body(tail) or apart)
    named = _NAME.fullmatch(tail) is not None and tail.istitle() and tail != "Hồ Chí Minh" and not _OFFICE.match(tail)
    apart = not before.istitle() or before[-1] in ",;.)"
    return named and apart and len(tail.split()) in (3, 4) and tail.split(maxsplit=1)[0].lower() in _SURNAMES


def _opens(cell: str) -> bool:
    """Whether a cell opens a signature: "T/M BAN BÍ THƯ", "KT. BỘ TRƯỞNG", "CHỦ TỊCH QUỐC HỘI"."""
    if _BEHALF.match(cell) or _ACTING.match(cell):
        return len(cell) > 4
    return is_office(cell)


def bare_name(cell: str) -> str:
    """A name without the ranks and degrees before it: "Đại tá", "PGS. TS."."""
    return _RANK.sub("", cell).strip()


def is_office(cell: str) -> bool:
    """Whether a cell is nothing but an office: in capitals, or (capitals are lost in old fonts) its bare name."""
    found = _OFFICE.match(cell)
    if not found or len(cell) > _OFFICE_LONGEST or cell[-1] in ".:;,":
        return False
    return cell == cell.upper() or found.end() == len(cell) or is_body(cell)


def _name_in(block: Sequence[str]) -> int | None:
    """Which of the cells is the signatory's name: one with a surname, else the first that is written like a name."""
    plain = [bare_name(cell) for cell in block]
    likely = [
        i
        for i, cell in enumerate(plain)
        if i and len(cell) <= 40 and _NAME.fullmatch(cell) and cell.istitle() and not _OFFICE.match(cell)
    ]
    known = (i for i in likely if plain[i].split(maxsplit=1)[0].lower() in _SURNAMES)
    return next(known, likely[0] if likely else None)


def _plain_offices(cells: Sequence[str]) -> list[str]:
    return [cell for cell in cells if is_office(cell)]


def _office(cells: Sequence[str]) -> str:
    """The office nearest above the name; of "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG" the second, also when on one line."""
    for cell in reversed(cells):
        rest = cell
        if acting := _ACTING.match(cell):
            stands_for = _OFFICE.match(cell, acting.end())
            rest = cell[stands_for.end() :].strip() if stands_for else ""
        if rest and is_office(rest):
            return _CAPITAL.sub(lambda m: m.group()[0].upper() + m.group()[1:], sentence_case(rest.upper()))
    return ""


def _split_behalf(behalf: str) -> tuple[str, str]:
    """ "CHÍNH PHỦ KT. THỦ TƯỚNG PHÓ THỦ TƯỚNG" → the body, and the offices that a reader joined to it."""
    acting = re.search(r"\s(?:KT|K/T|TL|T/L|TUQ)\b", behalf)
    if acting:
        return behalf[: acting.start()], behalf[acting.start() :].strip()
    words = behalf.split(" ")
    for cut in range(2, len(words)):
        rest = " ".join(words[cut:])
        if rest == rest.upper() and _OFFICE.match(rest) and is_office(rest) and words[cut - 1].lower() != "đoàn":
            return " ".join(words[:cut]), rest
    return behalf, ""


def _items(lines: Sequence[str], *, first: bool) -> list[str]:
    """The items of a list of recipients; what stands between them on the signature's side is passed over."""
    out: list[str] = []
    open_ = False
    for index, line in enumerate(lines):
        for cell in _cells(line):
            item = _ITEM.match(cell)
            if item or (first and index == 0):
                text = cell[item.end() if item else 0 :]
                out.append(text)
                open_ = text[-1:] not in ".;" if text else False
            elif open_ and out and len(cell) < 60 and _goes_on(cell) and not _signs(cell):
                out[-1] = f"{out[-1]} {cell}"
                open_ = cell[-1] not in ".;,"
            elif not _signs(cell):
                return _clean(out)
    return _clean(out)


def _goes_on(cell: str) -> bool:
    """Whether a cell may be the rest of the item above it."""
    return cell[0].islower() or (cell[-1] in ",;." and len(cell) <= _TAIL_OF_ITEM)


def _cells(line: str) -> Iterator[str]:
    if len(line) > _RECIPIENT_LONGEST * 3:
        return iter((line,))
    return (cell for part in _columns(line) for cell in split_cells(part))


def _signs(cell: str) -> bool:
    """Whether a cell belongs to the signature beside the list."""
    marked = re.match(r"^[(\[]?\s*(?:đã ký|ký)", cell, re.I) is not None
    named = len(cell) <= 40 and cell.istitle() and cell.split(maxsplit=1)[0].lower() in _SURNAMES
    return marked or named or _opens(cell) or (cell == cell.upper() and len(cell) <= _OFFICE_LONGEST)


def _clean(items: Sequence[str]) -> list[str]:
    cleaned = (_SIGNED.sub("", item).strip(" .,;/") for item in items)
    return [c for c in cleaned if c and len(c) <= _RECIPIENT_LONGEST and not _FILED.match(c) and not _AS_ABOVE.match(c)]
