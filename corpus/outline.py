"""Finding a document's structure: parts, chapters, articles, clauses, points, headings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from corpus.markers import Marker, find_marker, is_capitals, is_closing, is_letterhead
from corpus.records import Heading, Span

_TITLE_LENGTH = 250
"""Longer paragraphs are body text, whatever their number."""
_LABEL_LENGTH = 80
_SHORT_HEADING = 130
_RELATED = re.compile(
    r"(?:Đọc thêm|Xem thêm|Tin liên quan|Bài liên quan|Tin cùng chuyên mục|Tin khác|Các tin khác|Bài viết liên quan"
    r"|Cùng chuyên mục|Có thể bạn quan tâm)\s*:?",
    re.I,
)
_ADDRESS = re.compile(r"https?://|www\.|@")
_APART = re.compile(r"(?:Phần|Chương|Phụ lục)\b", re.I)
_QUOTED_MOST = 400
_FRONT = 30
_FORMAT_RANK = 10
_CAPITALS_RANK = 20
"""That of a chapter: a heading in capitals and no number stands beside chapters ("LỜI NÓI ĐẦU") and above sections."""
_SUBHEAD_RANK = 30


def is_related(label: str) -> bool:
    """Whether a heading opens a list of other articles ("Đọc thêm")."""
    return _RELATED.fullmatch(label) is not None


def starts_apart(label: str) -> bool:
    """Whether what a heading opens must not share a passage with what stands before it."""
    return is_related(label) or _APART.match(label) is not None


def path_at(outline: Sequence[Heading], offset: int) -> tuple[str, ...]:
    """The labels of the headings above the character at `offset`, outermost first."""
    labels: list[str] = []
    level = 0
    for index in range(bisect_right(outline, offset, key=lambda h: h.span.start) - 1, -1, -1):
        heading = outline[index]
        if not labels or heading.level < level:
            labels.append(heading.label)
            level = heading.level
            if level == 1:
                break
    return tuple(reversed(labels))


def find_outline(text: str, levels: Sequence[int] = (), title: str = "") -> tuple[Heading, ...]:
    """The headings of `text`, whose paragraphs are its lines, in order.

    `levels` gives, for each line, the level that the file format marks (0 for none); `title` is the document's title,
    which is no heading. A numbered clause is an entry too: its span is the number alone where body text follows it on
    the line, and the whole line where the line is a heading. Levels nest without gaps: an entry is one level below the
    entry that holds it.
    """
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    levels = levels or [0] * len(lines)
    finder = _Finder(lines, starts, levels, title)
    return finder.find()


class _Finder:
    """One pass over the lines of a document, with the stack of open headings."""

    def __init__(self, lines: list[str], starts: list[int], levels: Sequence[int], title: str) -> None:
        self.lines, self.starts, self.levels, self.title = lines, starts, levels, title
        self.stack: list[tuple[int, str]] = []  # rank and kind of the open headings
        self.found: list[Heading] = []
        markers = [find_marker(line) for line in lines]
        self.markers = markers
        kinds = [m.kind for m in markers if m]
        # An official document shows its structure by numbers, so that a short line is no sub-headline in it.
        self.numbered = (
            sum(kind in ("dieu", "chuong", "phan", "roman", "letter") for kind in kinds) >= 2
            or sum(kind.startswith("decimal") for kind in kinds) >= 8
        )

    def find(self) -> tuple[Heading, ...]:
        """All headings."""
        quoted = 0
        closing = False
        index = self._front()
        while index < len(self.lines):
            line, marker = self.lines[index], self.markers[index]
            if quoted or _opens_quote(line):
                quoted = 0 if _closes_quote(line) else min(quoted + 1, _QUOTED_MOST) % _QUOTED_MOST
                index += 1
                continue
            if is_closing(line):
                closing = True
            if marker:
                closing = False
                index = self._numbered(index, marker)
                continue
            if is_related(line):
                self._add((index, index), 1, "related", line.rstrip(" :"))
                index = self._related(index + 1)
                continue
            self._plain(index, closing)
            index += 1
        return tuple(self.found)

    def _front(self) -> int:
        """The first line after letterhead and title."""
        last = -1
        title = self.title.lower()
        for index, line in enumerate(self.lines[:_FRONT]):
            marker = self.markers[index]
            if (marker and marker.kind != "alpha") or index > last + 5:
                break
            if 1 <= self.levels[index] <= 5 and not is_capitals(line) and line.lower() not in title:
                break
            if is_letterhead(line) or (len(line) > 5 and line.lower() in title):
                last = index
        return last + 1

    def _add(self, place: tuple[int, int], rank: int, kind: str, label: str, *, end: int | None = None) -> None:
        """Open a heading that covers the lines from the first to the last of `place` (or ends at offset `end`)."""
        first, last = place
        while self.stack and self.stack[-1][0] >= rank:
            self.stack.pop()
        self.stack.append((rank, kind))
        start = self.starts[first]
        stop = self.starts[last] + len(self.lines[last]) if end is None else end
        self.found.append(Heading(Span(start, stop), len(self.stack), _shorten(label)))

    def _numbered(self, index: int, marker: Marker) -> int:
        """Open the unit that `marker` numbers; returns the next line to look at."""
        line = self.lines[index]
        label = self._label(marker)
        last = index
        if marker.kind in ("phan", "chuong", "muc", "phuluc") and marker.end >= len(line.rstrip()) - 1:
            # "Chương I" and its title on the next lines, mostly in capitals, are one heading.
            while last < index + 3 and self._is_title(last + 1):
                last += 1
        heading = last > index or self._is_whole(index, marker)
        end = None if heading else self.starts[index] + marker.end
        self._add((index, last), marker.rank, marker.kind, label, end=end)
        return last + 1

    def _is_title(self, index: int) -> bool:
        if index >= len(self.lines) or self.markers[index] is not None:
            return False
        line = self.lines[index]
        titled = is_capitals(line) or self.levels[index] > 0
        return titled and len(line) <= _TITLE_LENGTH and not line.endswith((".", ";", ":"))

    def _is_whole(self, index: int, marker: Marker) -> bool:
        """Whether the numbered line is a heading as a whole, not a clause with its body."""
        line = self.lines[index]
        if len(line) > _TITLE_LENGTH:
            return False
        if marker.kind == "dieu":
            return marker.end >= len(line) or not line.endswith((".", ";", ","))
        if self.levels[index] or marker.kind in ("phan", "chuong", "muc", "phuluc", "roman", "letter"):
            return True
        following = self.lines[index + 1] if index + 1 < len(self.lines) else ""
        own = self.markers[index + 1] if following else None
        deeper = own is not None and own.rank > marker.rank
        if len(line) > 160 or line.endswith((";", ",")):
            return False
        return deeper or (own is None and not line.endswith("."))

    def _label(self, marker: Marker) -> str:
        """What staff call the unit: "Khoản" beneath an article, "Điểm" beneath a Roman section, "Mục" elsewhere."""
        kinds = {kind for rank, kind in self.stack if rank < marker.rank}
        if marker.kind.startswith("decimal"):
            if "dieu" in kinds:
                return f"Khoản {marker.number}" if marker.kind == "decimal1" else f"Điểm {marker.number}"
            return f"Điểm {marker.number}" if kinds & {"roman", "letter"} else f"Mục {marker.number}"
        return f"{marker.word} {marker.number}".strip()

    def _plain(self, index: int, closing: bool) -> None:
        """Open a heading that carries no number: one the format marks, one in capitals, a sub-headline."""
        line, level = self.lines[index], self.levels[index]
        if line == self.title or _ADDRESS.search(line):
            return
        if 1 <= level <= 5 and len(line) <= _TITLE_LENGTH:
            self._add((index, index), _FORMAT_RANK + level, "format", line)
        elif closing:
            return
        elif len(line) <= _SHORT_HEADING and is_capitals(line) and " " in line and not is_letterhead(line):
            self._add((index, index), _CAPITALS_RANK, "capitals", line)
        elif level or (not self.numbered and self._is_subheadline(index)):
            self._add((index, index), _SUBHEAD_RANK, "subhead", line)

    def _is_subheadline(self, index: int) -> bool:
        """Whether a short line without an end mark stands between two paragraphs of prose."""
        if not 0 < index < len(self.lines) - 1:
            return False
        line, before, after = self.lines[index], self.lines[index - 1], self.lines[index + 1]
        return (
            12 <= len(line) <= _SHORT_HEADING
            and line.count(" ") >= 2
            and line[0] not in '-–+•*("“'
            and line[-1] not in '.!?…:;,)"|'
            and (line[-1] != "”" or line.count("“") == line.count("”"))
            and " | " not in line
            and before.rstrip('"”’)')[-1:] in ".!?…"
            and after[-1:] not in ",;"
            and len(after) > len(line)
            and after.rstrip('"”’)')[-1:] in ".!?…:"
        )

    def _related(self, index: int) -> int:
        """Headlines in a list of other articles, each above its abstract; returns the line after the list."""
        while index < len(self.lines):
            line = self.lines[index]
            if 12 <= len(line) <= _SHORT_HEADING and line[-1] not in ".!?…:;,":
                self._add((index, index), 2, "teaser", line)
            index += 1
        return index


def _shorten(label: str) -> str:
    """`label` at most 80 characters long, cut between words."""
    if len(label) <= _LABEL_LENGTH:
        return label
    return label[:_LABEL_LENGTH].rsplit(" ", 1)[0] + "…"


def _opens_quote(line: str) -> bool:
    """Whether `line` begins an amendment quoted over several lines ("“1. Quyền sở hữu …")."""
    return line[:1] in '“"' and find_marker(line[1:]) is not None and not _closes_quote(line)


def _closes_quote(line: str) -> bool:
    return line.rstrip(" .;,").endswith(("”", '"'))
