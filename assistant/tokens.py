"""How many tokens of a language model a text takes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus.errors import ModelUnavailable

_PER_BYTE = 0.6
"""Tokens for each byte of UTF-8, from above."""

Count = Callable[[str], int]


def estimate(text: str) -> int:
    """At least as many tokens as any of the tokenizers in use takes for Vietnamese."""
    return int(len(text.encode(errors="replace")) * _PER_BYTE) + 1


def token_counter(path: str) -> Count:
    """Counts with the `tokenizer.json` at `path` (a file, or the folder it is in); without one, estimates.

    Raises `ModelUnavailable` if there is none or it cannot be read.
    """
    if not path:
        return estimate
    from tokenizers import Tokenizer

    file = Path(path).expanduser()
    file = file / "tokenizer.json" if file.is_dir() else file
    try:
        tokenizer = Tokenizer.from_file(str(file))
    except Exception as exc:  # the library raises nothing more exact
        raise ModelUnavailable(
            f"Không đọc được bộ tách từ của mô hình tại {file}. "
            "Đặt VANKIEN_LLM_TOKENIZER là tệp tokenizer.json, hoặc bỏ trống."
        ) from exc
    return lambda text: len(tokenizer.encode(text, add_special_tokens=False).ids)
