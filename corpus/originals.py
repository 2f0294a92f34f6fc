"""The files that documents were read from: handed out, and their pages drawn with a quote's place on them.

Only the very bytes that were read are used: a file that has changed since says something else than the text that is
answered from, and one that has gone is said to have gone. They are opened in processes of their own, as for reading: a
file that gives up its text in a moment may take hours to draw.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
from corpus.workers import Workers

T = TypeVar("T")

DRAWN = ("pdf", "picture")
"""Formats that have pages to draw; the pages of the others exist in the program that wrote them."""

_AT_ONCE = 2
"""Files opened at the same time: each may be as large as the limit on files."""
_WAIT_S = 20.0
_DRAW_S = 15.0
"""Seconds that a page may take; a large scan takes two."""
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


class Originals:
    """The original files of a catalogue; safe to share between threads.

    Every method raises `OriginalUnavailable` if the file has gone or changed or if too many are being drawn already,
    and what else `ReadError` has if it cannot be drawn.
    """

    def __init__(self, catalogue: Catalogue, settings: Settings):
        self._catalogue = catalogue
        self._settings = settings
        self._workers = Workers(settings.model_copy(update={"workers": _AT_ONCE, "read_seconds": _DRAW_S}), _SCRATCH)
        self._turn = threading.BoundedSemaphore(_AT_ONCE)
        self._guard = threading.Lock()
        self._verified: OrderedDict[tuple[str, int, int], str] = OrderedDict()
        self._sheets: OrderedDict[tuple[str, int, str], Sheet] = OrderedDict()
        self._pictures: OrderedDict[tuple[str, int], bytes] = OrderedDict()

    def close(self) -> None:
        """End the processes that draw; nothing is drawn after it."""
        self._workers.close()

    def data(self, document: Document) -> bytes:
        """The file's bytes, exactly those that the document was read from."""
        with self._waiting():
            return self._data(document)

    def sheet(self, document: Document, page: int, quote: str = "") -> Sheet:
        """Page `page` (from 1) of a document of one of the formats `DRAWN`, with the boxes of `quote`."""
        key = (document.content_hash, page, quote)
        with self._guard:
            if found := self._sheets.get(key):
                self._sheets.move_to_end(key)
                return found
        with self._waiting():
            words = self._words(document, page) if quote else ()
            sheet = self._elsewhere(document, partial(_sheet, self._data(document), page, quote, words))
        with self._guard:
            self._sheets[key] = sheet
            while len(self._sheets) > _KEPT:
                self._sheets.popitem(last=False)
        return sheet

    def picture(self, document: Document, page: int) -> bytes:
        """The page as a PNG, two pixels a point or what a screen needs of a larger one."""
        key = (document.content_hash, page)
        with self._guard:
            if found := self._pictures.get(key):
                self._pictures.move_to_end(key)
                return found
        with self._waiting():
            drawn = self._elsewhere(document, partial(_picture, self._data(document), page))
        with self._guard:
            self._pictures[key] = drawn
            while sum(map(len, self._pictures.values())) > _KEPT_BYTES and len(self._pictures) > 1:
                self._pictures.popitem(last=False)
        return drawn

    def _elsewhere(self, document: Document, work: Callable[[Document], T]) -> T:
        path = Path(document.source)
        try:
            return self._workers.submit_then(document, path, work).result()
        except (TookTooLong, TooMuchMemory, ReaderDied) as exc:
            raise OriginalUnavailable(
                f"Trang này của “{path.name}” quá nặng hoặc bị hỏng nên không vẽ được. Xem phần chữ, hoặc tải tệp gốc."
            ) from exc

    def _data(self, document: Document) -> bytes:
        path = Path(document.source)
        try:
            data = read_bytes(path, self._settings)
            status = path.stat()
        except (ReadError, OSError) as exc:
            raise OriginalUnavailable(
                f"Tệp gốc “{path.name}” không còn ở chỗ cũ hoặc không mở được, nên chỉ xem được phần chữ đã đọc."
            ) from exc
        seen = (document.source, status.st_mtime_ns, status.st_size)
        if seen not in self._verified:
            self._verified[seen] = content_hash(data)
            while len(self._verified) > _KEPT:
                self._verified.popitem(last=False)
        if self._verified[seen] != document.content_hash:
            raise OriginalUnavailable(
                f"Tệp gốc “{path.name}” đã thay đổi sau khi được đọc vào kho, nên chỉ xem được phần chữ đã đọc. "
                "Đọc lại tài liệu để xem bản mới."
            )
        return data

    def _words(self, document: Document, page: int) -> tuple[Word, ...]:
        """The words of a page that was recognised from its picture."""
        rows = self._catalogue.rows(
            "SELECT s.words FROM scans s JOIN documents d USING (key) "
            "WHERE d.state = 'ready' AND d.id = ? AND s.page = ?",
            (document.id, page),
        )
        return tuple(Word(*word) for row in rows for word in json.loads(row[0]))

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        if not self._turn.acquire(timeout=_WAIT_S):
            raise OriginalUnavailable("Máy đang vẽ quá nhiều trang cùng lúc. Hãy thử lại sau ít giây.")
        try:
            yield
        finally:
            self._turn.release()


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
