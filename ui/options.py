"""The options that every command takes, and opening what they name."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from corpus.catalogue import Catalogue
    from corpus.records import Document
    from corpus.settings import Settings

DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data-dir", metavar="DIR", help="Thư mục dữ liệu; mặc định là data/ cạnh chương trình.", show_default=False
    ),
]
Json = Annotated[bool, typer.Option("--json", help="In JSON ra stdout; mọi thông báo khác ra stderr.")]
Question = Annotated[str, typer.Argument(metavar="QUESTION", help="Câu hỏi, có dấu hoặc không dấu.")]


def settings_for(data_dir: Path | None) -> Settings:
    """The settings in force; a mistake in `vankien.toml` or a `VANKIEN_*` variable is a usage error."""
    from pydantic import ValidationError

    from corpus.settings import Settings

    try:
        return Settings() if data_dir is None else Settings(data_dir=data_dir)
    except ValidationError as exc:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in exc.errors())
        raise typer.BadParameter(f"cấu hình (vankien.toml hoặc biến VANKIEN_*) có lỗi: {faults}") from exc
    except tomllib.TOMLDecodeError as exc:
        raise typer.BadParameter(f"vankien.toml không phải TOML: {exc}") from exc


def open_catalogue(data_dir: Path | None) -> Catalogue:
    """The catalogue alone: enough to show documents, in a fraction of the time that the indexes take to open."""
    from corpus.catalogue import Catalogue

    return Catalogue(settings_for(data_dir).data_dir / "catalogue.sqlite3", create=False)


def find_document(catalogue: Catalogue, name: str) -> Document | None:
    """The document meant by an id, a path (absolute, or from the working folder), or the end of a path."""
    from corpus.reading import printable, source_of

    return catalogue.find(source_of(Path(name))) or catalogue.find(printable(name))


def unknown(name: str) -> str:
    """What to say of a document that was asked for and is not held."""
    return (
        f"Không có tài liệu nào mang mã hoặc đường dẫn “{name}” (hoặc có hơn một tài liệu khớp). "
        "Xem danh sách bằng lệnh: vankien list"
    )
