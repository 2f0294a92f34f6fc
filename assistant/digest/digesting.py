"""Digesting a document wherever it is done: in this process, or in one that has read it (`corpus.workers`)."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from assistant.digest.digest import VERSION, Digest, digest_of
from assistant.digest.subjects import subject_of
from assistant.digest.summary import Embed
from corpus.fingerprints import Fingerprint, fingerprints, own_text
from corpus.records import Document
from index.embedder import BUNDLED, Embedder, LightEmbedder

_LEAD = 2_000
"""Characters of a text that say, after its title and summary, what it is about."""


@dataclass(frozen=True, slots=True)
class Digested:
    """A digest with what a bulletin needs to put it beside others.

    `reading` is the version of the readers; `vector` is float32, shape (dim,), of unit length, of title, summary and
    beginning; `sketches` are the fingerprints of the text, and `text` the article alone, for telling near-duplicates.
    `document` is there where it was asked for, and is not kept.
    """

    digest: Digest
    reading: str
    vector: np.ndarray
    sketches: tuple[Fingerprint, ...]
    text: str
    document: Document | None = None


def digest_document(document: Document, length: int, *, whole: bool = False) -> Digested:
    """The digest of a document, with the bundled embedding: whatever embedder searches, summaries stay the same.

    With `whole` the document comes along.
    """
    embed = summary_embed()
    digest = digest_of(document, embed, length)
    text = own_text(document)
    summary = " ".join(line.text for line in digest.summary)
    vector = embed([f"{digest.title} {summary} {text[:_LEAD]}"])[0]
    subject = subject_of(digest.title, summary, text[:_LEAD], vector, embed)
    sketches = tuple(fingerprints(document))
    digest = replace(digest, subject=subject)
    return Digested(digest, document.reading, vector, sketches, text, document if whole else None)


def configuration(length: int, model: str = "") -> str:
    """What a digest depends on besides the document: digests of another configuration are made anew."""
    written = f" model={model}" if model else ""
    return f"digest={VERSION} length={length} embedder={_embedder().fingerprint[:16]}{written}"


def summary_embed() -> Embed:
    """The embedding that summaries are made with: float32, shape (n, dim), L2-normalised."""
    return _embedder().embed_passages


def packed(text: str) -> bytes:
    """A text as it is kept."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpacked(data: bytes) -> str:
    """The text that `packed` packed."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


@cache
def _embedder() -> Embedder:
    return LightEmbedder(BUNDLED)
