"""Telling a file's format from its content; its name only settles what content cannot (plain text or Markdown)."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePath

from corpus.errors import DamagedFile, EmptyFile, EncryptedFile, UnsupportedFormat

PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
"""What PNG, JPEG and TIFF files begin with."""
_KNOWN = (
    "PDF, DOC, DOCX, RTF, XLS, XLSX, PPT, PPTX, ODT, ODS, ODP, HTML, Markdown, văn bản thuần (TXT)"
    " và ảnh chụp trang (PNG, JPEG, TIFF)"
)
_FOREIGN = (
    (b"GIF8", "ảnh GIF"),
    (b"BM", "ảnh BMP"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén GZIP"),
    (b"BZh", "tệp nén BZIP2"),
    (b"\xfd7zXZ\x00", "tệp nén XZ"),
    (b"%!PS", "PostScript"),
    (b"MZ", "chương trình Windows"),
    (b"\x7fELF", "chương trình Linux"),
    (b"SQLite format 3\x00", "cơ sở dữ liệu SQLite"),
    (b"ID3", "âm thanh MP3"),
    (b"OggS", "âm thanh Ogg"),
    (b"RIFF", "âm thanh hoặc ảnh RIFF"),
)
# Two-letter signatures are also how ordinary text may begin ("BM", "MZ"); they count only before binary bytes.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# The comments before are skipped by a loop: a pattern for them would try every way to divide them.
_HTML = re.compile(
    rb"\s*<(?:!doctype\s+html|html|head|body|article|main|div|meta|title"
    rb"|table|section|p|h[1-6])\b",
    re.I | re.S,
)
_ZIPPED = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_OLE = (
    ("EncryptedPackage", ""),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
"""Streams of an OLE container, by which its application is known."""
_OFFICE_NAMES = {".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".odp", ".pdf", ".rtf"}
_MARKDOWN_NAMES = {".md", ".markdown", ".mdown"}
_HTML_NAMES = {".html", ".htm", ".xhtml"}


def sniff(data: bytes, name: str) -> str:
    """The format of `data`: "pdf", "docx", "xlsx", "pptx", "doc", "xls", "ppt", "odt", "ods", "odp", "rtf", "html",
    "md", "txt" or "picture". `name` is used for its extension and in messages.

    Raises `EmptyFile` if there are no bytes but white space, `EncryptedFile` for a locked Office file,
    `UnsupportedFormat` naming what was found otherwise, and `DamagedFile` where a supported format's own container is
    broken.
    """
    if not data.strip(b" \t\r\n\x0b\x0c\x00\xef\xbb\xbf\xff\xfe"):
        raise EmptyFile(f"“{name}” trống, không có nội dung nào. Hãy kiểm tra lại tệp gốc rồi nạp lại.")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _zipped(data, name)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole(data, name)
    if data.lstrip(b" \t\r\n\xef\xbb\xbf").startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(PICTURES) and _BINARY.search(data[:512]):
        return "picture"
    for signature, what in _FOREIGN:
        if data.startswith(signature) and (len(signature) > 3 or _BINARY.search(data[:512])):
            raise UnsupportedFormat(_refusal(name, what))
    if _looks_binary(data):
        raise UnsupportedFormat(_refusal(name, "dữ liệu nhị phân không phải văn bản"))
    extension = PurePath(name).suffix.lower()
    if _HTML.match(_past_preamble(data[:4096])):
        return "html"
    if extension in _HTML_NAMES and re.search(rb"<[a-zA-Z!/]", data[:65536]):
        return "html"
    if extension in _OFFICE_NAMES:
        raise DamagedFile(
            f"“{name}” mang đuôi {extension} nhưng nội dung không phải {extension[1:].upper()}: phần đầu tệp bị"
            " mất hoặc tệp bị đổi tên. Hãy xin lại tệp gốc."
        )
    return "md" if extension in _MARKDOWN_NAMES else "txt"


def _refusal(name: str, what: str) -> str:
    return f"“{name}” là {what}, chưa có bộ đọc cho loại này. Các loại đọc được: {_KNOWN}."


def _zipped(data: bytes, name: str) -> str:
    """What kind of document a ZIP container is."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            kind = b""
            if "mimetype" in names:
                with archive.open("mimetype") as part:
                    kind = part.read(100).strip()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, RuntimeError, zlib.error) as exc:
        what = next((what for prefix, what in _ZIPPED if prefix.encode() in data), PurePath(name).suffix[1:].lower())
        if f".{what}" in _OFFICE_NAMES:
            raise DamagedFile(
                f"“{name}” là tệp {what.upper()} bị hỏng hoặc bị cắt cụt, không mở được. Hãy xin lại tệp gốc."
            ) from exc
        raise UnsupportedFormat(_refusal(name, "tệp nén ZIP bị hỏng")) from exc
    for prefix, what in _ZIPPED:
        if any(entry.startswith(prefix) or entry.endswith("/" + prefix) for entry in names):
            return what
    if "mimetype" in names:
        if kind in _OPEN_DOCUMENT:
            return _OPEN_DOCUMENT[kind]
        raise UnsupportedFormat(_refusal(name, "sách điện tử hoặc loại OpenDocument khác"))
    raise UnsupportedFormat(_refusal(name, "tệp nén ZIP"))


def _ole(data: bytes, name: str) -> str:
    """What kind of document an OLE container is, by the UTF-16 names of its streams."""
    # A name is followed by zeros to the end of its 64 bytes. Objects put into a document have streams of their own.
    found = [what for stream, what in _OLE if stream.encode("utf-16-le") + b"\x00\x00" in data]
    if "" in found:
        raise EncryptedFile(f"“{name}” là tài liệu Office có mật khẩu. Hãy bỏ mật khẩu rồi nạp lại.")
    if not found:
        raise UnsupportedFormat(_refusal(name, "tệp Office đời cũ (OLE) không rõ loại"))
    named = PurePath(name).suffix[1:].lower()
    return named if named in found else found[0]


def _looks_binary(data: bytes) -> bool:
    """Whether the bytes cannot be text in any encoding read here: control bytes where UTF-16 does not explain them."""
    sample = data[:65536]
    if data.startswith(_UTF16):
        return False
    controls = len(_BINARY.findall(sample))
    if not controls:
        return False
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    # UTF-16 without a byte order mark: Latin text has nearly all of its zero bytes on one side.
    if max(even, odd) > len(sample) // 8 and 20 * min(even, odd) <= max(even, odd):
        return False
    return controls > len(sample) // 200 or b"\x00" in sample


def _past_preamble(head: bytes) -> bytes:
    """`head` after a byte order mark, an XML declaration and comments."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for opening, closing in ((b"<?xml", b"?>"), (b"<!--", b"-->")):
        while head.startswith(opening) and (end := head.find(closing)) >= 0:
            head = head[end + len(closing) :].lstrip()
    return head
