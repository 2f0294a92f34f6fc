"""The documents that a document refers to, in the form that a digest names them by."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.digest.prose import own_lines, within
from assistant.digest.records import Referred
from corpus.records import Document, Reference, Span

_ROMAN = r"[IVX]{1,5}(?!\w)"
# "Kết luận số 21 ngày 25/10/2021": the serial alone, the day of its issue behind it.
_DATED = re.compile(
    r"(?<!\w)(?P<kind>Nghị quyết|Chỉ thị|Kết luận|Quy định|Hướng dẫn|Quyết định|Nghị định|Thông tư|Thông báo|Kế hoạch)"
    r" số (?P<serial>\d{1,4})(?=,? ngày \d| của )",
    re.IGNORECASE,
)
_CHAIN = 400
"""Characters that the mention of a document takes at most."""
_PLENUM = re.compile(
    r"(?<!\w)Nghị quyết (?:Hội nghị )?(?:Trung ương|TW) (?:lần thứ )?(?P<n>\d{1,2})(?![\w/]|,? [Kk]h[óo])"
)
_BRANCH = re.compile(
    rf"(?<!\w)Nghị quyết (?:của )?Đại hội (?:đại biểu )?(?P<of>Đảng bộ [^,;.:()“”\"\n]{{3,80}}?)"
    rf" lần thứ (?P<n>{_ROMAN}|\d{{1,2}}(?!\w))"
)


def find_referred(document: Document) -> tuple[Referred, ...]:
    """The documents that `document` refers to in its own lines, in order of mention; itself is none of them."""
    text = document.text
    found = []
    for line in own_lines(document):
        held = within(document.references, line)
        found += [Referred(name_of(r), r.span) for r in held]
        for name, span in _more(text, line):
            near = within(document.references, Span(max(0, span.start - _CHAIN), span.end))
            if not any(r.span.end > span.start for r in near):
                found.append(Referred(name, span))
    return tuple(sorted(found, key=lambda r: r.span.start))


def name_of(reference: Reference) -> str:
    """ "57-NQ/TW", "nghị quyết 57" where only the serial is given, else the name."""
    number = reference.number
    return f"{reference.kind} {number}".strip() if number.isdecimal() else number or reference.kind


def _more(text: str, line: Span) -> Iterator[tuple[str, Span]]:
    for match in _DATED.finditer(text, line.start, line.end):
        yield f"{match['kind'].lower()} {int(match['serial'])}", Span(match.start(), match.end())
    for match in _PLENUM.finditer(text, line.start, line.end):
        yield f"Nghị quyết Trung ương {match['n']}", Span(match.start(), match.end())
    for match in _BRANCH.finditer(text, line.start, line.end):
        yield f"Nghị quyết Đại hội {match['of']} lần thứ {match['n']}", Span(match.start(), match.end())
