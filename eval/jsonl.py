"""Lines of text files, plain or packed by xz, and the JSON objects on them; malformed ones are refused by line."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.errors import BadInput


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Each line that is not blank, with its number from 1. Raises `BadInput` if the file is unreadable or not UTF-8."""
    try:
        with _open(path) as stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    yield number, line.rstrip("\r\n")
    except (UnicodeDecodeError, lzma.LZMAError, EOFError) as exc:
        raise BadInput(f"{path} hỏng hoặc không phải văn bản UTF-8: {exc}. Tạo lại tệp này.") from exc
    except OSError as exc:
        raise BadInput(f"Không đọc được {path}: {exc.strerror or exc}. Kiểm tra đường dẫn và quyền đọc.") from exc


def read_objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The JSON objects of a file, one a line. Raises `BadInput` as `read_lines` does, and where a line is not one."""
    for number, line in read_lines(path):
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as exc:
            raise BadInput(f"{path}, dòng {number}: không phải JSON ({exc}). Mỗi dòng phải là một đối tượng.") from exc
        if not isinstance(record, dict):
            raise BadInput(f"{path}, dòng {number}: cần một đối tượng JSON, thấy {type(record).__name__}.")
        yield number, record


def _open(path: Path) -> Any:
    # Lines end at "\n" alone: other separators may stand within a JSON string.
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8-sig", newline="\n")
    return path.open(encoding="utf-8-sig", newline="\n")
