"""The documents that a question names by number, however it is typed: "57-NQ/TW", "nq57", "nghi quyet so 57"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.numbers import canonical_number
from corpus.records import Metadata
from corpus.spelling import fold

_CODE = r"nqlt|nq|ct|kl|qdi|qyd|qd|hd|tb|bc|kh|ctrhd|cthd|ctr|ttlt|ttlb|ttr|tt|nd|cd|qc|vbhn|pl"
_OFFICE = r"[a-z]{1,12}\d{0,2}"
_KIND = (
    r"nghi quyet|chi thi|ket luan|quy dinh|quyet dinh|huong dan|bao cao|ke hoach|thong bao|chuong trinh|quy che"
    r"|nghi dinh|thong tu|cong van|to trinh|cong dien|luat|phap lenh|van ban"
)
_BY_CODE = {
    "nq": "nghi quyet", "ct": "chi thi", "kl": "ket luan", "hd": "huong dan", "tb": "thong bao", "bc": "bao cao",
    "kh": "ke hoach", "ctr": "chuong trinh", "tt": "thong tu", "nd": "nghi dinh", "qd": "quy", "cd": "cong dien",
}  # fmt: skip
_COUNTED = (
    r"nam|ngay|thang|tuan|gio|nguoi|noi dung|nhiem vu|dieu|khoan|diem|muc|chuong|phan|trang|tinh|xa|dang vien|lan|ty"
    r"|trieu"
)
_DASHED = r"\s?[-/‐‑–—]\s?"
_FULL = re.compile(
    rf"(?<![\w/.-])(?P<serial>\d{{1,5}})(?:\s?/\s?(?P<year>(?:19|20)\d{{2}}))?"
    rf"(?:{_DASHED}(?P<tail>{_OFFICE}(?:{_DASHED}{_OFFICE}){{0,3}}(?: tw\b)?)"
    rf"|\s(?P<loose>(?:{_CODE})(?:[ /-](?:tw|tu|cp|ttg))?))(?!\w)"
)
_SHORT = re.compile(
    rf"(?<!\w)(?:(?P<kind>{_KIND})(?: so:?)? |(?P<code>{_CODE})(?:[ -]|(?: so )|[/-]?tw[ -]?)?)(?P<serial>\d{{1,4}})"
    rf"(?:\s?[/-]?\s?(?P<office>tw|ttg|cp)\b)?(?:(?:\s?/\s?| nam | )(?P<year>(?:19|20)\d{{2}})(?!\d|\s?[-–]))?"
    rf"(?![\w/-]|[.,]\d|\s(?:{_COUNTED})\b)"
)
_CODES = frozenset(_CODE.split("|"))
_PARTS = re.compile(r"[^\W\d_]+\d*")


@dataclass(frozen=True, slots=True)
class Named:
    """A document that `text[start:end]` names. `parts` are the codes of its number, `kind` how its kind begins: folded.

    `number` is the number in capitals where it was given in full ("57-NQ/TW"), else "".
    """

    serial: int
    year: str
    parts: frozenset[str]
    kind: str
    number: str
    start: int
    end: int

    def fits(self, metadata: Metadata) -> bool:
        """Whether this means the document with that metadata."""
        own = fold(metadata.number).lower()
        serial = re.match(r"\d+", own)
        if serial is None or int(serial.group()) != self.serial:
            return False
        rest = own[serial.end() :]
        year = re.search(r"/(\d{4})\b", rest)
        issued = year.group(1) if year else metadata.date[:4]  # "57-NQ/TW" does not tell its year
        return (
            (not self.year or issued in ("", self.year))
            and self.parts <= set(_PARTS.findall(rest))
            and fold(metadata.kind).lower().startswith(self.kind)
        )

    def means(self, other: Named) -> bool:
        """Whether `other`, named elsewhere in full, is the same document as far as this one tells."""
        return (self.serial, self.year or other.year) == (other.serial, other.year) and self.parts <= other.parts


def find_named(text: str) -> tuple[Named, ...]:
    """The documents that `text` names by number, in order; a number within another is not named twice."""
    text = unicodedata.normalize("NFC", text)
    plain = fold(text).lower()
    if len(plain) != len(text):  # another script, whose letters fall apart otherwise
        return ()
    found = sorted([*_in_full(text, plain), *_in_short(plain)], key=lambda n: (n.start, -n.end))
    kept: list[Named] = []
    for named in found:
        if not kept or named.start >= kept[-1].end:
            kept.append(named)
        elif named.number and not kept[-1].number:  # "nghị quyết 57" of "nghị quyết 57-NQ/TW"
            kept[-1] = named
    return tuple(kept)


def document_numbers(text: str) -> list[str]:
    """The numbers in full in `text`, in canonical form: "57-nq/tw" → "57-NQ/TW"."""
    return [named.number for named in find_named(text) if named.number]


def _in_full(text: str, plain: str) -> Iterator[Named]:
    for match in _FULL.finditer(plain):
        typed = match["tail"] or match["loose"]
        parts = frozenset(_PARTS.findall(typed))
        if not (match["year"] or len(parts) > 1 or _CODES.intersection(parts)):
            continue  # "khách sạn 3-sao"
        written = text[match.start() : match.end()]
        if match["loose"]:  # "57 nq tw"
            serial, code, *office = re.split(r"[\s/-]+", written)
            written = f"{serial}-{'/'.join([code, *office])}"
        number = canonical_number(written)
        yield Named(int(match["serial"]), match["year"] or "", parts, "", number, match.start(), match.end())


def _in_short(plain: str) -> Iterator[Named]:
    for match in _SHORT.finditer(plain):
        kind = match["kind"] or _BY_CODE.get(match["code"], "")
        kind = "" if kind == "van ban" else kind
        parts = frozenset(filter(None, [match["office"]]))
        yield Named(int(match["serial"]), match["year"] or "", parts, kind, "", match.start(), match.end())
