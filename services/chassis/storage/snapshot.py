"""Copies of SQLite files as they all were at one moment, while a house goes on writing them."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

WAIT = 10.0
"""Seconds for the one writer of each file to be through."""


@contextmanager
def held_still(files: Sequence[Path]) -> Iterator[list[sqlite3.Connection]]:
    """Readers of the files, all of the same moment: in it nobody wrote to any of them.

    Writers wait for as long as it takes to begin a reading of each, some milliseconds.
    Raises sqlite3.OperationalError when a file is not there or stays in another's hand.
    """
    with ExitStack() as readers, ExitStack() as writers:
        for file in files:
            _begun(writers, file, "BEGIN IMMEDIATE")
        reading = [_begun(readers, file, "BEGIN") for file in files]
        for reader in reading:
            reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
        writers.close()
        yield reading


def copy_to(file: Path, reader: sqlite3.Connection) -> None:
    """What the reader sees, whole, on the disk."""
    with closing(sqlite3.connect(file)) as target:
        reader.backup(target)


def is_whole(file: Path) -> bool:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        try:
            return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))
        except sqlite3.DatabaseError:
            return False


def _begun(open_ones: ExitStack, file: Path, begin: str) -> sqlite3.Connection:
    address = f"file:{file}?mode=rw"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=WAIT)
    open_ones.callback(connection.close)
    connection.execute(begin)
    return connection
