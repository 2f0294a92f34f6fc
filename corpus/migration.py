"""Bringing a catalogue made by an earlier version up to the tables of this one."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing


def migrate(db: sqlite3.Connection, schema: str) -> None:
    """Add to the database the columns, tables and indexes of `schema` that it lacks; nothing is ever taken away.

    `schema` may be run again on a database that has all of it. A column added to a table that holds rows takes its
    default there. SQLite's `user_version` remembers which schema was met, so that the next opening is quick. Safe while
    other processes do the same, and to be interrupted anywhere.
    """
    checksum = zlib.crc32(schema.encode()) & 0x7FFFFFFF
    if db.execute("PRAGMA user_version").fetchone()[0] == checksum:
        return
    with closing(sqlite3.connect(":memory:")) as wanted:
        wanted.executescript(schema)
        db.execute("BEGIN IMMEDIATE")
        try:
            for (table,) in wanted.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                _add_columns(db, wanted, table)
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise
    # Last, for its indexes need the columns.
    db.executescript(schema)
    db.execute(f"PRAGMA user_version = {checksum}")


def _add_columns(db: sqlite3.Connection, wanted: sqlite3.Connection, table: str) -> None:
    held = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
    if not held:  # a table of its own, which `schema` makes
        return
    for _, name, kind, required, default, _ in wanted.execute(f"PRAGMA table_info({table})").fetchall():
        if name not in held:
            rule = f" NOT NULL DEFAULT {default}" if required else ""
            db.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}{rule}")
