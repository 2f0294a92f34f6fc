"""Digesting a document wherever it is done: in this process, or in one that has read it (`corpus.workers`)."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from assistant.digest.digest import VERSION, Digest, digest_of
from assistant.digest.subjects import subject_of
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
    """

    digest: Digest
    reading: str
    vector: np.ndarray
    sketches: tuple[Fingerprint, ...]
    text: str


def digest_document(document: Document, length: int) -> Digested:
    """The digest of a document, with the bundled embedding: whatever embedder searches, summaries stay the same."""
    embed = _embedder().embed_passages
    digest = digest_of(document, embed, length)
    text = own_text(document)
    summary = " ".join(line.text for line in digest.summary)
    vector = embed([f"{digest.title} {summary} {text[:_LEAD]}"])[0]
    subject = subject_of(digest.title, summary, text[:_LEAD], vector, embed)
    return Digested(replace(digest, subject=subject), document.reading, vector, tuple(fingerprints(document)), text)


def configuration(length: int) -> str:
    """What a digest depends on besides the document: digests of another configuration are made anew."""
    return f"digest={VERSION} length={length} embedder={_embedder().fingerprint[:16]}"


def packed(text: str) -> bytes:
    """A text as it is kept."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpacked(data: bytes) -> str:
    """The text that `packed` packed."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


@cache
def _embedder() -> Embedder:
    return LightEmbedder(BUNDLED)
