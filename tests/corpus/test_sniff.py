"""A file is what its bytes say; its name only tells Markdown from plain text."""

import io
import zipfile

import pytest

from corpus.errors import DamagedFile, EmptyFile, EncryptedFile, UnsupportedFormat
from corpus.readers import read
from corpus.sniff import sniff


def zipped(**entries: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name.replace("__", "/"), text)
    return out.getvalue()


def stream(name: str) -> bytes:
    return (name + "\0\0").encode("utf-16-le")


PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(100)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "name", "wanted"),
    [
        (b"%PDF-1.7\n...", "a.docx", "pdf"),
        (b"\n\n%PDF-1.4", "a.pdf", "pdf"),
        (zipped(word__document="<w/>"), "a.zip", "docx"),
        (b"<!DOCTYPE html><html><body>", "a.txt", "html"),
        (b"\xef\xbb\xbf<html lang='vi'>", "a", "html"),
        (b"<!-- luu --><div><p>Xin</p></div>", "a.html", "html"),
        ("# Đề mục".encode(), "a.md", "md"),
        ("# Đề mục".encode(), "a.txt", "txt"),
        ("Đảng ủy".encode("utf-16"), "a.txt", "txt"),
        ("Đảng ủy các cơ quan".encode("utf-16-le"), "a.txt", "txt"),
        ("BM là viết tắt. MZ cũng vậy.".encode(), "a.txt", "txt"),
        ("ID3 và RIFF là tên".encode(), "a.txt", "txt"),
        (b"{\\rtf1\\ansi van ban}", "a.doc", "rtf"),
        (OLE + stream("WordDocument"), "a.docx", "doc"),
        (OLE + stream("Workbook"), "a", "xls"),
        (OLE + stream("WordDocument") + stream("Workbook"), "a.xls", "xls"),  # an object put into a sheet
        (OLE + stream("PowerPoint Document"), "a.ppt", "ppt"),
        (zipped(xl__workbook="<x/>"), "a.docx", "xlsx"),
        (zipped(ppt__slides="<x/>"), "a.pptx", "pptx"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text"), "a.odt", "odt"),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "a.ods", "ods"),
    ],
)
def test_formats(data: bytes, name: str, wanted: str) -> None:
    assert sniff(data, name) == wanted


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf\n", b"\xff\xfe", bytes(64)])
@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.docx", "a.html"])
def test_empty(data: bytes, name: str) -> None:
    with pytest.raises(EmptyFile, match=name):
        read(data, name)


@pytest.mark.parametrize(
    ("data", "name", "what"),
    [
        (b"GIF89a" + bytes(50), "anh.pdf", "GIF"),
        (OLE, "a.doc", "OLE"),
        (zipped(a="x"), "a.docx", "ZIP"),
        (b"\x1f\x8b\x08" + bytes(range(200)), "a.txt", "GZIP"),
        (b"MZ\x90\x00\x03" + bytes(200), "a.exe", "Windows"),
        (bytes(range(256)) * 20, "a.txt", "nhị phân"),
        (b"van ban\x00\x01\x02\x03" * 30, "a.txt", "nhị phân"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, name: str, what: str) -> None:
    with pytest.raises(UnsupportedFormat, match=what) as raised:
        read(data, name)
    assert name in str(raised.value)


def test_a_picture_is_known_by_its_first_bytes_and_a_text_like_them_is_none() -> None:
    assert sniff(PNG, "anh.pdf") == "picture"
    assert sniff(b"MM\x00*\x00\x00\x00\x08" + bytes(20), "a.tif") == "picture"
    assert sniff("II* là chú thích của bảng hai.".encode(), "a.txt") == "txt"


def test_a_locked_office_file_is_encrypted() -> None:
    with pytest.raises(EncryptedFile, match="mật khẩu"):
        read(OLE + stream("EncryptedPackage"), "a.docx")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.doc", "a.xlsx", "a.pptx"])
def test_text_under_a_false_name_is_damaged(name: str) -> None:
    with pytest.raises(DamagedFile, match=name):
        read(b"chi la van ban", name)


def test_a_truncated_docx_is_damaged() -> None:
    data = zipped(word__document="<w/>" * 500)
    with pytest.raises(DamagedFile, match=r"a\.docx"):
        read(data[: len(data) // 2], "a.docx")
