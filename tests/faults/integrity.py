"""Whether the SQLite files of a house that has just been killed are whole."""

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from deploy.linli.services import SERVICES
from tests.house import House


class FileBroken(Exception):
    """SQLite found something wrong with a file."""


def check_files(house: House) -> int:
    """How many files were found whole; raises FileBroken. Copies are looked at: to open one mends it."""
    data = Path(house.settings["data_dir"])
    with tempfile.TemporaryDirectory(prefix="linli-check-") as folder:
        for service in SERVICES:
            for part in data.glob(f"{service}.db*"):
                shutil.copy(part, folder)
            _check(Path(folder) / f"{service}.db")
    return len(SERVICES)


def _check(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        found += [str(row) for row in connection.execute("PRAGMA foreign_key_check")]
    if found != ["ok"]:
        raise FileBroken(f"{file.name}: {found}")
