"""Telling what has changed in a folder, once those who write there have finished."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import StorageError

_STEP_MS = 50
_IGNORED = (".", "~$")


def changes(
    folder: Path, *, ours: Path | None = None, quiet_s: float = 1.0, tick_s: float = 0.5, poll: bool = False
) -> Iterator[frozenset[Path]]:
    """The paths under `folder` that changed, each when it has been left alone for `quiet_s` seconds and is of one size.

    Yields as soon as it listens (an empty set: what changes from then on is told) and then about every `tick_s`
    seconds, mostly empty sets, so that the caller can do what waits. A path may be a folder (one that was moved here
    tells nothing of its files) or gone. Hidden files, editors' leftovers and what lies under `ours` are not told. With
    `poll` the folder is listed again and again, for network drives that tell of no changes. Ends when the folder
    vanishes. Raises `StorageError` where the system does not let itself be asked.
    """
    waiting: dict[Path, tuple[float, tuple[int, int] | None]] = {}
    for batch in _batches(folder, ours, tick_s, poll):
        now = time.monotonic()
        for path in batch:
            waiting[path] = (now, _state(path))
        settled = []
        for path, (since, state) in list(waiting.items()):
            if now - since < quiet_s:
                continue
            # A copy over a slow line may pause for longer; what grew meanwhile waits anew.
            if (present := _state(path)) == state:
                settled.append(path)
                del waiting[path]
            else:
                waiting[path] = (now, present)
        if not folder.is_dir():
            return
        yield frozenset(settled)


def _batches(folder: Path, ours: Path | None, tick_s: float, poll: bool) -> Iterator[set[Path]]:
    import watchfiles

    real = folder.resolve()

    def named(name: str) -> Path:
        # Some systems tell where a link leads; people and the catalogue know the name that was given.
        path = Path(name)
        return folder / path.relative_to(real) if path.is_relative_to(real) else path

    def wanted(change: watchfiles.Change, path: Path) -> bool:
        if path == folder or (ours is not None and path.is_relative_to(ours)):
            return False
        # A folder is told as changed when anything in it is; only one that arrives says something of its own.
        if change is watchfiles.Change.modified and path.is_dir():
            return False
        return path.is_relative_to(folder) and not any(p.startswith(_IGNORED) for p in path.relative_to(folder).parts)

    tick_ms = max(_STEP_MS, round(tick_s * 1000))
    try:
        for batch in watchfiles.watch(
            folder,
            watch_filter=None,  # it would swallow the batch, and with it the tick, where nothing in it is wanted
            debounce=tick_ms,
            step=_STEP_MS,
            rust_timeout=tick_ms,
            yield_on_timeout=True,
            force_polling=poll or None,
            poll_delay_ms=tick_ms,
            ignore_permission_denied=True,
        ):
            yield {path for change, name in batch if wanted(change, path := named(name))}
    except (OSError, RuntimeError) as exc:  # what its Rust half raises is a RuntimeError
        if not folder.is_dir():
            return
        advice = "Thử lại với --poll." if not poll else "Kiểm tra quyền đọc thư mục."
        raise StorageError(f"Hệ thống không cho theo dõi thư mục {folder}: {exc}. {advice}") from exc


def _state(path: Path) -> tuple[int, int] | None:
    """Size and time of change; None for what is gone."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
