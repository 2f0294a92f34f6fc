"""From a file on disk to a document."""

import hashlib
import os
import time
import unicodedata
from pathlib import Path

import pytest

from corpus.errors import EmptyFile, TooLarge, Unreadable
from corpus.passages import cut_passages
from corpus.reading import document_id, read_document
from corpus.settings import Settings
from tests.conftest import TESTDATA, needs_testdata


def test_a_document_is_assembled(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "tin.txt"
    data = " date 2026-02-09 Sáng 9/2, Đảng ủy họp phiên thứ nhất.\n\nHết tin.\n".encode()
    path.write_bytes(data)
    doc = read_document(path, settings)
    assert doc.text == "Sáng 9/2, Đảng ủy họp phiên thứ nhất.\nHết tin."
    assert doc.metadata.date == "2026-02-09"
    assert doc.content_hash == hashlib.sha256(data).hexdigest()
    assert doc.source == path.absolute().as_posix()
    assert doc.id == document_id("default", doc.source)
    assert doc.collection == "default"
    assert doc.page_starts == ()


def test_ids_are_stable_and_depend_on_collection_and_source() -> None:
    assert document_id("default", "/a.txt") == hashlib.sha256(b"default\0/a.txt").hexdigest()[:16]
    assert len({document_id(c, s) for c in ("a", "ab") for s in ("bc", "c")}) == 4


def test_sources_are_nfc(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / unicodedata.normalize("NFD", "văn kiện.txt")
    path.write_text("Nội dung.", encoding="utf-8")
    assert unicodedata.is_normalized("NFC", read_document(path, settings).source)


def test_too_large_a_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "to.txt"
    path.write_bytes(b"a" * 2_000_001)

    def refuse(_: Path) -> bytes:
        raise AssertionError("the file was read")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(TooLarge, match=r"2\.0 MB.*giới hạn 2 MB"):
        read_document(path, Settings(max_file_mb=2))


def test_too_much_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dai.txt"
    path.write_text("chữ " * 5_000, encoding="utf-8")
    with pytest.raises(TooLarge, match="triệu ký tự"):
        read_document(path, Settings(max_text_mb=0.01))


def test_what_the_system_refuses(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unreadable, match="Không tìm thấy"):
        read_document(tmp_path / "khong-co.txt", settings)
    with pytest.raises(Unreadable, match="thư mục"):
        read_document(tmp_path, settings)
    path = tmp_path / "cam.txt"
    path.write_text("x", encoding="utf-8")

    def deny(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", deny)
    with pytest.raises(Unreadable, match="quyền đọc"):
        read_document(path, settings)


def test_text_in_an_old_font_is_rewritten(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "cu.txt"
    path.write_text("Ng©n hµng nhµ n\u00adíc viÖt nam ban hµnh th«ng t\u00ad vÒ viÖc gãp vèn.", encoding="utf-8")
    document = read_document(path, settings)
    assert document.encoding == "TCVN3"
    assert document.text == "Ngân hàng nhà nước việt nam ban hành thông tư về việc góp vốn."


def test_a_file_of_rules_alone_is_empty(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "vach.txt"
    path.write_text("-----\n*****\n. . .\n", encoding="utf-8")
    with pytest.raises(EmptyFile, match=r"vach\.txt"):
        read_document(path, settings)


@pytest.mark.parametrize(
    "line",
    [
        "Đồng chí nhấn mạnh nhiệm vụ này. Hội nghị diễn ra tại TP. Hồ Chí Minh ngày 25/12.\n",
        "1. Thông tư này quy định việc cấp đổi Giấy phép;\n",
        "Một dòng không có dấu chấm nào cả, ",
        "(x ",
        "[a",
    ],
)
def test_large_files_take_linear_time(line: str, tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "lon.txt"
    path.write_text(line * (1_000_000 // len(line)), encoding="utf-8")
    began = time.monotonic()
    passages = cut_passages(read_document(path, settings))
    assert time.monotonic() - began < 8  # quadratic work on a million characters takes minutes
    assert passages


@needs_testdata
def test_pages_of_a_real_document(settings: Settings) -> None:
    doc = read_document(TESTDATA / "data/documents/party_pdf/quydinh294.pdf", settings)
    assert len(doc.page_starts) == 35
    assert doc.page_starts[0] == 0
    assert list(doc.page_starts) == sorted(doc.page_starts)
    assert doc.page_at(doc.text.index("3.5.1. ")) == 3
    assert doc.page_at(doc.text.index("phương, cơ quan, đơn vị; các chủ trương")) == 2  # a paragraph runs over the page
    assert doc.page_at(len(doc.text) - 1) == 35


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, settings: Settings) -> None:
    os.mkfifo(tmp_path / "ong.txt")
    with pytest.raises(Unreadable, match="không phải là tệp thường"):
        read_document(tmp_path / "ong.txt", settings)


def test_a_name_in_another_unicode_form_is_read_and_known_in_nfc(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / unicodedata.normalize("NFD", "ủy ban.txt")
    path.write_text("Nội dung.", encoding="utf-8")
    assert read_document(path, settings).source.endswith("/ủy ban.txt")


def test_many_comments_before_a_text_are_read_past_in_one_go(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"<!--x-->" * 400 + b"noi dung")
    assert "noi dung" in read_document(path, settings).text
