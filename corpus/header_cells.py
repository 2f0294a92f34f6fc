"""The cells of a letterhead, however a reader put them on lines.

A letterhead is a table of two columns: issuer and number on the left, motto, place and date on the right. Readers hand
it over as a row with " | ", as one line ("CHÍNH PHỦ CỘNG HÒA XÃ HỘI …"), or with the columns' lines interleaved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.kinds import KINDS
from corpus.markers import find_marker

MOTTO = re.compile(
    r"CỘNG H(?:ÒA|OÀ) (?:XÃ )?HỘI CHỦ NGHĨA VIỆT NAM|Độc lập\s*[-–—]\s*Tự do(?:\s*[-–—]\s*Hạnh phúc)?", re.I
)
PARTY_MOTTO = re.compile(r"ĐẢNG CỘNG SẢN VIỆT NAM$", re.I)
NUMBER_LINE = re.compile(
    r"(?:(?P<kind>(?i:Nghị quyết|Luật|Bộ luật|Pháp lệnh|Thông tư|Nghị định|Quyết định|Chỉ thị|Lệnh))\s+[Ss]|S)"
    r"[ốôoồổỗóòỐÔOỒỔỖÓÒ]\s{0,2}(?=[:.…\d/-])[:.…]*\s{0,3}(?=[\d/….-]|$)"
)
"""The beginning of the cell that bears the number, up to the number itself; capitals and marks as scans have them."""
PREAMBLE = re.compile(
    r"(?:[-–+]\s*)?(?:Căn cứ|Xét|Theo đề nghị|Thực hiện (?:Nghị|Chỉ|Kết|Quy|chỉ đạo)|Kính g[ửở]i"
    r"|Để |Nhằm |Trên cơ sở |Sau khi |[^.:]{0,60} điện\s?:"
    r"|(?:QUYẾT NGHỊ|QUYẾT ĐỊNH|NGHỊ ĐỊNH|Quyết nghị|Quyết định|Nghị [đĐ]ịnh)\s*:)"
)
_GAP = re.compile(r"\s\|\s|\t+|(?<![:.…])\s{3,}(?![/–-])")
_DATED = re.compile(r"(?:[^\W\d_][^\W\d_.]*\.?\s?){1,4},\s*ng\wy\s*[\d….…_\s]{0,12}\s*th\wng", re.I)
_PARTY = re.compile(r"\s*\bĐẢNG CỘNG SẢN VIỆT NAM\b\s*")
_OF_THE_PARTY = re.compile(r"(?:CỦA|ĐIỀU LỆ|VỀ|DO|VÀ|CHO)$")
_FAR = 40
_ANCHOR_WITHIN = 60
_ABOVE = 4
_INTRODUCTION = 8
_LONG = 600
_CELL = 260
_MOTTO_LINE = 160


def head_cells(lines: Sequence[str]) -> list[str]:
    """The cells that stand before the text proper: before the first article, clause or preamble line.

    Where a site put an introduction above, they begin a few lines above the motto.
    """
    start = _anchor(lines)
    cells: list[str] = []
    for line in lines[start : start + _FAR]:
        if start and not cells and len(line) > _CELL:
            continue
        for cell in split_cells(line):
            if not any(c.isalnum() for c in cell):
                continue  # "*", "-------"
            marker = find_marker(cell)
            if _opens_text(cell, cells) or (marker and marker.kind != "alpha") or len(cell) > _LONG:
                return cells
            cells.append(cell)
    return cells


def _opens_text(cell: str, above: Sequence[str]) -> bool:
    """Whether a cell opens the preamble; "Thực hiện Quy định …" under the name of a kind is a subject."""
    if above and above[-1].lower() in KINDS and cell.startswith("Thực hiện") and cell[-1] not in ",;:.":
        return False
    return PREAMBLE.match(cell) is not None


def split_cells(line: str) -> Iterator[str]:
    """The cells on one line, left before right, with single spaces."""
    for piece in _GAP.split(line):
        cell = " ".join(piece.split()).strip("*_| ")
        if not cell:
            continue
        if len(cell) > _CELL:
            yield cell
        else:
            yield from _joined(cell)


def _joined(cell: str) -> Iterator[str]:
    """Cells that were joined without a mark between them."""
    motto = MOTTO.search(cell)
    if motto and cell[: motto.start()].strip().upper() != "NƯỚC":
        for part in (cell[: motto.start()], motto.group(), cell[motto.end() :]):
            if part.strip(" *-–_:"):
                yield from [part.strip()] if part is motto.group() else _joined(part.strip(" *-–_"))
        return
    party = _PARTY.search(cell)
    if party and party.group().strip() != cell and not _OF_THE_PARTY.search(cell[: party.start()].rstrip()):
        rest = (cell[: party.start()], party.group(), cell[party.end() :])
        yield from (part.strip() for part in rest if part.strip())
        return
    if NUMBER_LINE.match(cell):
        dated = _DATED.search(cell)
        if dated:
            cut = dated.start() + _symbol_end(dated.group())
            yield from (part.strip() for part in (cell[:cut], cell[cut:]) if part.strip())
            return
    yield cell


def _symbol_end(words: str) -> int:
    """Where the place begins in "TW Hà Nội, ngày": after what is still the number's symbol, in capitals."""
    symbol = re.match(r"(?:[A-ZĐ]{2,}\s+)*(?:[A-ZĐ]{1,}\d*\s+)?(?=[A-ZĐ][^\W\d_]|TP|T\.)", words)
    return symbol.end() if symbol else 0


def _anchor(lines: Sequence[str]) -> int:
    """The line at which to begin: 0, or a little above a motto that stands below an introduction."""
    for index, line in enumerate(lines[:_ANCHOR_WITHIN]):
        if PREAMBLE.match(line):
            return 0
        motto = MOTTO.search(line) if len(line) <= _MOTTO_LINE and line.rstrip(" *")[-1:] not in ".,;:" else None
        stands = motto and (not line[: motto.start()].strip() or not line[motto.end() :].strip() or " | " in line)
        if stands or PARTY_MOTTO.fullmatch(line.strip(" *")):
            return max(0, index - _ABOVE) if index > _INTRODUCTION else 0
    return 0
