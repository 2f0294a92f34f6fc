"""Photographs and scans that come as pictures (PNG, JPEG, TIFF), as a PDF of one page for each."""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image, ImageOps, ImageSequence

from corpus.errors import DamagedFile, TooLarge

_MAX_PIXELS = 120_000_000
"""A telephone's largest pictures have 108 million."""
_A4_INCHES = 11.69
_PLAUSIBLE = range(100, 1201)
"""Dots an inch that a scanner may have; cameras write 72 whatever they took."""


def as_pdf(data: bytes, name: str, max_pages: int) -> bytes:
    """A PDF with the pictures of a file, each as large as its resolution says, or else as long as A4.

    A photograph is turned as its camera says it was held. Raises `TooLarge` over `max_pages` pictures or 120 million
    pixels, and `DamagedFile` if it cannot be opened.
    """
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(data)) as opened:
            count = getattr(opened, "n_frames", 1)
            if count > max_pages:
                raise TooLarge(
                    f"“{name}” có {count} ảnh, quá giới hạn {max_pages} trang (max_pages). Hãy tách nhỏ tệp."
                )
            out = BytesIO()
            for frame in ImageSequence.Iterator(opened):
                _add(frame, out, name)
            return out.getvalue()
    except Image.DecompressionBombError as exc:
        raise _too_large(name) from exc
    # What PIL's decoders raise on broken files has no common root.
    except (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError, ArithmeticError) as exc:
        raise DamagedFile(
            f"“{name}” là ảnh bị hỏng hoặc bị cắt cụt ({type(exc).__name__}). Hãy xin lại tệp gốc."
        ) from exc


def _add(frame: Image.Image, out: BytesIO, name: str) -> None:
    """Put one picture behind the pages that are in `out` already."""
    if frame.width * frame.height > _MAX_PIXELS:
        raise _too_large(name)
    given = frame.info.get("dpi", (0, 0))[0]
    picture = ImageOps.exif_transpose(frame)
    if picture.mode in ("RGBA", "LA", "PA", "P"):
        seen = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)
    picture = picture.convert("L" if picture.mode in ("1", "L", "I;16", "I", "F") else "RGB")
    resolution = float(given) if given and round(given) in _PLAUSIBLE else max(picture.size) / _A4_INCHES
    picture.save(out, format="PDF", resolution=resolution, quality=95, append=bool(out.tell()))


def _too_large(name: str) -> TooLarge:
    return TooLarge(f"“{name}” có hơn {_MAX_PIXELS // 1_000_000} triệu điểm ảnh. Hãy lưu lại ảnh nhỏ hơn rồi nạp lại.")
