"""What an office file (DOCX, XLSX, PPTX: XML parts in a zip archive) must not do to whoever opens it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from io import BytesIO

from corpus.errors import DamagedFile, EncryptedFile, ReadError, TooLarge
from corpus.limits import Limits

_MEGA = 1_000_000
_MAX_XML = 200 * _MEGA
"""Bytes that one XML part may unpack to; its tree takes several times that."""
_MAX_TAGS = 10 * _MEGA
"""Elements in all XML parts; each takes 100 bytes or more of a tree."""
_MAX_PARTS = 20_000
_MAX_RATIO = 400
"""How many times its size a large part may unpack to; XML of office documents packs 10 to 50 times."""
_LARGE = 10 * _MEGA
_LOCAL_HEADER = 30
"""Bytes that stand before a part's name in the archive, at least."""
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)


def guard(data: bytes, name: str, limits: Limits) -> None:
    """Refuse an archive that would unpack without measure, is encrypted, or declares XML entities.

    Only sizes that the archive states are looked at before anything is unpacked; what states too little breaks off
    when it is read. Archives inside the archive are pictures to us and never opened. Raises `TooLarge`,
    `EncryptedFile` and `DamagedFile`.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_sizes(parts, name, limits)
            if any(part.flag_bits & 1 for part in parts):
                raise EncryptedFile(f"“{name}” có mật khẩu. Hãy bỏ mật khẩu rồi nạp lại.")
            _check_xml(archive, [p for p in parts if p.filename.lower().endswith((".xml", ".rels"))], name)
    except ReadError:
        raise
    except Exception as exc:  # zipfile, zlib and lzma raise errors without a common root on broken archives
        raise DamagedFile(
            f"“{name}” là tệp Office (DOCX, XLSX, PPTX) bị hỏng hoặc bị cắt cụt. Hãy xin lại tệp gốc."
        ) from exc


def _check_sizes(parts: list[zipfile.ZipInfo], name: str, limits: Limits) -> None:
    total = sum(part.file_size for part in parts)
    swollen = any(p.file_size > _LARGE and p.file_size > _MAX_RATIO * max(p.compress_size, 1) for p in parts)
    if swollen or total > limits.max_unzipped_mb * _MEGA:
        raise TooLarge(
            f"“{name}” bung ra {total // _MEGA} MB, quá mức của một văn bản (giới hạn {limits.max_unzipped_mb:g} MB,"
            " max_unzipped_mb trong cấu hình); có thể là tệp nén độc hại nên không mở."
        )
    if len(parts) > _MAX_PARTS or _overlap(parts):
        raise TooLarge(
            f"“{name}” được nén bất thường ({len(parts)} phần, quá nhiều hoặc chồng lên nhau), kiểu của tệp nén độc hại"
            " nên không mở. Hãy mở bằng Word hoặc Excel và lưu lại."
        )


def _overlap(parts: Iterable[zipfile.ZipInfo]) -> bool:
    """Whether the same packed bytes serve for several parts: so a small file unpacks to a huge one."""
    end = 0
    for part in sorted(parts, key=lambda p: p.header_offset):
        if part.header_offset < end:
            return True
        end = part.header_offset + _LOCAL_HEADER + part.compress_size
    return False


def _check_xml(archive: zipfile.ZipFile, parts: Iterable[zipfile.ZipInfo], name: str) -> None:
    tags = 0
    for part in parts:
        if part.file_size > _MAX_XML:
            raise TooLarge(
                f"“{name}” có phần XML bung ra {part.file_size // _MEGA} MB, quá giới hạn {_MAX_XML // _MEGA} MB."
                " Hãy tách nhỏ tệp."
            )
        tail = b""
        with archive.open(part) as stream:
            while chunk := stream.read(1 << 20):
                # Without its zeros UTF-16 reads as ASCII here.
                seen = tail + chunk.replace(b"\0", b"")
                # Text cannot look like a document type, as its "<" is escaped.
                if _DOCTYPE.search(seen):
                    raise DamagedFile(
                        f"“{name}” khai báo thực thể XML, điều không có trong tệp Office bình thường nên không mở."
                        " Hãy mở bằng Word hoặc Excel và lưu lại."
                    )
                tags += chunk.count(b"<") - chunk.count(b"</")
                tail = seen[-16:]
        if tags > _MAX_TAGS:
            raise TooLarge(f"“{name}” có hơn {_MAX_TAGS // _MEGA} triệu phần tử XML, quá giới hạn. Hãy tách nhỏ tệp.")
