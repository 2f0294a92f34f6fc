"""Whether the text layer of a PDF page can be used: none, next to none over a picture, or rubbish."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING

from corpus.errors import ReadError
from corpus.legacy.conversion import to_unicode
from corpus.readers.pdf_paragraphs import PdfLine
from corpus.syllables import is_syllable

_SAMPLE = 4000
"""Characters of a page that are looked at."""
_THIN = 300
"""Letters of a page below which a picture under them may hold its real text: stamps of digital signatures, the scanning
program's name and page numbers put over a scan stay below it."""
_FEW = 20
"""Words from which on a page can be judged by them."""
_WORD = re.compile(r"[^\W\d_]+")
_FILLING = re.compile(r"[\s.…_\-–—|*·•]+")
_UNMAPPED = re.compile(r"\(cid:\d{1,6}\)|/[A-Za-z]{1,5}\d{1,6}\b|[\ufffd\ue000-\uf8ff]")
_SHAPED = re.compile(r"[a-zß-ÿ]+|[A-ZÀ-Þ][a-zß-ÿ]*|[A-ZÀ-Þ]+")
_VOWEL = re.compile("[aeiouyà-ÿ]", re.I)
_MODERN = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9]")
_LATIN = re.compile("[A-Za-zÀ-ɏḀ-ỿ]")


if TYPE_CHECKING:
    from corpus.drawing import Drawing


class Doubt(Enum):
    """Why a page ought to be recognised from its picture."""

    BARE = "no text, yet something is drawn"
    GARBLED = "text that is no writing: glyphs without their letters, symbols, letters of a shifted alphabet"
    UNMARKED = "text without Vietnamese marks over a picture of the page, as a foreign recognition program leaves it"
    THIN = "a few words over a picture of the page"


_CERTAIN = (Doubt.BARE, Doubt.GARBLED)


def doubt_of(lines: Sequence[PdfLine]) -> Doubt | None:
    """What is doubtful in the lines of a page, None if nothing. THIN and UNMARKED hold only if a picture is under them.

    Text typed in the fonts of the nineties (TCVN3, VNI) is writing and is repaired elsewhere.
    """
    text = " ".join(line.text for line in lines)[:_SAMPLE]
    if not text:
        return Doubt.BARE
    if garbled(text):
        return Doubt.GARBLED
    if sum(map(str.isalpha, text)) < _THIN:
        return Doubt.THIN
    return Doubt.UNMARKED if marked_share(text) < 0.2 else None


def doubts(data: bytes, pages: Sequence[Sequence[PdfLine]]) -> dict[int, Doubt]:
    """The pages (from 1) that ought to be recognised, and why."""
    found = {number: doubt for number, lines in enumerate(pages, 1) if (doubt := doubt_of(lines))}
    if not found:
        return {}
    # Imported where used: pdfium takes 50 ms and most files need none of it.
    from corpus.drawing import Drawing

    try:
        with Drawing(data) as drawing:
            return {number: doubt for number, doubt in found.items() if _holds(drawing, number, doubt)}
    except ReadError:
        return {number: doubt for number, doubt in found.items() if doubt in _CERTAIN}


def marked_share(text: str) -> float:
    """The share of words with a letter beyond ASCII: about 0.8 in Vietnamese, 0 where the marks were lost."""
    words = _WORD.findall(text)
    return sum(not word.isascii() for word in words) / len(words) if words else 0.0


def garbled(text: str) -> bool:
    """Whether `text` is no writing in any language of Latin letters; text in other scripts is left alone."""
    dense = _FILLING.sub("", text)
    if len(dense) < 30:
        return False
    if sum(map(len, _UNMAPPED.findall(dense))) > 0.15 * len(dense):
        return True
    letters = sum(map(str.isalpha, dense))
    if letters + sum(map(str.isdigit, dense)) < 0.5 * len(dense):
        return not _vietnamese(to_unicode([text])[0][0])
    latin = len(_LATIN.findall(dense))
    if latin < 0.3 * letters or len(_WORD.findall(text)) < _FEW or _vietnamese(text):
        return False
    return not _vietnamese(to_unicode([text])[0][0]) and (latin < 0.85 * letters or not _western(text))


def _vietnamese(text: str) -> bool:
    """Whether most words of two letters or more are spelt like Vietnamese syllables, with their marks or without."""
    words = _WORD.findall(text)
    long = [word for word in words if len(word) > 1]
    return 2 * len(long) > len(words) and 2 * sum(is_syllable(word.lower()) for word in long) > len(long)


def _western(text: str) -> bool:
    """Whether most words are shaped like those of another language of Latin letters, which has no marks of Vietnamese
    alone."""
    words = _WORD.findall(text)
    if sum(1 for word in words if _MODERN.search(word)) > 0.2 * len(words):
        return False
    long = [word for word in words if len(word) > 1]
    shaped = sum(1 for word in long if _SHAPED.fullmatch(word) and _VOWEL.search(word))
    return 2 * len(long) > len(words) and shaped > 0.7 * len(long)


def _holds(drawing: Drawing, number: int, doubt: Doubt) -> bool:
    """Whether the page as drawn bears the doubt out; a page that cannot be drawn is none the better for that."""
    try:
        if doubt is Doubt.BARE:
            return not drawing.blank(number)
        return doubt is Doubt.GARBLED or drawing.pictured(number)
    except ReadError:
        return doubt in _CERTAIN
