"""What the encoder learns from: distinct passages, and the questions that each of them answers.

A line of a collection is `[group, passage, [[kind, question], …]]`; a passage without questions only stands beside the
others of its group, from which wrong answers are taken.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BadInput
from index.analyze import syllables
from index.training.pairs import open_text, read_pairs

GROUPS: Mapping[str, str] = {
    "wiki_heading_text": "encyclopaedia",
    "vietnews_title_body": "news",
    "vietnews_abstract_body": "news",
    "dantri_title_text": "news",
    "gov_title_text": "news",
    "phapdien_heading_text": "law",
    "legalqa_question_passage": "law",
    "vbpl_title_text": "law",
}
"""The collection that a kind of pair belongs to; others are one of their own."""
_PIECE = 800
"""Characters of a long text that are taken together."""


@dataclass(frozen=True, slots=True)
class Line:
    """One passage, with the (kind, question) of each question that it answers."""

    group: str
    passage: str
    asked: tuple[tuple[str, str], ...]
    answers: tuple[str, ...] = ()
    """Beside `asked`, one for each, where the exact answer is known; else empty."""


def of_pairs(data: Path) -> list[Line]:
    """The pairs of `data` (see `read_pairs`) by passage, in the order of their groups."""
    held: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for pair in read_pairs(data):
        held.setdefault((GROUPS.get(pair.kind, pair.kind), pair.passage), []).append((pair.kind, pair.query))
    return sorted((Line(g, p, tuple(asked)) for (g, p), asked in held.items()), key=lambda line: line.group)


def of_benchmark(folder: Path, held_out: int = 5) -> Iterator[Line]:
    """A benchmark's passages with the questions of the even half of its queries, less every `held_out`th of those.

    `folder` is laid out as BEIR's. A document is cut into pieces; a question goes to the piece that shares most words
    with it and its answer.
    """
    asked: dict[str, list[tuple[str, str]]] = {}
    golden: dict[str, list[str]] = {}
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query, document, _ = line.split("\t")
        golden.setdefault(query, []).append(document)
    for number, line in enumerate((folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()):
        if number % 2 == 0 and number % (2 * held_out) != 2 * held_out - 2:
            row = json.loads(line)
            answer = row.get("answer") or next(iter(row.get("answers", ())), "")
            for document in golden.get(row["_id"], ()):
                asked.setdefault(document, []).append((row["text"], answer))
    for line in (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        pieces = list(_pieces(row.get("title", ""), row["text"]))
        words = [set(syllables(piece)) for piece in pieces]
        found: dict[int, list[tuple[str, str]]] = {}
        for question, answer in asked.get(row["_id"], ()):
            wanted = set(syllables(f"{question} {answer}"))
            holds = [10 * (bool(answer) and answer in piece) for piece in pieces]
            best = max(range(len(pieces)), key=lambda i: len(wanted & words[i]) + holds[i])
            found.setdefault(best, []).append((question, answer))
        for i, piece in enumerate(pieces):
            questions = found.get(i, [])
            yield Line(
                folder.name, piece, tuple((folder.name, q) for q, _ in questions), tuple(a for _, a in questions)
            )


def _pieces(title: str, text: str) -> Iterator[str]:
    for start in range(0, max(len(text), 1), _PIECE):
        yield f"{title}\n{text[start : start + _PIECE]}"


def write_lines(lines: Iterable[Line], path: Path) -> None:
    """Write a collection, compressed with xz."""
    with lzma.open(path, "wt", encoding="utf-8", preset=6) as out:
        for line in lines:
            out.write(json.dumps([line.group, line.passage, line.asked, line.answers], ensure_ascii=False) + "\n")


def read_lines(paths: Sequence[Path]) -> Iterator[Line]:
    """The lines of collections. Raises `BadInput` for a file that is none."""
    for path in paths:
        try:
            with open_text(path) as lines:
                for text in lines:
                    group, passage, asked, *answers = json.loads(text)
                    known = tuple(answers[0]) if answers else ()
                    yield Line(group, passage, tuple((kind, question) for kind, question in asked), known)
        except (OSError, EOFError, lzma.LZMAError, ValueError, TypeError) as exc:
            raise BadInput(
                f"Không đọc được bộ đoạn văn {path}: {exc}. "
                "Cần tệp .jsonl hoặc .jsonl.xz do bước “gather” viết. Hãy chạy lại bước đó."
            ) from exc
