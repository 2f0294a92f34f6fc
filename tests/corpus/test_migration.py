"""Data directories made by earlier versions."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus.catalogue import Catalogue
from corpus.migration import migrate
from corpus.rows import SCHEMA
from tests.index.documents import document

FIRST = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    key TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'ready', 'deleting')),
    source TEXT NOT NULL,
    collection TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    format TEXT NOT NULL,
    page_starts TEXT NOT NULL,
    outline TEXT NOT NULL,
    warnings TEXT NOT NULL,
    title TEXT NOT NULL, number TEXT NOT NULL, kind TEXT NOT NULL, issuer TEXT NOT NULL, signed_by TEXT NOT NULL,
    date TEXT NOT NULL, place TEXT NOT NULL, classification TEXT NOT NULL, status TEXT NOT NULL, url TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE UNIQUE INDEX one_ready ON documents (id) WHERE state = 'ready';
CREATE UNIQUE INDEX one_pending ON documents (id) WHERE state = 'pending';
CREATE INDEX by_state ON documents (state);
CREATE INDEX by_hash ON documents (collection, content_hash);
CREATE TABLE passages (
    id TEXT PRIMARY KEY,
    key TEXT NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    page INTEGER,
    outline TEXT NOT NULL
);
CREATE INDEX by_key ON passages (key, ordinal);
CREATE TABLE files (
    collection TEXT NOT NULL,
    source TEXT NOT NULL,
    doc_id TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    PRIMARY KEY (collection, source)
) WITHOUT ROWID;
INSERT INTO meta VALUES ('generation', '7'), ('build', '1');
INSERT INTO documents VALUES ('a.h1', 'a', 'ready', '/kho/a.txt', 'default', 'h1', 'txt', '[]', '[]', '[]',
    'Quy chế', '06-QC/TU', 'quy chế', 'Tỉnh ủy', '', '', '', '', '', '', 'Chi bộ họp định kỳ mỗi tháng một lần.');
INSERT INTO passages VALUES ('a.h1.0', 'a.h1', 0, 0, 37, NULL, '[]');
INSERT INTO files VALUES ('default', '/kho/a.txt', 'a', 'h1');
"""
"""The tables of the first version, with one document in them."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "catalogue.sqlite3"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(FIRST)
    return path


def test_what_an_earlier_version_held_is_still_there_and_can_be_changed(old: Path) -> None:
    for _ in range(2):
        with closing(Catalogue(old)) as catalogue:
            held = catalogue.document("a")
            assert held
            assert (held.text, held.metadata.number) == ("Chi bộ họp định kỳ mỗi tháng một lần.", "06-QC/TU")
            assert (held.marks, held.encoding, held.reading, held.metadata.recipients) == ((), "", "", "")
            [stored] = catalogue.passages("a")
            assert (stored.passage.text, stored.passage.context) == (held.text, "")
            catalogue.intend(document("b", "Đảng phí nộp trước ngày mồng mười."), [])
            assert catalogue.keys("pending")


def test_a_migrated_catalogue_has_the_columns_and_indexes_of_a_new_one(old: Path, tmp_path: Path) -> None:
    def shape(path: Path) -> set[object]:
        with closing(sqlite3.connect(path)) as db:
            things = db.execute("SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
            names = things.fetchall()
            columns = [
                (n, c[1]) for kind, n, _ in names if kind == "table" for c in db.execute(f"PRAGMA table_info({n})")
            ]
            return {*names, *columns, db.execute("PRAGMA user_version").fetchone()}

    Catalogue(old).close()
    Catalogue(tmp_path / "new.sqlite3").close()
    assert shape(old) == shape(tmp_path / "new.sqlite3")


def test_an_interrupted_migration_is_finished_by_the_next(old: Path) -> None:
    with closing(sqlite3.connect(old)) as db:
        db.execute("ALTER TABLE passages ADD COLUMN context TEXT NOT NULL DEFAULT ''")
    with closing(Catalogue(old)) as catalogue:
        assert catalogue.passages("a")


def test_a_catalogue_that_is_up_to_date_is_not_written_to(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite3"
    Catalogue(path).close()
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        migrate(db, SCHEMA)
