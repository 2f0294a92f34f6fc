"""Which lines of documents are no running text, without reading the documents."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from corpus.records import Kind, Span


def marked(
    rows: Callable[[str, Sequence[object]], list[Any]], doc_ids: Iterable[str], kinds: Collection[Kind]
) -> dict[str, list[tuple[Span, Kind]]]:
    """By id of a ready document, its lines of these kinds in order; documents without any are left out.

    `rows` asks a catalogue.
    """
    wanted = tuple(dict.fromkeys(doc_ids))
    if not wanted:
        return {}
    places = ",".join("?" * len(wanted))
    # Left to itself, SQLite walks through all that is ready: 60,000 documents took 70 ms.
    index = "documents INDEXED BY one_ready"
    query = f"SELECT id, marks FROM {index} WHERE state = 'ready' AND id IN ({places}) AND marks != '[]'"
    found = {
        doc_id: [(Span(start, end), kind) for start, end, kind, _ in json.loads(marks) if kind in kinds]
        for doc_id, marks in rows(query, wanted)
    }
    return {doc_id: spans for doc_id, spans in found.items() if spans}
