"""Small documents for tests of the index."""

import hashlib

from corpus.records import Document, Metadata
from index.filters import facts_of

FACTS = facts_of("a", Metadata(), "default")


def document(name: str, text: str, title: str = "") -> Document:
    return Document(
        id=name,
        source=f"/kho/{name}.txt",
        content_hash=hashlib.sha256(text.encode()).hexdigest(),
        format="txt",
        text=text,
        metadata=Metadata(title=title),
    )
