"""Rich Text Format: its words, without fonts, pictures and headers. The format is text and needs no program."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from corpus.errors import TooLarge
from corpus.limits import Limits
from corpus.readers.decode import in_codepage
from corpus.readers.tables import has_header, row_text
from corpus.records import Block, Extract
from corpus.repair import one_line

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\", re.S
)
_SKIPPED = set(
    "info fonttbl colortbl stylesheet pict object header headerl headerr headerf footer footerl footerr footerf fldinst"
    " nonshppict themedata datastore xmlnstbl listtable listoverridetable revtbl rsidtbl generator sp sv sn ftnsep"
    " ftnsepc aftnsep aftnsepc private template filetbl pntxta pntxtb bkmkstart bkmkend comment annotation atnid"
    " atnauthor atrfstart atrfend latentstyles".split()
)
_KEPT_THOUGH_STARRED = {"shpinst", "shptxt", "pn", "pntext"}
_CHARACTERS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "tab": "\t", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_SYMBOLS = {"~": "\xa0", "-": "\xad", "_": "-", "\\": "\\", "{": "{", "}": "}"}
_ENDS = {"par", "line", "page", "sect", "column", "softline", "softpage"}
_CODEPAGES = {
    77: "mac-roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_DEEPEST = 5_000
_DEFAULT = -1
"""Stands for any font that the table does not name."""


def read(data: bytes, name: str, limits: Limits = Limits()) -> Extract:
    """The paragraphs, table rows and footnotes of an RTF file in order. Word writes
    the first line of the text as title, so that the title which a file declares says nothing.

    Hidden and deleted text, headers and footers are left out. A broken file gives what can be read of it. Raises
    `TooLarge` for groups nested beyond reason.
    """
    writer = _Writer()
    _interpret(data, name, writer)
    writer.end()
    return Extract("rtf", tuple(writer.finished()))


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group."""

    codepage: str = "cp1252"
    skip: bool = False
    hidden: bool = False
    fallback: int = 1  # characters that stand after \u for programs without Unicode
    destination: str = ""


@dataclass
class _Writer:
    """The text being put together."""

    blocks: list[Block] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    level: int = 0
    in_table: bool = False
    cell: list[str] = field(default_factory=list)

    def write(self, text: str, destination: str) -> None:
        """Add text where the destination wants it."""
        if destination == "footnote":
            self.note.append(text)
        else:
            self.line.append(text)

    def end(self, destination: str = "") -> None:
        """The end of a paragraph or line."""
        if destination == "footnote":
            self._end_note()
            return
        text = one_line(_whole("".join(self.line)))
        self.line.clear()
        if self.in_table:
            if text:
                self.cell.append(text)
            return
        self._end_table()
        if text:
            self.blocks.append(Block(text, level=self.level if len(text) <= 300 else 0))
        self.blocks += self.notes
        self.notes.clear()

    def end_cell(self) -> None:
        """The end of a table's cell."""
        self.in_table = True
        self.end()
        self.cells.append(" ".join(self.cell))
        self.cell.clear()

    def end_row(self) -> None:
        """The end of a table's row."""
        if self.cells:
            self.rows.append(self.cells)
        self.cells = []

    def close_note(self) -> None:
        """The end of a footnote's group."""
        self._end_note()

    def _end_note(self) -> None:
        text = one_line("".join(self.note))
        self.note.clear()
        if text:
            self.notes.append(Block(text, kind="note"))

    def _end_table(self) -> None:
        if self.cells:
            self.end_row()
        rows, self.rows = self.rows, []
        layout = len(rows) <= 3 and max(map(len, rows), default=0) <= 2
        header = row_text(rows[0]) if not layout and has_header(rows) else ""
        for i, row in enumerate(rows):
            if layout:  # a letterhead or signatures
                self.blocks += [Block(cell) for cell in row if cell]
            elif text := row_text(row):
                self.blocks.append(Block(text, kind="row", header=header if i else ""))

    def finished(self) -> list[Block]:
        """All blocks."""
        self.in_table = False
        self.end()
        return self.blocks


def _interpret(data: bytes, name: str, writer: _Writer) -> None:
    text = data.decode("latin-1")
    state, stack = _State(), [_State()]
    fonts = {_DEFAULT: "cp1252"}
    font, pending = 0, bytearray()
    skipping = place = 0
    starred = False

    def flush() -> None:
        if pending:
            if not state.skip and not state.hidden:
                writer.write(in_codepage(bytes(pending), state.codepage), state.destination)
            pending.clear()

    while match := _TOKEN.match(text, place):
        place = match.end()
        word, number, code, symbol, brace, plain = match.groups()
        if plain is not None or code is not None:
            raw = plain.encode("latin-1") if plain is not None else bytes([int(code, 16)])
            taken = min(skipping, len(raw))
            skipping -= taken
            if state.destination != "fonttbl":
                pending += raw[taken:]
            continue
        if word == "u" and number:
            flush()
            if not state.skip and not state.hidden:
                writer.write(_character(int(number)), state.destination)
            skipping = state.fallback
            continue
        flush()
        skipping = 0
        if brace == "{":
            if len(stack) > _DEEPEST:
                raise TooLarge(f"“{name}” có hơn {_DEEPEST} nhóm lồng nhau, không phải RTF bình thường nên không đọc.")
            stack.append(state)
            starred = False
        elif brace == "}":
            before = state
            state = stack.pop() if len(stack) > 1 else stack[0]
            if before.destination == "footnote" != state.destination:
                writer.close_note()
        elif symbol == "*":
            starred = True
        elif symbol in ("\r", "\n"):
            writer.end(state.destination)
        elif symbol in _SYMBOLS:
            if not state.skip and not state.hidden:
                writer.write(_SYMBOLS[symbol], state.destination)
        elif word == "bin":
            place += max(0, int(number or 0))
        elif word == "ansicpg" and number:
            fonts[_DEFAULT] = f"cp{number}"
            state = replace(state, codepage=fonts[_DEFAULT])
        elif word == "fonttbl":
            state = replace(state, skip=True, destination="fonttbl")
        elif state.destination == "fonttbl":
            if word == "f":
                font = int(number or 0)
            elif word == "fcharset" and (page := _CODEPAGES.get(int(number or 0))):
                fonts[font] = page
        elif word in _SKIPPED or (starred and word and word not in _KEPT_THOUGH_STARRED):
            state, starred = replace(state, skip=True), False
        elif not word or state.skip:
            continue
        else:
            starred = False
            state = _formatted(word, number, state, fonts, writer)
    flush()


def _formatted(word: str, number: str | None, state: _State, fonts: Mapping[int, str], writer: _Writer) -> _State:
    """What a control word does to the text or to the state."""
    on = number != "0"
    if word == "f":
        return replace(state, codepage=fonts.get(int(number or 0), fonts[_DEFAULT]))
    if word == "uc":
        return replace(state, fallback=max(0, int(number or 1)))
    if word in ("v", "deleted"):
        return replace(state, hidden=on)
    if word == "plain":
        return replace(state, hidden=False, codepage=fonts[_DEFAULT])
    if word == "footnote":
        return replace(state, destination="footnote")
    if state.hidden:
        return state
    if word in _CHARACTERS:
        writer.write(_CHARACTERS[word], state.destination)
    elif word in _ENDS:
        writer.end(state.destination)
    elif word in ("cell", "nestcell"):
        writer.end_cell()
    elif word in ("row", "nestrow"):
        writer.end_row()
    elif word == "intbl":
        writer.in_table = True
    elif word == "pard" and state.destination != "footnote":
        writer.in_table, writer.level = False, 0
    elif word == "outlinelevel":
        writer.level = int(number or 0) + 1 if 0 <= int(number or 0) < 9 else 0
    return state


def _character(code: int) -> str:
    """The character of `\\uN`, where N may be written negative."""
    code = code + 65536 if code < 0 else code
    return chr(code) if code <= 0x10FFFF else ""


def _whole(text: str) -> str:
    """`text` with its surrogate pairs as characters."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
