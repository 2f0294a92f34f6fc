"""The documents held, as an HTML table that a phone shows as cards."""

from __future__ import annotations

import threading

from corpus.catalogue import Catalogue
from corpus.records import Document
from corpus.spelling import fold
from ui.markup import esc
from ui.wording import EMPTY_COLLECTION, HOW_TO_ADD, shown_date

_ROWS = 100
"""Rows shown at once; a filter narrows the rest."""

_COLUMNS = ("Tài liệu", "Số ký hiệu", "Loại", "Ngày", "Trang", "Đoạn", "Tệp")


class Shelf:
    """The list of a collection. What a filter looks through is kept until the collection changes.

    Going through 60,000 documents takes five seconds, their names 0.1: so they are gone through for a filter only.
    """

    def __init__(self, catalogue: Catalogue, collection: str):
        self._catalogue = catalogue
        self._collection = collection
        self._described: tuple[int, dict[str, str]] = (-1, {})
        self._describing = threading.Lock()

    def ids(self) -> list[str]:
        """The documents by the path of their files; one that several files hold stands once."""
        return list(dict.fromkeys(f.doc_id for _, f in sorted(self._catalogue.files(self._collection).items())))

    def html(self, wanted: str = "") -> str:
        """The table of documents whose title, number, kind, issuer, date or file has every word of `wanted`.

        Words may be typed with diacritics or without, in any case.
        """
        ids = self.ids()
        if not ids:
            return f'<p class="vk-hint">{esc(EMPTY_COLLECTION)} Thêm bằng lệnh: <code>{esc(HOW_TO_ADD)}</code></p>'
        words = _plain(wanted).split()
        found = ids
        if words:
            described = self._descriptions()
            found = [i for i in ids if all(word in described.get(i, "") for word in words)]
        said = f"{len(ids)} tài liệu" if len(found) == len(ids) else f"{len(found)} trong {len(ids)} tài liệu"
        if len(found) > _ROWS:
            said += f"; đang hiện {_ROWS} tài liệu đầu, gõ thêm vào ô lọc để thu hẹp"
        head = "".join(f'<th scope="col">{name}</th>' for name in _COLUMNS)
        shown = (self._catalogue.document(i) for i in found[:_ROWS])
        rows = "".join(_row(d, len(self._catalogue.passages(d.id))) for d in shown if d)
        return (
            f'<p class="vk-hint" role="status">{said}.</p>'
            f'<div class="vk-table"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
        )

    def _descriptions(self) -> dict[str, str]:
        with self._describing:
            generation = self._catalogue.generation
            if self._described[0] != generation:
                self._described = (generation, {d.id: _description(d) for d in self._catalogue.documents()})
            return self._described[1]


def _plain(text: str) -> str:
    return fold(text).lower()


def _description(document: Document) -> str:
    meta = document.metadata
    return _plain(
        " ".join((meta.title, meta.number, meta.kind, meta.issuer, shown_date(meta.date), meta.date, document.source))
    )


def _row(document: Document, passages: int) -> str:
    meta = document.metadata
    name = document.source.rpartition("/")[2]
    title = meta.title or name
    warned = "".join(f'<small class="vk-warning">{esc(w)}</small>' for w in document.warnings)
    cells = (
        f'<span title="{esc(title)}">{esc(title)}</span>{warned}',
        esc(meta.number),
        esc(meta.kind),
        esc(shown_date(meta.date)),
        str(len(document.page_starts) or "–"),
        str(passages),
        f'<span title="{esc(document.source)}">{esc(name)}</span>',
    )
    row = "".join(f'<td data-label="{label}">{cell}</td>' for label, cell in zip(_COLUMNS, cells, strict=True))
    return f"<tr>{row}</tr>"
