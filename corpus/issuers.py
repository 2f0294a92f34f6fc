"""Who issued the documents that are held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any


def issuers(rows: Callable[[str, Sequence[object]], list[Any]]) -> list[str]:
    """The issuers of the ready documents, each once, in the alphabet's order; `rows` asks a catalogue."""
    query = "SELECT DISTINCT issuer FROM documents WHERE state = 'ready' AND issuer != '' ORDER BY issuer"
    return [issuer for (issuer,) in rows(query, ())]
