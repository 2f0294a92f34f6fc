"""Footnotes and endnotes of Word documents, which Word keeps apart from the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml import parse_xml

from corpus.readers.docx_flat import flatten
from corpus.repair import one_line

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KINDS = ("footnote", "endnote")


class Notes:
    """The notes of one document, asked for by the paragraphs that refer to them."""

    def __init__(self, document: Any) -> None:
        self._texts: dict[tuple[str, str], str] = {}
        for kind in _KINDS:
            ending = f"/{kind}s"
            part = next((r.target_part for r in document.part.rels.values() if _leads(r, ending)), None)
            if part is not None:
                root = parse_xml(part.blob)
                flatten(root)
                for note in root.iter(f"{_W}{kind}"):
                    if note.get(f"{_W}type") in (None, "normal"):
                        self._texts[kind, note.get(f"{_W}id", "")] = _text(note)

    def of(self, paragraph: Any) -> Iterator[str]:
        """The texts of the notes that a paragraph's element refers to, in order."""
        if not self._texts:
            return
        for reference in paragraph.iter(*(f"{_W}{kind}Reference" for kind in _KINDS)):
            kind = reference.tag.removeprefix(_W).removesuffix("Reference")
            text = self._texts.get((kind, reference.get(f"{_W}id", "")), "")
            if text:
                yield text


def _leads(relation: Any, ending: str) -> bool:
    return not relation.is_external and str(relation.reltype).endswith(ending)


def _text(note: Any) -> str:
    """A note's paragraphs as one line."""
    parts = []
    for paragraph in note.iter(f"{_W}p"):
        letters = []
        for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
            tag = element.tag.removeprefix(_W)
            letters.append((element.text or "") if tag == "t" else "-" if tag == "noBreakHyphen" else " ")
        parts.append("".join(letters))
    return one_line(" ".join(parts))
