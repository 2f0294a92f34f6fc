"""Measurements of answers on disk, as `eval answers --json` prints them and with what made them.

    <data_dir>/eval/answers/uit_regqa.odd.accented.1f0c9a33e0b2.json

The last part of the name is the configuration's fingerprint, as in `eval.runs`. A measurement in which documents were
hidden, or another data set's questions asked, stands beside one without ("+hidden", "+alqac2022").
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import BadInput, StorageError
from eval.runs import configuration


@dataclass(frozen=True, slots=True)
class AnswerRun:
    """A measurement: `record` is the object that `eval answers --json` prints."""

    name: str
    record: dict[str, Any]


def save_answers(shelf: Path, record: dict[str, Any], fingerprint: str) -> Path:
    """Write a measurement down under `shelf`; returns its path. Raises `StorageError` if the disk refuses."""
    config = configuration(fingerprint)
    more = ("+hidden" if "hidden" in record else "") + (
        f"+{record['foreign']['dataset']}" if record.get("foreign") else ""
    )
    path = shelf / f"{record['dataset']}{more}.{record['half']}.{record['variant']}.{config}.json"
    try:
        shelf.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({**record, "configuration": config}, ensure_ascii=False), encoding="utf-8")
    except OSError as exc:
        raise StorageError(f"Không ghi được {path}: {exc.strerror}. Kiểm tra dung lượng đĩa và quyền ghi.") from exc
    return path


def saved_answers(shelf: Path) -> list[AnswerRun]:
    """Every measurement on the shelf by name, the newest last. Raises `BadInput` for one that is damaged."""
    files = sorted(shelf.glob("*.json"), key=lambda p: (p.name.rsplit(".", 2)[0], p.stat().st_mtime))
    return [_load(path) for path in files]


def _load(path: Path) -> AnswerRun:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        if not {"reliability", "risk_coverage", "per_question"} <= record.keys():
            raise ValueError("thiếu số đo")
    except (OSError, ValueError, AttributeError) as exc:
        raise BadInput(f"Không đọc được {path}: {exc}. Xóa tệp ấy rồi đo lại bằng vankien eval answers.") from exc
    return AnswerRun(path.stem, record)
