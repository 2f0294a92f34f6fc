"""The list that a line opens, so that an answer can give it whole."""

from __future__ import annotations

from corpus.markers import find_marker
from corpus.records import Span

_DASHES = "-–—+•*"
_UNMARKED = ("unmarked", 0)


def list_after(text: str, lead: Span) -> list[Span]:
    """The lines that follow the line of `lead` and are the items of its list, with what is nested in them.

    The first line decides what an item looks like: a letter, a number of that depth, a dash, or, without any mark, an
    ending in a semicolon. Empty if `lead` does not end its line or no list follows. `text` is a document's text.
    """
    end = text.find("\n", lead.start)
    if end < 0 or text[lead.end : end].strip():
        return []
    items: list[Span] = []
    first: tuple[str, int] | None = None
    start = end + 1
    while start < len(text):
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        line = text[start:stop]
        kind = _kind(line)
        if first is None:
            if kind == _UNMARKED and not line.endswith(";"):
                return []
            first = kind
        elif first == _UNMARKED:
            if kind != _UNMARKED or not text[items[-1].start : items[-1].end].endswith((";", ",")):
                break
        elif kind != first and kind[1] <= first[1]:
            break
        items.append(Span(start, stop))
        start = stop + 1
    return items


def _kind(line: str) -> tuple[str, int]:
    """What mark a line has and how deep it lies; an unmarked line lies outside of every list that has marks."""
    if line and line[0] in _DASHES:
        return ("dash", 1_000 + _DASHES.index(line[0]))
    marker = find_marker(line)
    if marker is None:
        return _UNMARKED
    depth = marker.number.count(".")
    return (marker.kind, 5 * marker.rank + depth)
