"""Text into Markdown. Whatever comes from a document goes through `escaped`, as through `ui.markup.esc` into HTML."""

from __future__ import annotations

import re

from ui.console import plain

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
_BLOCK = re.compile(r"^(\d{0,9})([-+=:.)])(?= |$)")


def escaped(text: str) -> str:
    """`text` on one line, with all that Markdown and HTML would act upon marked as text."""
    line = _MARKUP.sub(r"\\\1", " ".join(plain(text).split()))
    return _BLOCK.sub(r"\1\\\2", line)
