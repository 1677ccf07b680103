"""Where answers are kept: one SQLite file in the user's own cache folder, bounded in size.

The file is a cache and nothing more: one that is foreign, broken, locked or of another shape is left or rebuilt, and
the documents are judged. Several runs may read and write at once (write-ahead log). It holds data only.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

#: The shape of the table; another one is another file.
NAME = "reports-2.sqlite"
#: Bytes that the file may hold before the answers that were not asked for longest go.
MOST = 512_000_000
#: So many answers are written in one transaction.
_TOGETHER = 256
_DAY = 86_400
#: With row numbers: rows lie in the order of their files, and keys stand close together in an index of their own.
_TABLE = (
    "CREATE TABLE IF NOT EXISTS reports (key BLOB PRIMARY KEY, head TEXT NOT NULL, tail TEXT NOT NULL,"
    " extras TEXT NOT NULL, seal BLOB NOT NULL, used INTEGER NOT NULL)"
)


class Row(NamedTuple):
    """An answer: the report as JSON up to its instant, the rest, and what the JSON does not say (``kept``)."""

    head: str
    tail: str
    extras: str


class Store:
    """Answers by key. *now*: seconds since the epoch, for telling which were not asked for in a long time."""

    def __init__(self, connection: sqlite3.Connection, *, now: float, most: int = MOST) -> None:
        self._connection: sqlite3.Connection | None = connection
        self._today, self._most = int(now // _DAY), most
        self._new: list[tuple[bytes, str, str, str, bytes, int]] = []
        self._old: list[bytes] = []

    @classmethod
    def open(cls, *, now: float, most: int = MOST, folder: Path | None = None) -> Store | None:
        """The user's store; ``None`` where there is no place for one."""
        from provenance.rulefiles.cache_folder import cache_folder

        folder = folder or cache_folder()
        if folder is None:
            return None
        path = folder / NAME
        for _ in range(2):
            if not _is_ours(path):
                return None
            try:
                return cls(_connect(path), now=now, most=most)
            except sqlite3.OperationalError:  # locked, no room, no right to write: judged without
                return None
            except sqlite3.DatabaseError:  # not what we wrote: made anew
                _remove(path)
        return None

    def get(self, key: bytes) -> Row | None:
        """The answer for *key*, if there is one and it is whole."""
        if self._connection is None:
            return None
        try:
            found = self._connection.execute(
                "SELECT head, tail, extras, seal, used FROM reports WHERE key = ?", (key,)
            ).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        if found is None:
            return None
        head, tail, extras, seal, used = found
        if not (isinstance(head, str) and isinstance(tail, str) and isinstance(extras, str)):
            return None
        row = Row(head, tail, extras)
        if seal != _seal(key, row):
            return None
        if used != self._today:
            self._old.append(key)
        return row

    def put(self, key: bytes, row: Row) -> None:
        """Keep an answer; it is written with others."""
        self._new.append((key, *row, _seal(key, row), self._today))
        if len(self._new) >= _TOGETHER:
            self._write()

    def close(self) -> None:
        """Write what is not written yet, and forget what has no room."""
        self._write()
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._shrink(self._connection)
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _write(self) -> None:
        new, self._new = self._new, []
        old, self._old = self._old, []
        if self._connection is None or not (new or old):
            return
        try:
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                self._connection.executemany("INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?, ?, ?)", new)
                marks = ((self._today, key) for key in old)
                self._connection.executemany("UPDATE reports SET used = ? WHERE key = ?", marks)
        except sqlite3.Error as error:
            self._give_up(error)

    def _shrink(self, connection: sqlite3.Connection) -> None:
        """The oldest days go until half of the room is free; pages that are free are used again."""
        if self._held(connection) <= self._most:
            return
        days = [day for (day,) in connection.execute("SELECT DISTINCT used FROM reports ORDER BY used").fetchall()]
        for day in days[:-1]:
            with connection:
                connection.execute("DELETE FROM reports WHERE used = ?", (day,))
            if self._held(connection) <= self._most // 2:
                return
        if self._held(connection) > self._most:
            with connection:
                connection.execute("DELETE FROM reports")

    def _held(self, connection: sqlite3.Connection) -> int:
        pages, free, size = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * size)

    def _give_up(self, error: sqlite3.Error) -> None:
        """No cache for the rest of this run; a broken one is taken away, so that the next run makes another."""
        if self._connection is None:
            return
        where = ""
        with suppress(sqlite3.Error):
            where = self._connection.execute("PRAGMA database_list").fetchone()[2]
        with suppress(sqlite3.Error):
            self._connection.close()
        self._connection = None
        if where and not isinstance(error, sqlite3.OperationalError):
            _remove(Path(where))


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=2, isolation_level=None)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA mmap_size = 0")
        connection.execute(_TABLE)
        names = [row[1] for row in connection.execute("PRAGMA table_info(reports)")]
        if names != ["key", "head", "tail", "extras", "seal", "used"]:
            raise sqlite3.DatabaseError("another shape")
    except BaseException:
        connection.close()
        raise
    return connection


def _is_ours(path: Path) -> bool:
    """Whether nothing is there, or a regular file of ours: no link to somebody else's."""
    try:
        state = path.lstat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return stat.S_ISREG(state.st_mode) and (not hasattr(os, "getuid") or state.st_uid == os.getuid())


def _remove(path: Path) -> None:
    for each in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        with suppress(OSError):
            each.unlink()


def _seal(key: bytes, row: Row) -> bytes:
    digest = blake2b(key, digest_size=16)
    for part in row:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.digest()
