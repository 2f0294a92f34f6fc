"""The options that say among which documents to search, and what shall not be read out of a question."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from assistant.records import Choices
    from index.filters import Filters

_READINGS = {"typing": "lỗi gõ", "period": "thời gian", "document": "văn bản được nêu", "kind": "loại văn bản"}


def _option(name: str, metavar: str, text: str) -> Any:
    return typer.Option(name, metavar=metavar, help=text, show_default=False)


After = Annotated[str | None, _option("--from", "DATE", "Chỉ văn bản ban hành từ ngày này (YYYY-MM-DD).")]
Before = Annotated[str | None, _option("--to", "DATE", "Chỉ văn bản ban hành đến hết ngày này (YYYY-MM-DD).")]
Kinds = Annotated[list[str] | None, _option("--kind", "KIND", "Chỉ loại văn bản này; dùng nhiều lần được.")]
Issuers = Annotated[list[str] | None, _option("--issuer", "NAME", "Chỉ cơ quan ban hành này; dùng nhiều lần được.")]
Numbers = Annotated[list[str] | None, _option("--number", "NUMBER", "Chỉ số ký hiệu này; dùng nhiều lần được.")]
Collections = Annotated[list[str] | None, _option("--collection", "NAME", "Chỉ bộ tài liệu này; dùng nhiều lần được.")]
AsOf = Annotated[str | None, _option("--as-of", "DATE", "Ngày để hiểu “hôm nay”, “năm ngoái”… (YYYY-MM-DD).")]
Without = Annotated[
    list[str] | None,
    _option("--without", "|".join(_READINGS), "Không tự hiểu điều này từ câu hỏi; dùng nhiều lần được."),
]


def filters_of(
    *,
    after: str | None,
    before: str | None,
    kind: list[str] | None,
    issuer: list[str] | None,
    number: list[str] | None,
    collection: list[str] | None,
) -> Filters:
    """The filters that the options ask for; a date that is none is a usage error."""
    from index.filters import Filters

    return Filters(
        after=_day(after, "--from"),
        before=_day(before, "--to"),
        kinds=tuple(kind or ()),
        issuers=tuple(issuer or ()),
        numbers=tuple(number or ()),
        collections=tuple(collection or ()),
    )


def choices_of(filters: Filters, as_of: str | None, without: list[str] | None) -> Choices:
    """What the person who asks has set by hand."""
    from assistant.records import Choices

    if unknown := set(without or ()) - set(_READINGS):
        raise typer.BadParameter(f"--without nhận một trong: {', '.join(_READINGS)}; không phải “{min(unknown)}”")
    today = _day(as_of, "--as-of")
    dropped = frozenset(name for name in _READINGS if name in (without or ()))
    return Choices(filters, dropped, date.fromisoformat(today) if today else None)  # type: ignore[arg-type]


def _day(given: str | None, option: str) -> str:
    try:
        return date.fromisoformat(given).isoformat() if given else ""
    except ValueError as exc:
        raise typer.BadParameter(f"{option} cần ngày dạng YYYY-MM-DD; không phải “{given}”") from exc
