"""Spelling out the short filter names that some old programs wrote in PDF streams and pypdf refuses since 7.0."""

from __future__ import annotations

from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, IndirectObject, NameObject, StreamObject

# PDF 32000-1, table 94: meant for inline images only, yet written for whole streams by some programs (seen in 2006).
_NAMES = {
    "/AHx": "/ASCIIHexDecode",
    "/A85": "/ASCII85Decode",
    "/LZW": "/LZWDecode",
    "/Fl": "/FlateDecode",
    "/RL": "/RunLengthDecode",
    "/CCF": "/CCITTFaxDecode",
    "/DCT": "/DCTDecode",
}


def spell_out_filters(reader: PdfReader) -> None:
    """Replace short filter names in all of the reader's streams, which it keeps once read."""
    for generation, objects in reader.xref.items():
        for number in objects:
            found: Any = IndirectObject(number, generation, reader).get_object()
            if isinstance(found, StreamObject) and "/Filter" in found:
                found[NameObject("/Filter")] = _spelt(found["/Filter"])


def _spelt(filters: Any) -> Any:
    if isinstance(filters, ArrayObject):
        return ArrayObject(_spelt(name) for name in filters)
    return NameObject(_NAMES.get(str(filters), str(filters)))
