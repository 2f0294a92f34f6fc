"""Runs on disk: the ranked lists in TREC format, and beside them what made them and how good they were.

    <data_dir>/eval/runs/alqac2022.odd.accented.fused.1f0c9a33e0b2.run    topic Q0 document rank score tag
    <data_dir>/eval/runs/alqac2022.odd.accented.fused.1f0c9a33e0b2.json   the measurement and its configuration

The last part of the name is the configuration's fingerprint, so the same measurement of two configurations stands side
by side, and a measurement repeated under the same one replaces itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import assistant
import index
from corpus.errors import BadInput, StorageError
from eval.measures import Run
from eval.retrieval import RetrievalResult


@dataclass(frozen=True, slots=True)
class SavedRun:
    """A run and its measurement. `per_topic` is {measure: {topic id: value}}, `questions` the text of each topic."""

    name: str
    record: dict[str, Any]
    run: Run
    per_topic: dict[str, dict[str, float]]
    questions: dict[str, str]


def configuration(fingerprint: str) -> str:
    """Twelve hexadecimal digits over an index's fingerprint and the code that searches and understands questions."""
    code = [
        p for package in (index, assistant) for folder in package.__path__ for p in sorted(Path(folder).glob("*.py"))
    ]
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in code]
    return hashlib.sha256("\n".join([fingerprint, *digests]).encode()).hexdigest()[:12]


def save_run(shelf: Path, result: RetrievalResult, fingerprint: str, questions: Mapping[str, str]) -> Path:
    """Write a measurement down under `shelf`; returns the run's path. Raises `StorageError` if the disk refuses."""
    config = configuration(fingerprint)
    stem = f"{result.dataset}.{result.half}.{result.variant}.{result.leg}.{config}"
    path = shelf / f"{stem}.run"
    record = {
        **result.as_json(),
        "configuration": config,
        "fingerprint": fingerprint,
        "per_topic": result.per_topic,
        "questions": {topic: questions[topic] for topic in result.run},
    }
    try:
        shelf.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(trec_lines(result.run, f"vankien-{config}")), encoding="utf-8", newline="\n")
        path.with_suffix(".json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    except OSError as exc:
        raise StorageError(f"Không ghi được {path}: {exc.strerror}. Kiểm tra dung lượng đĩa và quyền ghi.") from exc
    return path


def write_run(path: Path, run: Run, tag: str) -> None:
    """Write a run where the user wants it. Raises `BadInput` for an id with white space, or an unwritable path."""
    for name in [*run, *(doc for found in run.values() for doc, _ in found)]:
        if len(name.split()) != 1:
            raise BadInput(f"Mã {name!r} có khoảng trắng nên không ghi được vào tệp TREC. Đổi mã, hoặc bỏ --run.")
    try:
        with path.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(trec_lines(run, tag))
    except OSError as exc:
        raise BadInput(f"Không ghi được {path}: {exc.strerror}. Kiểm tra đường dẫn của --run.") from exc


def trec_lines(run: Run, tag: str) -> list[str]:
    """The lines of a TREC run: topic, `Q0`, document, rank from 1, score, tag."""
    return [
        f"{topic} Q0 {doc} {rank} {score:.6f} {tag}\n"
        for topic, found in run.items()
        for rank, (doc, score) in enumerate(found, start=1)
    ]


def read_run(path: Path) -> Run:
    """A TREC run, best first by score. Raises `BadInput` at the first line that is not one."""
    run: dict[str, list[tuple[str, float]]] = {}
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise BadInput(f"Không đọc được {path}: {exc}. Cần tệp kết quả theo dạng TREC.") from exc
    for number, line in enumerate(text.splitlines(), start=1):
        columns = line.split()
        try:
            topic, _, doc, _, score, _ = columns
            run.setdefault(topic, []).append((doc, float(score)))
        except ValueError as exc:
            raise BadInput(
                f"{path}, dòng {number}: cần 6 cột của TREC: mã câu hỏi, Q0, mã tài liệu, hạng, điểm, nhãn."
            ) from exc
    return {topic: sorted(found, key=lambda hit: -hit[1]) for topic, found in run.items()}


def saved_runs(shelf: Path) -> list[SavedRun]:
    """Every measurement on the shelf by name; the newest last among those of one name and other configurations."""
    files = sorted(
        shelf.glob("*.json"), key=lambda p: (p.name.rpartition(".")[0].rpartition(".")[0], p.stat().st_mtime)
    )
    return [load_run(path) for path in files]


def load_run(path: Path) -> SavedRun:
    """The measurement whose run or record lies at `path`. Raises `BadInput` if either half is missing or damaged."""
    side = path.with_suffix(".json")
    try:
        record = json.loads(side.read_text(encoding="utf-8"))
        topics, questions = record.pop("per_topic"), record.pop("questions")
    except (OSError, ValueError, KeyError) as exc:
        raise BadInput(f"Không đọc được {side}: {exc}. Đo lại bằng vankien eval retrieval để có cả hai tệp.") from exc
    return SavedRun(side.stem, record, read_run(path.with_suffix(".run")), topics, questions)


def changed_lists(one: Run, other: Run, topic: str, depth: int = 10) -> Sequence[tuple[str, int | None, int | None]]:
    """Documents among the first `depth` of either run with their ranks (from 1) in both, in the order of `other`."""
    ranks = [{doc: rank for rank, (doc, _) in enumerate(run.get(topic, ())[:depth], start=1)} for run in (one, other)]
    docs = sorted({*ranks[0], *ranks[1]}, key=lambda d: (ranks[1].get(d, depth + ranks[0].get(d, 0)), d))
    return [(doc, ranks[0].get(doc), ranks[1].get(doc)) for doc in docs]
