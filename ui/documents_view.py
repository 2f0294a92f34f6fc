"""The documents held, as an HTML table that a phone shows as cards."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.catalogue import Catalogue
from corpus.records import Document
from corpus.spelling import fold
from ui.markup import esc
from ui.wording import EMPTY_COLLECTION, HOW_TO_ADD, shown_date

_ROWS = 100
"""Rows shown at once; a filter narrows the rest."""

_COLUMNS = ("Tài liệu", "Số ký hiệu", "Loại", "Ngày", "Trang", "Đoạn", "Tệp")


def documents_html(catalogue: Catalogue, wanted: str = "") -> str:
    """The documents whose title, number, kind, date or file has every word of `wanted`, typed with marks or without."""
    held = list(catalogue.documents())
    if not held:
        return f'<p class="vk-hint">{esc(EMPTY_COLLECTION)} Thêm bằng lệnh: <code>{esc(HOW_TO_ADD)}</code></p>'
    words = fold(wanted).lower().split()
    found = [d for d in held if not words or _fits(d, words)]
    shown = found[:_ROWS]
    said = f"{len(held)} tài liệu" if len(found) == len(held) else f"{len(found)} trong {len(held)} tài liệu"
    if len(shown) < len(found):
        said += f"; đang hiện {len(shown)} tài liệu đầu, gõ thêm vào ô lọc để thu hẹp"
    head = "".join(f'<th scope="col">{name}</th>' for name in _COLUMNS)
    rows = "".join(_row(d, len(catalogue.passages(d.id))) for d in shown)
    return (
        f'<p class="vk-hint" role="status">{said}.</p>'
        f'<div class="vk-table"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _fits(document: Document, words: Sequence[str]) -> bool:
    meta = document.metadata
    text = fold(
        " ".join((meta.title, meta.number, meta.kind, meta.issuer, shown_date(meta.date), document.source))
    ).lower()
    return all(word in text for word in words)


def _row(document: Document, passages: int) -> str:
    meta = document.metadata
    name = document.source.rpartition("/")[2]
    warned = "".join(f'<small class="vk-warning">{esc(w)}</small>' for w in document.warnings)
    title = meta.title or name
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
