"""The files that documents were read from: handed out, and their pages drawn with a quote's place on them.

Only the very bytes that were read are used: a file that has changed since says something else than the text that is
answered from, and one that has gone is said to have gone. They are opened in processes of their own, as for reading: a
file that gives up its text in a moment may take hours to draw.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from corpus.catalogue import Catalogue
from corpus.drawing import Box, Drawing, quote_boxes
from corpus.errors import OriginalUnavailable, ReaderDied, ReadError, TookTooLong, TooMuchMemory
from corpus.reading import content_hash, read_bytes
from corpus.records import Document, Word
from corpus.settings import Settings
from corpus.turns import Turns
from corpus.workers import Workers

T = TypeVar("T")
_Seen = tuple[str, int, int]
"""A file as it was at one time: path, time of its last change in nanoseconds, bytes."""

DRAWN = ("pdf", "picture")
"""Formats that have pages to draw; the pages of the others exist in the program that wrote them."""

_AT_ONCE = 2
"""Pages drawn at the same time, and as many looked for a quote on: each holds a file as large as the limit on files."""
_WAITING, _EACH = 12, 4
"""Pages that wait to be drawn, and those of one visitor: each holds a thread of the server."""
_WAIT_S, _WAIT_SHEET_S = 20.0, 4.0
"""Seconds that a picture waits for its turn, and a panel whose text could be read meanwhile."""
_DRAW_S, _SHEET_S = 15.0, 6.0
"""Seconds that a page may take, which a large scan takes two of, and the search for a quote's place."""
_CROWDED = "Máy đang vẽ quá nhiều trang cùng lúc. Xem phần chữ, hoặc thử lại sau ít giây."
_GIVEN_UP_S = 600.0
"""How long a page that could not be drawn is not tried again."""
_SCRATCH = "drawing"
_LONG_SIDE = 1_700
"""Pixels of a drawn page, at most: A4 at two pixels a point."""
_KEPT_BYTES = 32_000_000
_KEPT = 500


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and where a quote stands on it: width and height in points, boxes as edges in the same."""

    page: int
    width: float
    height: float
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that holds the very bytes that were read, and what the system said of it when it did."""

    path: Path
    status: os.stat_result


class Originals:
    """The original files of a catalogue; safe to share between threads.

    Every method raises `OriginalUnavailable` if the file has gone or changed, `Crowded` if too many pages are being
    drawn already, and what else `ReadError` has if it cannot be drawn. `who` tells visitors apart: what one of them has
    drawn takes one of the places that draw at most, so that pages which take long delay nobody else's.
    """

    def __init__(self, catalogue: Catalogue, settings: Settings):
        self._catalogue = catalogue
        self._settings = settings
        self._workers = Workers(
            settings.model_copy(update={"workers": 2 * _AT_ONCE, "read_seconds": _DRAW_S}), _SCRATCH
        )
        self._pictures_turns, self._sheets_turns = (Turns(_AT_ONCE, _WAITING, _EACH, _CROWDED) for _ in range(2))
        self._given_up: OrderedDict[tuple[str, int, str], tuple[float, str]] = OrderedDict()
        self._guard = threading.Lock()
        self._verified: OrderedDict[_Seen, str] = OrderedDict()
        self._sheets: OrderedDict[tuple[str, int, str], Sheet] = OrderedDict()
        self._pictures: OrderedDict[tuple[str, int], bytes] = OrderedDict()

    def close(self) -> None:
        """End the processes that draw; nothing is drawn after it."""
        self._workers.close()

    def file(self, document: Document, who: str = "") -> Checked:
        """The file, to be handed out piece by piece: read once to see that it is the one that the document was read
        from, and not again until the system says that it was changed."""
        path = Path(document.source)
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):  # a pipe in its place would never be read to its end
                raise _gone(path)
            if _seen(document, status) not in self._verified:
                with self._pictures_turns.take(who, _WAIT_S), path.open("rb") as file:
                    self._verify(_seen(document, status), hashlib.file_digest(file, "sha256").hexdigest())
        except OSError as exc:
            raise _gone(path) from exc
        self._require(document, status)
        return Checked(path, status)

    def sheet(self, document: Document, page: int, quote: str = "", who: str = "") -> Sheet:
        """Page `page` (from 1) of a document of one of the formats `DRAWN`, with the boxes of `quote`."""
        key = (document.content_hash, page, quote)
        with self._guard:
            if found := self._sheets.get(key):
                self._sheets.move_to_end(key)
                return found
        with self._sheets_turns.take(who, _WAIT_SHEET_S):
            words = self._words(document, page) if quote else ()
            work = partial(_sheet, self._data(document), page, quote, words)
            sheet = self._elsewhere(document, work, (document.content_hash, page, "sheet"), _SHEET_S)
        with self._guard:
            self._sheets[key] = sheet
            while len(self._sheets) > _KEPT:
                self._sheets.popitem(last=False)
        return sheet

    def picture(self, document: Document, page: int, who: str = "") -> bytes:
        """The page as a PNG, two pixels a point or what a screen needs of a larger one."""
        key = (document.content_hash, page)
        with self._guard:
            if found := self._pictures.get(key):
                self._pictures.move_to_end(key)
                return found
        with self._pictures_turns.take(who, _WAIT_S):
            work = partial(_picture, self._data(document), page)
            drawn = self._elsewhere(document, work, (document.content_hash, page, "picture"), _DRAW_S)
        with self._guard:
            self._pictures[key] = drawn
            while sum(map(len, self._pictures.values())) > _KEPT_BYTES and len(self._pictures) > 1:
                self._pictures.popitem(last=False)
        return drawn

    def _elsewhere(
        self, document: Document, work: Callable[[Document], T], key: tuple[str, int, str], seconds: float
    ) -> T:
        path = Path(document.source)
        with self._guard:
            since, said = self._given_up.get(key, (float("-inf"), ""))
        if time.monotonic() - since < _GIVEN_UP_S:
            raise OriginalUnavailable(said)
        try:
            return self._workers.submit_then(document, path, work, seconds).result()
        except (TookTooLong, TooMuchMemory, ReaderDied) as exc:
            said = (
                f"Trang này của “{path.name}” quá nặng hoặc bị hỏng nên không vẽ được. Xem phần chữ, hoặc tải tệp gốc."
            )
            with self._guard:
                self._given_up[key] = (time.monotonic(), said)
                while len(self._given_up) > _KEPT:
                    self._given_up.popitem(last=False)
            raise OriginalUnavailable(said) from exc

    def _data(self, document: Document) -> bytes:
        path = Path(document.source)
        try:
            before = path.stat()
            data = read_bytes(path, self._settings)
            after = path.stat()
        except (ReadError, OSError) as exc:
            raise _gone(path) from exc
        if _seen(document, before) not in self._verified:
            self._verify(_seen(document, before), content_hash(data))
        self._require(document, before)
        self._require(document, after)  # it may have changed between the two
        return data

    def _verify(self, seen: _Seen, digest: str) -> None:
        with self._guard:
            self._verified[seen] = digest
            while len(self._verified) > _KEPT:
                self._verified.popitem(last=False)

    def _require(self, document: Document, status: os.stat_result) -> None:
        if self._verified.get(_seen(document, status)) != document.content_hash:
            raise OriginalUnavailable(
                f"Tệp gốc “{Path(document.source).name}” đã thay đổi sau khi được đọc vào kho, nên chỉ xem được phần "
                "chữ đã đọc. Đọc lại tài liệu để xem bản mới."
            )

    def _words(self, document: Document, page: int) -> tuple[Word, ...]:
        """The words of a page that was recognised from its picture."""
        rows = self._catalogue.rows(
            "SELECT s.words FROM scans s JOIN documents d USING (key) "
            "WHERE d.state = 'ready' AND d.id = ? AND s.page = ?",
            (document.id, page),
        )
        return tuple(Word(*word) for row in rows for word in json.loads(row[0]))


def _seen(document: Document, status: os.stat_result) -> _Seen:
    return document.source, status.st_mtime_ns, status.st_size


def _gone(path: Path) -> OriginalUnavailable:
    return OriginalUnavailable(
        f"Tệp gốc “{path.name}” không còn ở chỗ cũ hoặc không mở được, nên chỉ xem được phần chữ đã đọc."
    )


def _sheet(data: bytes, page: int, quote: str, words: tuple[Word, ...], document: Document) -> Sheet:
    with Drawing(data) as drawing:
        width, height = drawing.size(page)
    return Sheet(page, width, height, tuple(quote_boxes(data, page, quote, words) if quote else ()))


def _picture(data: bytes, page: int, document: Document) -> bytes:
    with Drawing(data) as drawing:
        picture = drawing.picture(page, min(2.0, _LONG_SIDE / max(drawing.size(page))))
    out = BytesIO()
    picture.save(out, format="PNG")
    return out.getvalue()
