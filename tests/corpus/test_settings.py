"""Settings from a file, the environment and flags, as people really write them."""

import tomllib
from pathlib import Path

import pytest
from pydantic import ValidationError

from corpus.settings import Settings


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_file_is_read_and_the_environment_and_flags_come_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("vankien.toml").write_text('collection = "đảng ủy"\nworkers = 3\nmax_pages = 7\n', encoding="utf-8")
    monkeypatch.setenv("VANKIEN_WORKERS", "2")
    settings = Settings(max_pages=9)
    assert (settings.collection, settings.workers, settings.max_pages) == ("đảng ủy", 2, 9)
    assert settings.limits.max_pages == 9


def test_a_file_with_a_byte_order_mark_is_read() -> None:
    Path("vankien.toml").write_text('collection = "đảng ủy"\n', encoding="utf-8-sig")
    assert Settings().collection == "đảng ủy"


@pytest.mark.parametrize("encoding", ["utf-16", "cp1258"])
def test_a_file_that_is_not_utf8_says_so(encoding: str) -> None:
    Path("vankien.toml").write_bytes('collection = "Đ"\n'.encode(encoding))
    with pytest.raises(tomllib.TOMLDecodeError, match="UTF-8"):
        Settings()


def test_the_home_folder_may_be_written_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANKIEN_DATA_DIR", "~/kho")
    assert Settings().data_dir == Path.home() / "kho"


@pytest.mark.parametrize("url", ["localhost:8000", "http://", "ftp://a:1", "http://a:99999", "http://a:x"])
def test_what_is_no_address_of_a_server_is_refused(url: str) -> None:
    with pytest.raises(ValidationError, match="chroma_url"):
        Settings(chroma_url=url)


def test_addresses_of_servers() -> None:
    for url in ("", "http://localhost:8000", "https://chroma.coquan.vn"):
        assert Settings(chroma_url=url).chroma_url == url
