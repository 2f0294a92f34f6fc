"""What `ingest` and `watch` report of each file, gathered in one record: for the table, the page and the JSON line."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ui.shapes import report_json

if TYPE_CHECKING:
    from corpus.catalogue import Catalogue
    from index.sync import FileReport

STATUS_WORDS = {
    "added": ("đã thêm", "green"),
    "updated": ("đã cập nhật", "green"),
    "unchanged": ("không đổi", "dim"),
    "deleted": ("đã xóa", "yellow"),
    "duplicate": ("trùng nội dung", "yellow"),
    "failed": ("không đọc được", "red"),
}
"""What became of a file, as staff read it, and the colour of it in a terminal."""

_NAMED = 3
"""Other files with the same text that a note names."""


@dataclass(frozen=True, slots=True)
class FileAccount:
    """A file's report with what was read in it, now or earlier.

    `pages` is None where the format has none; `confidence` is the mean over the `recognised` pages, in [0, 1].
    `same_as` are the sources of other files that hold the same text, exactly or nearly.
    """

    report: FileReport
    kind: str = ""
    number: str = ""
    date: str = ""
    pages: int | None = None
    encoding: str = ""
    confidence: float | None = None
    recognised: int = 0
    warnings: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What there is to say of it: why it failed, or its warnings and whose text it repeats."""
        if self.report.error:
            return (self.report.error,)
        names = "; ".join(source.rpartition("/")[2] for source in self.same_as[:_NAMED])
        more = f" và {len(self.same_as) - _NAMED} tệp nữa" if len(self.same_as) > _NAMED else ""
        return (*self.warnings, *([f"Cùng văn bản với {names}{more}."] if names else ()))

    @property
    def wants_attention(self) -> bool:
        """Whether a person should look: it failed, or something about it was noticed in this run."""
        return self.report.status == "failed" or (self.report.document is not None and bool(self.warnings))


def account(report: FileReport, catalogue: Catalogue) -> FileAccount:
    """The report with the facts of its document, which the catalogue remembers of a file that was not read again."""
    from corpus.near import duplicates
    from corpus.rows import document_key

    held = report.document or (
        catalogue.document(report.doc_id, text=False) if report.status in ("unchanged", "duplicate") else None
    )
    if held is None:
        return FileAccount(report)
    key = document_key(held)
    sources = [held.source, *(other.source for other in duplicates(catalogue, [key]).get(key, ()))]
    sure = [s.confidence for s in held.scans] if report.document else [*catalogue.confidences(held.id).values()]
    return FileAccount(
        report,
        kind=held.metadata.kind,
        number=held.metadata.number,
        date=held.metadata.date,
        pages=len(held.page_starts) or None,
        encoding=held.encoding,
        confidence=sum(sure) / len(sure) if sure else None,
        recognised=len(sure),
        warnings=held.warnings,
        same_as=tuple(s for s in sources if s != report.source),
    )


def account_json(told: FileAccount) -> dict[str, Any]:
    """One line of `ingest` and `watch`."""
    return {
        **report_json(told.report),
        "kind": told.kind,
        "number": told.number,
        "date": told.date,
        "pages": told.pages,
        "encoding": told.encoding,
        "ocr_confidence": None if told.confidence is None else round(told.confidence, 4),
        "warnings": list(told.warnings),
        "same_as": list(told.same_as),
    }


def shown_confidence(told: FileAccount, *, pages: bool = True) -> str:
    """ "87 %" of a document of scans, with `pages` "87 % (3/35 tr.)" of one with some; empty if there is none."""
    if told.confidence is None:
        return ""
    some = pages and told.pages is not None and told.recognised < told.pages
    return f"{told.confidence * 100:.0f} %" + (f" ({told.recognised}/{told.pages} tr.)" if some else "")


def shown_names(told: Sequence[FileAccount]) -> list[str]:
    """Each file's path below the innermost folder that they all share."""
    sources = [a.report.source for a in told]
    folders = {posixpath.dirname(s) for s in sources}
    try:
        shared = posixpath.commonpath(folders)
    except ValueError:  # none at all, or two drives of Windows
        return sources
    return [posixpath.relpath(s, shared) for s in sources]
