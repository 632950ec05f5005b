"""One running house per data folder: on SQLite every database file has one writing process."""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from services.chassis.settings import Settings


class HouseRuns(Exception):
    """Another process has the service's file open; says which one, as far as it is known."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.pid = file.read_text().strip()
        super().__init__(f"{file} is held by process {self.pid or 'unknown'}")


@contextmanager
def held(settings: Settings, services: Sequence[str]) -> Iterator[None]:
    """Raises HouseRuns. The lock ends with the process, however it ends; the file stays."""
    with ExitStack() as locks:
        if settings.database.app.startswith("sqlite:"):
            settings.data_dir.mkdir(parents=True, exist_ok=True)
            for service in services:
                locks.enter_context(_locked(settings.data_dir / f"{service}.lock"))
        yield


@contextmanager
def _locked(path: Path) -> Iterator[IO[str]]:
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HouseRuns(path) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield file
