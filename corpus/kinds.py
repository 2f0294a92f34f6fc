"""Kinds of official documents: their names, and the codes that stand for them in a number ("57-NQ/TW")."""

from __future__ import annotations

KINDS = (
    "nghị quyết", "chỉ thị", "kết luận", "quy định", "quyết định", "hướng dẫn", "báo cáo", "kế hoạch",
    "chương trình hành động", "chương trình", "thông báo", "thông tri", "công văn", "quy chế", "nghị định",
    "thông tư liên tịch", "thông tư", "bộ luật", "luật", "pháp lệnh", "điều lệ", "tờ trình", "công điện", "lệnh",
    "hiến pháp", "đề án", "tuyên bố", "cương lĩnh", "tờ khai", "đơn", "giấy mời", "biên bản", "công bố", "sắc lệnh",
    "quy trình", "lời kêu gọi",
)  # fmt: skip
"""In lower case; a longer name stands before the one that begins it."""

_BY_CODE = {
    "NQ": "nghị quyết", "CT": "chỉ thị", "KL": "kết luận", "QĐ": "quyết định", "QĐI": "quy định", "QYĐ": "quy định",
    "HD": "hướng dẫn", "BC": "báo cáo", "KH": "kế hoạch", "CTR": "chương trình", "TB": "thông báo", "TT": "thông tư",
    "CV": "công văn", "QC": "quy chế", "NĐ": "nghị định", "TTR": "tờ trình", "CĐ": "công điện", "TTLT": "thông tư",
    "TTLB": "thông tư", "PL": "pháp lệnh", "SL": "sắc lệnh", "L": "lệnh", "LCT": "lệnh", "TTRI": "thông tri",
    "GM": "giấy mời", "BB": "biên bản", "ĐA": "đề án", "VBHN": "văn bản hợp nhất", "CTHĐ": "chương trình",
    "CTRHĐ": "chương trình", "QUYĐ": "quy định", "QUYẾT": "quyết định",
}  # fmt: skip
# Old numbers name only the office: "15/CP" is a decree of the Government, "814/TTG" of the Prime Minister.
_OFFICES = frozenset(("CP", "TTG", "HĐBT", "VPCP", "VPTW", "UBND", "UB", "HĐND"))


def kind_by_code(number: str) -> str:
    """The kind of document that the code in a number stands for, or ""."""
    for part in symbol_parts(number):
        if part in _BY_CODE:
            return _BY_CODE[part]
    return ""


def has_code(number: str) -> bool:
    """Whether a number has what only numbers of documents have: a kind's code, an assembly or an old office."""
    return any(
        part in _BY_CODE or part in _OFFICES or part.startswith(("QH", "UBTVQH", "HĐNN"))
        for part in symbol_parts(number)
    )


def symbol_parts(number: str) -> list[str]:
    """What stands between the strokes of a number, in capitals: "57-NQ/TW" → ["57", "NQ", "TW"]."""
    return number.upper().replace("/", "-").replace(".", "-").split("-")
