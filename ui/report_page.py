"""The report of `ingest` as one web page that needs nothing else: to sort, to filter, to print, to send on."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from corpus.errors import StorageError
from ui.ingest_report import STATUS_WORDS, FileAccount, shown_confidence, shown_names
from ui.markup import element, esc
from ui.wording import shown_date

_HERE = Path(__file__).parent
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
_COLUMNS = (
    ("Tệp", "text"),
    ("Kết quả", "text"),
    ("Loại", "text"),
    ("Số ký hiệu", "text"),
    ("Ngày", "text"),
    ("Trang", "number"),
    ("Đoạn", "number"),
    ("Mã chữ cũ", "text"),
    ("Nhận dạng chữ", "number"),
    ("Cảnh báo", "text"),
)


def write_page(
    path: Path, told: Sequence[FileAccount], asked: Sequence[Path], seconds: float, now: datetime | None = None
) -> None:
    """Write the page to `path`, whole or not at all. Raises `StorageError` where the system refuses."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("w", encoding="utf-8", errors="replace") as stream:
            stream.writelines(_page(told, asked, seconds, now or datetime.now()))
        draft.replace(path)
    except OSError as exc:
        draft.unlink(missing_ok=True)
        raise StorageError(
            f"Không ghi được báo cáo {path}: {exc.strerror or exc}. Kho tài liệu không bị ảnh hưởng; "
            "chọn chỗ khác rồi chạy lại."
        ) from exc


def _page(told: Sequence[FileAccount], asked: Sequence[Path], seconds: float, now: datetime) -> Iterator[str]:
    style = (_HERE / "report_page.css").read_text(encoding="utf-8")
    script = (_HERE / "report_page.js").read_text(encoding="utf-8")
    yield (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{esc(_POLICY)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Báo cáo nạp tài liệu {now:%d/%m/%Y %H:%M}</title><style>{style}</style></head><body>\n"
    )
    yield _summary(told, asked, seconds, now)
    heads = "".join(
        element("th", element("button", esc(name), type="button"), scope="col", data_sort=kind)
        for name, kind in _COLUMNS
    )
    yield f'<div class="frame"><table id="files"><thead><tr>{heads}</tr></thead><tbody>\n'
    for name, one in zip(shown_names(told), told, strict=True):
        yield _row(name, one)
    yield '</tbody></table></div><p id="none" hidden>Không tệp nào khớp bộ lọc.</p>\n'
    yield f"<script>{script}</script></body></html>\n"


def _summary(told: Sequence[FileAccount], asked: Sequence[Path], seconds: float, now: datetime) -> str:
    counts: Counter[str] = Counter(a.report.status for a in told)
    tiles = [
        element("li", f"<b>{counts[status]}</b> {esc(word)}", f"tile {status}")
        for status, (word, _) in STATUS_WORDS.items()
        if counts[status]
    ]
    noticed = {
        "có cảnh báo": sum(bool(a.warnings) for a in told),
        "gõ bằng mã chữ cũ, đã chuyển sang Unicode": sum(bool(a.encoding) for a in told),
        "có trang phải nhận dạng chữ từ ảnh": sum(a.confidence is not None for a in told),
    }
    details = [f"{n} tệp {what}" for what, n in noticed.items() if n]
    places = ", ".join(element("code", esc(path)) for path in asked)
    options = "".join(
        element("option", esc(word), value=status) for status, (word, _) in STATUS_WORDS.items() if counts[status]
    )
    return (
        "<header><h1>Báo cáo nạp tài liệu</h1>"
        f"<p>{now:%d/%m/%Y %H:%M} · {len(told)} tệp · {seconds:.1f} giây · {places}</p>"
        + element("ul", "".join(tiles), "tiles")
        + (element("p", esc("; ".join(details) + "."), "noticed") if details else "")
        + '</header><form id="filter" class="filter" role="search">'
        '<label>Lọc <input type="search" id="words" placeholder="tên tệp, số ký hiệu, cảnh báo…"'
        ' autocomplete="off"></label>'
        '<label>Kết quả <select id="status"><option value="">tất cả</option>'
        f"{options}</select></label>"
        '<label><input type="checkbox" id="noticed"> chỉ tệp cần xem lại</label>'
        '<output id="shown"></output></form>\n'
    )


def _row(name: str, told: FileAccount) -> str:
    report = told.report
    lines = element("ul", "".join(element("li", esc(text)) for text in told.notes)) if told.notes else ""
    word, _ = STATUS_WORDS[report.status]
    sure = "" if told.confidence is None else f"{told.confidence:.4f}"
    cells = (
        element("td", esc(name), "file", title=report.source),
        element("td", element("span", esc(word), f"badge {report.status}")),
        element("td", esc(told.kind), "kind"),
        element("td", esc(told.number), "number"),
        element("td", esc(shown_date(told.date)), "number", data_value=told.date),
        element("td", str(told.pages or ""), "count"),
        element("td", str(report.passages or ""), "count"),
        element("td", esc(told.encoding)),
        element("td", esc(shown_confidence(told)), "count", data_value=sure),
        element("td", lines, "said"),
    )
    noticed = "yes" if report.error or told.warnings else None
    return element("tr", "".join(cells), data_status=report.status, data_noticed=noticed) + "\n"
