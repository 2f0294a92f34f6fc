"""One module a format; each turns bytes into an `Extract` (see `corpus.records`)."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from corpus.limits import Limits
from corpus.records import Extract
from corpus.sniff import sniff

_MODULES = {name: f"corpus.readers.{name}" for name in ("txt", "md", "html", "docx", "pdf")}


def read(data: bytes, name: str, limits: Limits = Limits()) -> Extract:
    """What `data` holds, read by the module for the format that its content shows.

    `name` is the file's name, for messages and to tell Markdown from plain text. Raises a `ReadError`.
    """
    # Imported where used: pypdf, python-docx and lxml together take a good part of a second.
    reader: Callable[[bytes, str, Limits], Extract] = import_module(_MODULES[sniff(data, name)]).read
    return reader(data, name, limits)
