"""Make the sample DOCX and PDF files from `source/`: `python -m corpus.samples.build [folder]`.

Needs the `dev` extra (reportlab) and the Debian package fonts-noto-core. With the toolchain named in
`source/BUILT_WITH` the files come out byte for byte as committed.
"""

from __future__ import annotations

import hashlib
import sys
import zlib
from importlib.metadata import version
from pathlib import Path

from corpus.samples import sample_dir
from corpus.samples.markup import read_sources
from corpus.samples.write_docx import write_docx
from corpus.samples.write_pdf import FONT_DIR, FONT_FILES, write_pdf

SOURCE_DIR = Path(__file__).parent / "source"
BUILT_WITH = SOURCE_DIR / "BUILT_WITH"
_WRITERS = {".docx": write_docx, ".pdf": write_pdf}


def fonts_present() -> bool:
    """Whether all fonts that the PDFs embed are installed."""
    return all((FONT_DIR / name).is_file() for name in FONT_FILES.values())


def toolchain() -> str:
    """What the bytes of the files depend on beside the sources, one `name value` a line."""
    lines = [f"{name} {version(name)}" for name in ("reportlab", "python-docx", "lxml")]
    lines.append(f"zlib {zlib.ZLIB_RUNTIME_VERSION}")
    for name in FONT_FILES.values():
        lines.append(f"{name} {hashlib.sha256((FONT_DIR / name).read_bytes()).hexdigest()[:16]}")
    return "\n".join(lines) + "\n"


def build(folder: Path) -> list[Path]:
    """Write every generated sample into `folder`; returns the paths written, in the order of the sources."""
    written = []
    for source in read_sources(SOURCE_DIR):
        path = folder / source.file
        _WRITERS[path.suffix](source, path)
        written.append(path)
    return written


def main() -> None:
    """Build into the folder named on the command line, or into the package with a new `BUILT_WITH`."""
    if not fonts_present():
        sys.exit(f"Noto Serif is not in {FONT_DIR}; install the Debian package fonts-noto-core.")
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1])
        folder.mkdir(parents=True, exist_ok=True)
    else:
        folder = sample_dir()
        BUILT_WITH.write_text(toolchain(), encoding="utf-8")
    for path in build(folder):
        print(path)


if __name__ == "__main__":
    main()
