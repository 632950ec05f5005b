"""Files of one moment, copied while others write them."""

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from services.chassis.storage import snapshot
from services.chassis.storage.snapshot import copy_to, held_still, is_whole


@pytest.fixture
def files(tmp_path):
    files = [tmp_path / name for name in ("first.db", "second.db")]
    for file in files:
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("CREATE TABLE counter (n int)")
            connection.execute("INSERT INTO counter VALUES (0)")
    return files


def count_in(file):
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT n FROM counter").fetchone()[0]


def count_on(files, stopping):
    """Always the first file before the second, so that the second is never ahead."""
    with closing(sqlite3.connect(files[0])) as first, closing(sqlite3.connect(files[1])) as second:
        while not stopping.is_set():
            for connection in (first, second):
                with connection:
                    connection.execute("UPDATE counter SET n = n + 1")


def test_no_copy_is_ahead_of_another(files, tmp_path):
    stopping = Event()
    writing = Thread(target=count_on, args=(files, stopping))
    writing.start()
    try:
        for number in range(20):
            copies = [tmp_path / f"{file.name}.{number}" for file in files]
            with held_still(files) as readers:
                for copy, reader in zip(copies, readers, strict=True):
                    copy_to(copy, reader)
            first, second = map(count_in, copies)
            assert first - second in (0, 1)
            assert all(map(is_whole, copies))
    finally:
        stopping.set()
        writing.join()
    assert count_in(files[1]) > 20


def test_what_is_written_while_it_is_copied_is_not_in_the_copy(files, tmp_path):
    with held_still(files) as readers:
        with closing(sqlite3.connect(files[0])) as connection, connection:
            connection.execute("UPDATE counter SET n = 7")
        copy_to(tmp_path / "copy", readers[0])
    assert (count_in(tmp_path / "copy"), count_in(files[0])) == (0, 7)


def test_a_file_that_is_not_there_is_not_made(files):
    missing = files[0].with_name("missing.db")
    with pytest.raises(sqlite3.OperationalError), held_still([files[0], missing]):
        pass
    assert not missing.exists()


def test_a_writer_that_does_not_end_is_not_waited_for_without_end(files, monkeypatch):
    monkeypatch.setattr(snapshot, "WAIT", 0.1)
    with closing(sqlite3.connect(files[0], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError), held_still(files):
            pass


def test_a_broken_file_is_not_whole(tmp_path: Path):
    file = tmp_path / "broken.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE t (a text)")
        connection.executemany("INSERT INTO t VALUES (?)", [("x" * 1000,)] * 100)
    content = bytearray(file.read_bytes())
    content[5000:9000] = bytes(4000)
    file.write_bytes(content)
    assert not is_whole(file)
