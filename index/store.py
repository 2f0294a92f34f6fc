"""The collection under one data directory: the catalogue, both indexes and the embedder, opened together.

A store that only reads notices by the catalogue's generation that another process has written, and reopens what it must
before the next search. The lexical index is reloaded at once; Chroma once no writer is busy in it. Until then new
passages are found by their words alone, and what was deleted is not found at all, since every hit is looked up in the
catalogue.
"""

from __future__ import annotations

import shutil
import threading
from functools import cached_property

from corpus.catalogue import Catalogue
from corpus.errors import StaleIndex
from corpus.passages import VERSION as PASSAGES_VERSION
from corpus.settings import Settings
from index import analyze, dense, lexical
from index.dense import DenseIndex
from index.embedder import Embedder, load_embedder
from index.lexical import LexicalIndex

_REOPEN_WAIT_S = 0.2
"""How long a question waits for a writer that is busy in Chroma before it goes on with the vectors it has."""


class Store:
    """Everything under `settings.data_dir`. `light` embeds questions without importing torch; with `create` False a
    data directory that is not there yet reads as an empty one and is not made.

    Raises `StaleIndex` if the indexes were built with another embedder, analysis or cutting of passages, unless `check`
    is False, which is for rebuilding them.
    """

    def __init__(self, settings: Settings, *, light: bool = False, check: bool = True, create: bool = True):
        self.settings = settings
        self._light = light
        self._guard = threading.RLock()
        self.catalogue = Catalogue(settings.data_dir / "catalogue.sqlite3", create=create)
        self._seen = (-1, -1)
        self._dense_seen = -1
        self.refresh()
        if check:
            self.check_fingerprint()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self.dense.close()
        self.catalogue.close()

    @cached_property
    def embedder(self) -> Embedder:
        """The embedding model that the settings name, loaded when first needed."""
        return load_embedder(self.settings, light=self._light)

    @property
    def build(self) -> int:
        """Which build of the indexes is in force; a rebuild writes beside the old one and then moves here."""
        return int(self.catalogue.meta("build", "1"))

    def fingerprint(self) -> str:
        """What the content of the indexes depends on besides the documents."""
        return (
            f"embedder={self.embedder.fingerprint} dim={self.embedder.dim} analysis={analyze.VERSION} "
            f"passages={PASSAGES_VERSION} lexical={lexical.VERSION} dense={dense.VERSION}"
        )

    def check_fingerprint(self) -> None:
        """Raise `StaleIndex` if the indexes on disk were built with other settings than those in force."""
        built, wanted = self.catalogue.meta("fingerprint"), self.fingerprint()
        if built and built != wanted:
            raise StaleIndex(
                f"Chỉ mục trong {self.settings.data_dir} được lập với cấu hình khác ({_difference(built, wanted)}). "
                "Lập lại chỉ mục bằng lệnh: vankien rebuild"
            )

    def open_build(self, build: int) -> None:
        """Open the indexes of a build (1, 2, …), whether or not it is the one in force."""
        folder = self.settings.data_dir
        self.passages_index = LexicalIndex(folder / f"lexical-{build}" / "passages")
        self.documents_index = LexicalIndex(folder / f"lexical-{build}" / "documents")
        self.dense = DenseIndex(folder / "chroma", f"passages-{build}", self.settings.chroma_url)

    def destroy_other_builds(self) -> None:
        """Delete the indexes of builds that are not in force."""
        folder = self.settings.data_dir
        others = [p for p in folder.glob("lexical-*") if p.name != f"lexical-{self.build}"]
        for path in others:
            self.dense.destroy(path.name.replace("lexical-", "passages-"))
            shutil.rmtree(path, ignore_errors=True)  # Windows keeps what another process has open

    def refresh(self) -> None:
        """Notice what another process has written since the last call; cheap when nothing has."""
        with self._guard:
            generation, build = self.catalogue.generation, self.build
            if build != self._seen[1]:
                if self._seen[1] >= 0:
                    self.dense.close()
                self.open_build(build)
                self._dense_seen = generation
                if self._seen[1] >= 0:
                    self._seen = (generation, build)
                    self.check_fingerprint()
            elif generation != self._seen[0]:
                self.passages_index.reload()
                self.documents_index.reload()
            self._seen = (generation, build)
            if self._dense_seen != generation and self.dense.reopen(wait_s=_REOPEN_WAIT_S):
                self._dense_seen = generation

    def wrote(self) -> None:
        """Tell the store that this process made the newest change itself, so its open indexes already show it."""
        with self._guard:
            self._seen = (self.catalogue.generation, self.build)
            self._dense_seen = self._seen[0]


def _difference(built: str, wanted: str) -> str:
    old, new = (dict(part.split("=", 1) for part in text.split()) for text in (built, wanted))
    return ", ".join(f"{key}: {old.get(key, '–')} → {value}" for key, value in new.items() if old.get(key) != value)
