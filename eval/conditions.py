"""The published numbers: each with the command that prints it, the value expected and how far it may be off.

After Anserini's and Pyserini's regressions: a page of figures is generated from such entries and never typed, and
anyone can have each of them measured again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import BadInput

BUNDLED = Path(__file__).with_name("conditions.yaml")
Grade = Literal["OK", "OKish", "FAIL"]
_WIDER = 3
"""An OKish value is off by at most this many tolerances, or better than expected by any number of them."""


class Expectation(BaseModel):
    """A value in the JSON that a command prints. `path` leads to it ("measures.nDCG@10").

    `better` says which way an unexpected value is welcome. `row` and `column` are its place in the published table.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str
    value: float
    tolerance: float = Field(ge=0)
    better: Literal["higher", "lower", ""] = "higher"
    row: str = ""
    column: str = ""
    shown: str = "{:.3f}"


class Condition(BaseModel):
    """A command and what it must print. `{data}` and `{root}` in it stand for the data folder and the repository."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    command: tuple[str, ...] = Field(min_length=1)
    expect: tuple[Expectation, ...] = Field(min_length=1)
    table: str = ""
    fast: bool = False

    def arguments(self, data: Path, root: Path) -> list[str]:
        """The command's arguments with the folders filled in."""
        return [word.replace("{data}", str(data)).replace("{root}", str(root)) for word in self.command]


class Table(BaseModel):
    """A table of the README: its name, the words in its upper left corner, its columns in order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    corner: str = ""
    columns: tuple[str, ...]


class Conditions(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tables: tuple[Table, ...] = ()
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one expectation came to. `got` is None if the command failed or printed no such value."""

    condition: Condition
    expectation: Expectation
    got: float | None
    grade: Grade
    error: str = ""

    def as_json(self) -> dict[str, Any]:
        """The object that `eval reproduce --json` prints."""
        return {
            "id": self.condition.id,
            "path": self.expectation.path,
            "expected": self.expectation.value,
            "tolerance": self.expectation.tolerance,
            "got": self.got,
            "grade": self.grade,
            "error": self.error,
        }


def read_conditions(path: Path = BUNDLED) -> Conditions:
    """The conditions in a YAML file. Raises `BadInput` naming what does not fit, or an id that occurs twice."""
    try:
        conditions = Conditions.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as exc:
        raise BadInput(f"Không đọc được {path}: {exc}.") from exc
    except ValidationError as exc:
        fault = exc.errors()[0]
        raise BadInput(f"{path}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}.") from exc
    ids = [c.id for c in conditions.conditions]
    if twice := next((i for i in ids if ids.count(i) > 1), None):
        raise BadInput(f"{path}: mã {twice} xuất hiện hai lần. Mỗi mã chỉ được dùng một lần.")
    known = {t.name: t for t in conditions.tables}
    for condition in conditions.conditions:
        table = known.get(condition.table)
        for expectation in condition.expect:
            if condition.table and table is None:
                raise BadInput(f"{path}: {condition.id} nêu bảng {condition.table} không được khai báo.")
            if table and expectation.column and expectation.column not in table.columns:
                raise BadInput(f"{path}: {condition.id}: bảng {table.name} không có cột {expectation.column}.")
    return conditions


def judge(condition: Condition, printed: Mapping[str, Any]) -> list[Verdict]:
    """The verdicts on the object that a condition's command printed."""
    out = []
    for expectation in condition.expect:
        value = _at(printed, expectation.path)
        if value is None:
            out.append(Verdict(condition, expectation, None, "FAIL", f"không có {expectation.path} trong kết quả"))
        else:
            out.append(Verdict(condition, expectation, value, grade(expectation, value)))
    return out


def failed(condition: Condition, error: str) -> list[Verdict]:
    """The verdicts where the command itself failed."""
    return [Verdict(condition, expectation, None, "FAIL", error) for expectation in condition.expect]


def grade(expectation: Expectation, got: float) -> Grade:
    """OK within the tolerance; OKish within three, or better; FAIL beyond."""
    off = got - expectation.value
    slack = 1e-9
    if abs(off) <= expectation.tolerance + slack:
        return "OK"
    welcome = (off > 0 and expectation.better == "higher") or (off < 0 and expectation.better == "lower")
    return "OKish" if welcome or abs(off) <= _WIDER * expectation.tolerance + slack else "FAIL"


def markdown_table(conditions: Conditions, name: str) -> str:
    """The published table of that name, rows in the order of the file. Raises `BadInput` if there is none."""
    table = next((t for t in conditions.tables if t.name == name), None)
    if table is None:
        raise BadInput(f"Không có bảng nào tên {name}.")
    rows: dict[str, dict[str, str]] = {}
    for condition in conditions.conditions:
        if condition.table == name:
            for e in condition.expect:
                rows.setdefault(e.row, {})[e.column] = e.shown.format(e.value)
    lines = [_line([table.corner, *table.columns]), _line(["---"] * (len(table.columns) + 1))]
    lines += [_line([row, *(cells.get(column, "") for column in table.columns)]) for row, cells in rows.items()]
    return "\n".join(lines) + "\n"


def fill_in(text: str, conditions: Conditions) -> str:
    """`text` (a README) with what stands between `<!-- table NAME -->` and `<!-- end -->` generated anew."""
    for table in conditions.tables:
        opening, closing = f"<!-- table {table.name} -->\n", "<!-- end -->"
        start = text.find(opening)
        end = text.find(closing, start)
        if start >= 0 and end >= 0:
            text = text[: start + len(opening)] + "\n" + markdown_table(conditions, table.name) + "\n" + text[end:]
    return text


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _at(printed: Mapping[str, Any], path: str) -> float | None:
    value: Any = printed
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return float(value) if isinstance(value, int | float) else None
