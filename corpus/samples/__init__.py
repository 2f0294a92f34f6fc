"""Sample documents of a province that does not exist, so that a fresh installation has something to answer from.

`documents/` holds what is ingested. The DOCX and PDF files there are made by `build.py` from the texts in `source/`;
the TXT, MD and HTML files are written by hand. Every document says near its top that it is a sample (VĂN BẢN MẪU).
"""

from __future__ import annotations

from pathlib import Path


def sample_dir() -> Path:
    """The folder that holds the sample documents and nothing else."""
    return Path(__file__).parent / "documents"
