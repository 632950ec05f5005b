"""A file that is not whole is found."""

import sqlite3
from contextlib import closing
from types import SimpleNamespace

import pytest

from deploy.linli.services import SERVICES
from tests.faults.integrity import FileBroken, check_files

MUCH = "x" * 300


@pytest.fixture
def house(tmp_path):
    for service in SERVICES:
        with closing(sqlite3.connect(tmp_path / f"{service}.db")) as connection:
            connection.execute("CREATE TABLE cases (id TEXT PRIMARY KEY, text TEXT)")
            connection.executemany("INSERT INTO cases VALUES (?, ?)", [(f"{n}", MUCH) for n in range(200)])
            connection.commit()
    return SimpleNamespace(settings={"data_dir": str(tmp_path)})


def test_whole_files_are_counted(house):
    assert check_files(house) == len(SERVICES)


def test_a_row_without_its_place_in_the_index_is_found(house, tmp_path):
    with closing(sqlite3.connect(tmp_path / "grids.db")) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("CREATE INDEX by_text ON cases (text)")
        connection.execute(
            "UPDATE sqlite_schema SET sql = 'CREATE INDEX by_text ON cases (id)' WHERE name = 'by_text'"
        )
        connection.commit()
    with pytest.raises(FileBroken, match=r"grids\.db"):
        check_files(house)


def test_to_look_leaves_the_files_as_they_were(house, tmp_path):
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    check_files(house)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
