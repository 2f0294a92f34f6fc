"""Bytes to text where a file says nothing reliable about its encoding."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from corpus.errors import UnsupportedFormat
from corpus.legacy.conversion import to_unicode

_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 200_000
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x80-\x84\x86-\x9f]")


def decode(data: bytes, name: str, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of `data` and warnings about how it was found.

    Byte order marks first, then UTF-8, then the encoding the document declares, then the Vietnamese encodings before
    Unicode (text in one of them is given as Windows-1252 has its bytes, for `corpus.legacy`), then the best guess of
    charset-normalizer, which leaves a warning. Raises `UnsupportedFormat` if nothing gives plausible text.
    """
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return _lenient(data, encoding, name)
    try:
        return _checked(data.decode("utf-8"), name), ()
    except UnicodeDecodeError as exc:
        # A file that is UTF-8 but for a few bytes (cut in the middle of a letter, two files glued) is still UTF-8.
        if _nearly_utf8(data):
            return _lenient(data, "utf-8", name)
        reason = exc
    for encoding in ("utf-16-le", "utf-16-be"):
        if data[:2000].count(0) > len(data[:2000]) // 8:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if sum(c.isalpha() or c.isspace() for c in text[:2000]) > len(text[:2000]) * 0.7:
                return text, (f"Bảng mã của “{name}” được đoán là {encoding.upper()}.",)
    if declared:
        try:
            return _checked(data.decode(declared), name), ()
        except (LookupError, UnicodeDecodeError):
            pass
    surface = in_codepage(data, "cp1252")
    if to_unicode(surface[:_SAMPLE].splitlines())[1]:
        return surface, ()
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise UnsupportedFormat(
            f"“{name}” không phải văn bản đọc được: không nhận ra bảng mã nào. Hãy lưu lại tệp với bảng mã UTF-8."
        ) from reason
    text = data.decode(best.encoding, errors="replace")
    return _checked(text, name), (f"Bảng mã của “{name}” được đoán là {best.encoding}; hãy kiểm tra dấu tiếng Việt.",)


def in_codepage(data: bytes, codepage: str) -> str:
    """`data` in a code page; bytes that it does not define are those of Latin-1, so that none is lost."""
    try:
        return data.decode(codepage)
    except LookupError:
        return in_codepage(data, "cp1252")
    except UnicodeDecodeError:
        return "".join(_letter(bytes([byte]), codepage) for byte in data)


def _letter(byte: bytes, codepage: str) -> str:
    try:
        return byte.decode(codepage)
    except UnicodeDecodeError:
        return byte.decode("latin-1")


def _nearly_utf8(data: bytes) -> bool:
    """Whether all but a few bytes are UTF-8 that holds letters beyond ASCII."""
    sample = data[:_SAMPLE]
    text = sample.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    beyond = sum(c > "\x7f" for c in text) - broken
    return beyond > 20 * broken


def _lenient(data: bytes, encoding: str, name: str) -> tuple[str, tuple[str, ...]]:
    """Decode with the broken bytes replaced and counted in a warning."""
    text = data.decode(encoding, errors="replace")
    broken = text.count("\ufffd")
    if not broken:
        return _checked(text, name), ()
    if broken > max(3, len(text) // 20):
        raise UnsupportedFormat(
            f"“{name}” không phải văn bản đọc được: {broken} chỗ sai bảng mã. Hãy lưu lại tệp với bảng mã UTF-8."
        )
    return _checked(text, name), (f"{broken} chỗ trong “{name}” sai bảng mã và được thay bằng ký hiệu �.",)


def _checked(text: str, name: str) -> str:
    """`text`, refused if control characters show that it is not text at all."""
    sample = text[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) > max(2, len(sample) // 100):
        raise UnsupportedFormat(
            f"“{name}” không phải văn bản: chứa nhiều ký tự điều khiển."
            " Hãy xin lại tệp gốc ở dạng PDF, DOCX hoặc TXT mã UTF-8."
        )
    return text
