"""The training data: pairs of a query-like text and the passage that answers it."""

from __future__ import annotations

import json
import lzma
import random
import re
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from corpus.errors import BadInput

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")
_MIN_SENTENCE = 25
"""Characters; a shorter one ("Điều 5.", "1.") says nothing about the rest of its passage."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A text that asks and the passage that answers; `kind` names the collection and the relation."""

    kind: str
    query: str
    passage: str


def locate(data: Path) -> Path:
    """The file of pairs that `data` names: itself, or `pairs.jsonl.xz` or `pairs.jsonl` in the folder.

    Raises `BadInput` if there is none.
    """
    candidates = [data / "pairs.jsonl.xz", data / "pairs.jsonl"] if data.is_dir() else [data]
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    raise BadInput(
        f"Không thấy dữ liệu huấn luyện ở {data}. "
        "Cần một tệp .jsonl hoặc .jsonl.xz, hay một thư mục có pairs.jsonl.xz. Hãy kiểm tra lại đường dẫn DATA."
    )


def open_text(path: Path) -> IO[str]:
    """A text file in UTF-8, compressed with xz if its name says so."""
    return lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")


def read_pairs(data: Path, limit: int | None = None) -> list[Pair]:
    """The first `limit` pairs of `data` (see `locate`), one JSON object {"kind", "q", "p"} a line.

    Raises `BadInput` naming the line that is not such an object, or if there is no pair at all.
    """
    path = locate(data)
    pairs: list[Pair] = []
    try:
        with open_text(path) as lines:
            for number, line in enumerate(lines, 1):
                if limit is not None and len(pairs) >= limit:
                    break
                try:
                    row = json.loads(line)
                    pairs.append(Pair(str(row["kind"]), str(row["q"]), str(row["p"])))
                except (ValueError, KeyError, TypeError) as exc:
                    raise BadInput(
                        f'{path.name}, dòng {number}: không phải một đối tượng JSON có "kind", "q" và "p". '
                        "Hãy sửa hoặc bỏ dòng này."
                    ) from exc
    except (OSError, EOFError, lzma.LZMAError, UnicodeDecodeError) as exc:
        raise BadInput(f"Không đọc được {path}: {exc}. Cần JSON Lines bằng UTF-8, có thể nén xz.") from exc
    if not pairs:
        raise BadInput(f"{path} không có cặp nào. Cần ít nhất một dòng {{kind, q, p}}.")
    return pairs


def cloze(passage: str, rng: random.Random) -> tuple[str, str] | None:
    """One sentence of `passage` and the rest of it, or None where it has fewer than two sentences.

    The inverse cloze task (Lee, Chang and Toutanova, 2019): it doubles the pairs, and teaches what goes with what
    where the query repeats none of the words.
    """
    sentences = [s for s in _SENTENCE_END.split(passage) if len(s) >= _MIN_SENTENCE]
    if len(sentences) < 2:
        return None
    chosen = rng.randrange(len(sentences))
    return sentences[chosen], "\n".join(sentences[:chosen] + sentences[chosen + 1 :])
