"""Reading hOCR, the form in which tesseract tells the lines and words of a page with their places in pixels."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

_BOX = re.compile(r"\bbbox (-?\d{1,9}) (-?\d{1,9}) (-?\d{1,9}) (-?\d{1,9})")
_BASELINE = re.compile(r"\bbaseline (-?[\d.]{1,12}) (-?\d{1,9})")
_SIZE = re.compile(r"\bx_size ([\d.]{1,12})")
_CONFIDENCE = re.compile(r"\bx_wconf (\d{1,3})")
_LINES = {"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"}


@dataclass(frozen=True, slots=True)
class HocrWord:
    """A recognised word, its edges in pixels from the upper left, and tesseract's confidence in [0, 1]."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float


@dataclass(frozen=True, slots=True)
class HocrLine:
    """A recognised line: its words, the height in pixels of its letters and the place of its baseline at its middle."""

    words: tuple[HocrWord, ...]
    size: float
    baseline: float


def hocr_lines(hocr: bytes) -> list[HocrLine]:
    """The lines of one page in tesseract's order, blocks one after the other. Empty where nothing was recognised."""
    root = etree.fromstring(hocr, etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True))
    if root is None:
        return []
    lines = [_line(item) for item in root.iter("span") if item.get("class") in _LINES]
    return [line for line in lines if line.words]


def _line(item: etree._Element) -> HocrLine:
    title = item.get("title") or ""
    words = tuple(word for child in item.iter("span") if (word := _word(child)))
    left, _, right, bottom = _box(title)
    baseline, size = _BASELINE.search(title), _SIZE.search(title)
    slope, offset = (float(baseline[1]), float(baseline[2])) if baseline else (0.0, 0.0)
    height = float(size[1]) if size else max((word.bottom - word.top for word in words), default=0.0)
    return HocrLine(words, height, bottom + offset + slope * (right - left) / 2)


def _word(item: etree._Element) -> HocrWord | None:
    text = "".join(item.itertext()).strip()
    if item.get("class") != "ocrx_word" or not text:
        return None
    title = item.get("title") or ""
    confidence = _CONFIDENCE.search(title)
    return HocrWord(text, *_box(title), confidence=min(int(confidence[1]), 100) / 100 if confidence else 0.0)


def _box(title: str) -> tuple[float, float, float, float]:
    found = _BOX.search(title)
    return (float(found[1]), float(found[2]), float(found[3]), float(found[4])) if found else (0.0, 0.0, 0.0, 0.0)
