"""Finding a document's structure: parts, chapters, articles, clauses, points, headings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from corpus.closings import attachment, closes, is_final
from corpus.contents import contents_lines
from corpus.markers import (
    Marker,
    begins_sequence,
    follows,
    is_capitals,
    is_letterhead,
    is_roman,
    is_romanette,
    possible_marker,
)
from corpus.quotations import quoted_lines
from corpus.records import Heading, Kind, Span
from corpus.subheads import is_headline, is_related, is_subheadline
from corpus.titles import breaks_over, has_words, reads_as_title, runs_on

CLOSING = "Phần cuối"
"""The label of recipients, signatures and final provisions that belong to no numbered section."""
_TITLE_LENGTH = 250
"""Longer paragraphs are body text, whatever their number."""
_SENTENCE = 160
_LONG_TITLE = 400
"""The same where a deeper number follows at once."""
_LABEL_LENGTH = 80
_SHORT_HEADING = 130
_ADDRESS = re.compile(r"https?://|www\.|@")
_APART = re.compile(r"(?:Phần|Chương|Phụ lục|Mẫu số)\b|.+ ban hành kèm theo$", re.I)
_FRONT = 30
_CLOSING_RANK = 4
_ATTACHED_RANK = 4
_FORMAT_RANK = 10
_CAPITALS_RANK = 20
"""That of a chapter: a heading in capitals and no number stands beside chapters ("LỜI NÓI ĐẦU") and above sections."""
_SUBHEAD_RANK = 30
_LIST_RANK = 66
_UNITS = ("phan", "chuong", "muc", "tieumuc", "phuluc", "mau")


def starts_apart(label: str) -> bool:
    """Whether what a heading opens must not share a passage with what stands before it."""
    return is_related(label) or label == CLOSING or _APART.match(label) is not None


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


def find_outline(
    text: str, levels: Sequence[int] = (), title: str = "", kinds: Sequence[Kind] = ()
) -> tuple[Heading, ...]:
    """The headings of `text`, whose paragraphs are its lines, in order.

    `levels` gives, for each line, the level that the file format marks (0 for none), `kinds` what the line is (all body
    text if empty; nothing else is ever a heading); `title` is the document's title, which is no heading. A numbered
    clause is an entry too: its span is the number alone where body text follows it on the line, and the whole line
    where the line is a heading. Levels nest without gaps: an entry is one level below the entry that holds it.
    """
    lines = text.split("\n")
    if kinds and any(kind != "body" for kind in kinds):
        lines = [line if kind == "body" else "\0" * len(line) for line, kind in zip(lines, kinds, strict=True)]
    return _Finder(lines, levels or [0] * len(lines), title).find()


class _Finder:
    """One pass over the lines of a document, with the stack of open headings."""

    def __init__(self, lines: list[str], levels: Sequence[int], title: str) -> None:
        self.lines, self.levels, self.title = lines, levels, title
        self.starts = [0]
        for line in lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.stack: list[tuple[int, Marker | str]] = []  # rank of the open headings, and the mark or kind of each
        self.found: list[Heading] = []
        self.last: dict[str, str] = {}  # the last number of each kind
        self.markers = [possible_marker(line) for line in lines]
        kinds = [m.kind for m in self.markers if m and m.sure]
        # An official document shows its structure by numbers, so that a short line is no sub-headline in it.
        self.numbered = (
            sum(kind in ("dieu", "chuong", "phan", "roman", "letter") for kind in kinds) >= 2
            or sum(kind.startswith("decimal") for kind in kinds) >= 8
        )
        self.lettered = {m.number for m in self.markers if m and m.kind == "letter"}
        self.whole = -1  # the line of the last heading that is one as a whole
        self.titled: dict[str, bool] = {}  # whether the last unit of each kind has a title
        self.closed = False
        self.list_style = ""  # what follows the number in the marks of the list within an item

    def find(self) -> tuple[Heading, ...]:
        """All headings."""
        skipped = [q or c for q, c in zip(quoted_lines(self.lines), contents_lines(self.lines), strict=True)]
        index = self._front()
        while index < len(self.lines):
            line = self.lines[index]
            if skipped[index] or line[:1] == "\0":
                index += 1
            elif marker := self._marker(index):
                index = self._numbered(index, marker)
            elif is_related(line):
                self._add((index, index), 1, "related", line.rstrip(" :"))
                index = self._related(index + 1)
            else:
                index = self._plain(index)
        return tuple(self.found)

    def _front(self) -> int:
        """The first line after letterhead and title."""
        last = -1
        title = self.title.lower()
        tops = [i for i, level in enumerate(self.levels) if level == 1]
        for index, line in enumerate(self.lines[:_FRONT]):
            marker = self.markers[index]
            if (marker and marker.sure and marker.kind != "alpha") or index > last + 5:
                break
            if tops == [index]:
                last = index  # the one heading of the first level is a page's title
            elif 1 <= self.levels[index] <= 5 and not is_capitals(line) and line.lower() not in title:
                break
            elif is_letterhead(line) or (len(line) > 5 and line.lower() in title):
                last = index
        return last + 1

    def _add(
        self, place: tuple[int, int], rank: int, kind: Marker | str, label: str, *, end: int | None = None
    ) -> None:
        """Open a heading that covers the lines from the first to the last of `place` (or ends at offset `end`)."""
        first, last = place
        while self.stack and self.stack[-1][0] >= rank:
            self.stack.pop()
        self.stack.append((rank, kind))
        stop = self.starts[last] + len(self.lines[last]) if end is None else end
        if end is None:
            self.whole = last
        self.found.append(Heading(Span(self.starts[first], stop), len(self.stack), _shorten(label)))

    def _marker(self, index: int) -> Marker | None:
        """The mark of the line at `index`, if it opens a unit here."""
        marker = self.markers[index]
        if marker is None:
            return None
        before = self.lines[index - 1] if index else ""
        kind, number = marker.kind, marker.number
        if kind in ("dieu", "khoan", *_UNITS) and runs_on(before):
            return None
        if kind == "alpha" and is_romanette(number) and not self._continues(marker) and "alpha" in self.last:
            marker = Marker("romanette", 74, "Tiết", number, marker.end, marker.sure)
        if not marker.sure and not self._fits(index, marker):
            return None
        self.last[marker.kind] = number
        return marker

    def _continues(self, marker: Marker) -> bool:
        before = self.last.get(marker.kind)
        return before is not None and follows(marker.number, before)

    def _fits(self, index: int, marker: Marker) -> bool:
        """Whether a mark that the line alone does not show to be one continues a sequence, or begins one."""
        if marker.kind == "mau":
            return self.closed or any(isinstance(m, Marker) and m.kind in ("phuluc", "mau") for _, m in self.stack)
        if marker.kind == "letter":
            return self._continues(marker) or (marker.number == "A" and "B" in self.lettered)
        if marker.end >= len(self.lines[index]):  # a number alone on its line: its text is the next one
            following = self.lines[index + 1] if index + 1 < len(self.lines) else ""
            if self.markers[index + 1 : index + 2] != [None] or not following[:1].isalnum():
                return False
        if marker.kind.startswith("decimal") and "." in marker.number:
            parent = marker.number.rpartition(".")[0]
            opened = any(isinstance(m, Marker) and m.number == parent for _, m in self.stack)
            return self._continues(marker) or (opened and begins_sequence(marker.number))
        return self._continues(marker) or (begins_sequence(marker.number) and marker.kind not in self.last)

    def _numbered(self, index: int, marker: Marker) -> int:
        """Open the unit that `marker` numbers; returns the next line to look at."""
        line = self.lines[index]
        if marker.kind not in ("alpha", "romanette", "paren") and self.stack and self.stack[0][1] == "closing":
            self.stack.clear()
        if marker.kind == "phuluc":
            self.closed = False
        if marker.kind == "decimal1":
            marker = self._listed(index, marker)
        label = self._label(marker)
        last = index
        alone = marker.end >= len(line.rstrip()) - 1
        if marker.kind in ("phan", "chuong", "muc", "phuluc", "mau") and alone:
            # "Chương I" and its title on the next lines, mostly in capitals, are one heading.
            while last < index + 3 and self._is_title(last + 1, first=last == index):
                last += 1
        elif marker.kind == "dieu" and not alone and self._breaks_over(index):
            last += 1
        heading = last > index or self._is_whole(index, marker)
        self.titled[marker.kind] = heading
        end = None if heading else self.starts[index] + marker.end
        self._add((index, last), marker.rank, marker, label, end=end)
        return last + 1

    def _listed(self, index: int, marker: Marker) -> Marker:
        """`marker`, one rank below if it numbers a list within an item numbered alike ("1. Lãnh đạo:", "1. …")."""
        open_marks = [m for _, m in self.stack if isinstance(m, Marker)]
        inner = next((m for m in open_marks if m.kind == "list"), None)
        outer = next((m for m in open_marks if m.kind == "decimal1"), None)
        below = replace(marker, kind="list", rank=_LIST_RANK, word="Ý")
        style = self.lines[index][len(marker.number) : marker.end]
        if inner and outer and follows(marker.number, inner.number):
            return marker if follows(marker.number, outer.number) and style != self.list_style else below
        introduced = index > 0 and self.lines[index - 1].endswith(":")
        if outer and open_marks[-1] is outer and marker.number == "1" and introduced:
            self.list_style = style
            return below
        return marker

    def _is_title(self, index: int, *, first: bool) -> bool:
        """Whether the line goes on with the title of a unit whose name stands alone on the line before."""
        if index >= len(self.lines) or self.markers[index] is not None:
            return False
        line = self.lines[index]
        titled = is_capitals(line) or self.levels[index] > 0 or (first and len(line) <= _SHORT_HEADING)
        return (
            titled and 4 <= len(line) <= _TITLE_LENGTH and not line.endswith((".", ";", ":")) and line[0] not in "\0-+"
        )

    def _is_whole(self, index: int, marker: Marker) -> bool:
        """Whether the numbered line is a heading as a whole, not a clause with its body."""
        line = self.lines[index]
        if marker.end >= len(line):
            return True
        own = self.markers[index + 1] if index + 1 < len(self.lines) else None
        if len(line) > (_LONG_TITLE if own and own.rank > marker.rank and line[-1] not in ".;," else _TITLE_LENGTH):
            return False
        if marker.kind == "dieu":
            return not line.endswith((".", ";", ",")) or self._is_named(index, marker)
        if self.levels[index] or marker.kind in (*_UNITS, "roman", "letter"):
            return True
        if line.endswith((";", ",")):
            return False
        following = self.lines[index + 1] if index + 1 < len(self.lines) else ""
        own = self.markers[index + 1] if following else None
        if own is not None and own.rank > marker.rank and own.sure:
            return len(line) <= _SENTENCE or line[-1] not in ".;,"
        if own is not None or (index and self._is_listed(index - 1, marker)):
            return False
        return self._is_named(index, marker) if line.endswith(".") else bool(following)

    def _is_listed(self, before: int, marker: Marker) -> bool:
        """Whether the line before is an item without an end mark, as in a list of names."""
        own, line = self.markers[before], self.lines[before]
        return own is not None and own.kind == marker.kind and self.whole != before and line[-1] not in ".;:,"

    def _breaks_over(self, index: int) -> bool:
        """Whether the title of an article breaks over to the next line."""
        own = self.markers[index + 1 : index + 2]
        return own == [None] and breaks_over(self.lines[index], self.lines[index + 1])

    def _is_named(self, index: int, marker: Marker) -> bool:
        """Whether a numbered line that ends with a full stop is a title: without a verb, as its siblings are."""
        following = self.lines[index + 1] if index + 1 < len(self.lines) else ""
        own = self.markers[index + 1] if following else None
        return (
            reads_as_title(self.lines[index][marker.end : -1])
            and following[:1] not in ("", "\0")
            and (own.rank > marker.rank if own else following[:1].isupper() and not is_final(following))
            and (marker.kind == "dieu" or begins_sequence(marker.number) or self.titled.get(marker.kind, True))
        )

    def _label(self, marker: Marker) -> str:
        """What staff call the unit: "Khoản" beneath an article, "Điểm" beneath a Roman section, "Mục" elsewhere."""
        kinds = {m.kind for rank, m in self.stack if rank < marker.rank and isinstance(m, Marker)}
        if marker.kind.startswith("decimal"):
            if "dieu" in kinds:
                return f"Khoản {marker.number}" if marker.kind == "decimal1" else f"Điểm {marker.number}"
            return f"Điểm {marker.number}" if kinds & {"roman", "letter"} else f"Mục {marker.number}"
        # "PHẦN THỨ NHẤT" is cited as "Phần thứ nhất".
        number = marker.number if len(marker.number) < 3 or is_roman(marker.number) else marker.number.lower()
        return f"{marker.word} {number}".strip()

    def _plain(self, index: int) -> int:
        """Open a heading that carries no number, if the line is one; returns the next line to look at."""
        line, level = self.lines[index], self.levels[index]
        opened = [m for _, m in self.stack]
        attachable = self.closed or "dieu" in self.last
        if attachable and (found := attachment(self.lines, index, closed=self.closed)):
            last, label = found
            self.closed, self.last = False, {}
            self._add((index, last), _ATTACHED_RANK, "attached", label)
            return last + 1
        if self._closes(index):
            self.closed = True
            if "closing" not in opened:
                start = self.starts[index]
                self._add((index, index), _CLOSING_RANK, "closing", CLOSING, end=start)
            return index + 1
        if line == self.title or _ADDRESS.search(line):
            return index + 1
        if 1 <= level <= 5 and len(line) <= _TITLE_LENGTH:
            self._add((index, index), _FORMAT_RANK + level, "format", line)
        elif self.closed and "closing" in opened:
            return index + 1
        elif len(line) <= _SHORT_HEADING and is_capitals(line) and has_words(line) and not is_letterhead(line):
            self._add((index, index), _CAPITALS_RANK, "capitals", line)
        elif level or (not self.numbered and is_subheadline(self.lines, index)):
            self._add((index, index), _SUBHEAD_RANK, "subhead", line)
        return index + 1

    def _closes(self, index: int) -> bool:
        """Whether the closing of the document, or its final provision, begins here."""
        if closes(self.lines, index, numbered=bool(self.last)):
            return True
        within = "dieu" in self.last or self.whole == index - 1
        return bool(self.last) and not within and is_final(self.lines[index])

    def _related(self, index: int) -> int:
        """Headlines in a list of other articles, each above its abstract; returns the line after the list."""
        while index < len(self.lines):
            if is_headline(self.lines[index]):
                self._add((index, index), 2, "teaser", self.lines[index])
            index += 1
        return index


def _shorten(label: str) -> str:
    """`label` at most 80 characters long, cut between words."""
    if len(label) <= _LABEL_LENGTH:
        return label
    return label[:_LABEL_LENGTH].rsplit(" ", 1)[0] + "…"
