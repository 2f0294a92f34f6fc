"""The files of several folders by the names that a golden file gives them: relative to a folder, or with its name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from corpus.errors import BadInput
from corpus.reading import source_of
from index.sync import find_files

Held = Mapping[str, set[str]]
"""The sources that each name may mean."""


def held_sources(folders: Sequence[Path]) -> Held:
    """The sources that a name means: relative to a folder, or with the folder's own name before it."""
    held: dict[str, set[str]] = {}
    for folder in folders:
        root = source_of(folder)
        for path in find_files([folder]).files:
            source = source_of(path)
            name = source.removeprefix(f"{root}/")
            for way in (name, f"{root.rpartition('/')[2]}/{name}"):
                held.setdefault(way, set()).add(source)
    return held


def sources_by_tail(sources: Iterable[str]) -> Held:
    """The sources that the end of a path means, from the file's name alone to the whole: "vb/nq.pdf"."""
    held: dict[str, set[str]] = {}
    for source in sources:
        parts = source.strip("/").split("/")
        for start in range(len(parts)):
            held.setdefault("/".join(parts[start:]), set()).add(source)
        held.setdefault(source, set()).add(source)
    return held


def shortest_tail(source: str, held: Held) -> str:
    """The shortest end of a source's path that means it alone among those of `sources_by_tail`."""
    parts = source.strip("/").split("/")
    tails = ("/".join(parts[start:]) for start in reversed(range(len(parts))))
    return next((tail for tail in tails if len(held.get(tail, ())) == 1), source)


def source_named(name: str, held: Held, where: str) -> str:
    """The one source that `name` means; raises `BadInput`, which begins with `where`, if there is none or several."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").removeprefix("./")
    sources = held.get(plain) or sources_by_tail({s for several in held.values() for s in several}).get(plain, set())
    if not sources:
        raise BadInput(
            f"{where}: gold_doc {name} không phải tệp trong các thư mục đã cho. Ghi đường dẫn tính từ thư mục chứa nó."
        )
    if len(sources) > 1:
        raise BadInput(f"{where}: gold_doc {name} có ở {len(sources)} thư mục. Ghi thêm tên thư mục vào trước.")
    return min(sources)
