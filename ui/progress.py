"""The bar that long commands show on stderr while they work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.console import err

if TYPE_CHECKING:
    from rich.progress import Progress


def progress_bar(verb: str) -> Progress:
    """A bar with `verb` ("Đang đọc") before it, the count, the time and what is being done behind it."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    return Progress(
        TextColumn(verb),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False, style="dim"),
        console=err(),
        transient=True,
    )
