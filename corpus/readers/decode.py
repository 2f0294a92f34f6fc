"""Bytes to text where a file says nothing reliable about its encoding."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from corpus.errors import UnsupportedFormat

_VIETNAMESE = "ăâđêôơưĂÂĐÊÔƠƯ"
_MARKS = "\u0300\u0301\u0303\u0309\u0323"
_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 200_000
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x80-\x84\x86-\x9f]")


def decode(data: bytes, name: str, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of `data` and warnings about how it was found.

    Byte order marks first, then UTF-8, then the encoding the document declares, then Windows-1258 (Vietnamese with
    combining marks), then the best guess of charset-normalizer; the last two leave a warning. Raises
    `UnsupportedFormat` if nothing gives plausible text.
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
    text = data.decode("cp1258", errors="replace")
    vietnamese = sum(text[:_SAMPLE].count(c) for c in _VIETNAMESE + _MARKS)
    if (
        text[:_SAMPLE].count("\ufffd") == 0
        and vietnamese > len(text[:_SAMPLE]) // 50
        and any(m in text for m in _MARKS)
    ):
        return _checked(text, name), (f"Bảng mã của “{name}” được đoán là Windows-1258; hãy kiểm tra dấu tiếng Việt.",)
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise UnsupportedFormat(
            f"“{name}” không phải văn bản đọc được: không nhận ra bảng mã nào. Hãy lưu lại tệp với bảng mã UTF-8."
        ) from reason
    text = data.decode(best.encoding, errors="replace")
    return _checked(text, name), (f"Bảng mã của “{name}” được đoán là {best.encoding}; hãy kiểm tra dấu tiếng Việt.",)


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
