"""Who read whose personal data, written to a file before the answer leaves (D12)."""

import fcntl
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from services.chassis import wire
from services.chassis.batches import batches
from services.chassis.errors import AuditUnavailable
from services.chassis.ids import new_id
from services.chassis.storage import audit
from services.chassis.storage.database import Database
from services.chassis.storage.rows import Rows
from services.chassis.storage.sql import Sql

UNLOADED_AT_MOST = timedelta(seconds=60)
_SUFFIX = ".spool"
AT_ONCE = 200
"""Rows to a statement."""


class Spool:
    """One process's file of a service; the lock on it tells the others that its process lives."""

    def __init__(self, folder: Path, service: str) -> None:
        self._folder = folder
        self._service = service
        self._mutex = threading.Lock()
        self._file: int | None = None
        self._oldest: datetime | None = None

    def append(self, row: dict[str, Any]) -> None:
        """One write to the system, so that a killed process loses nothing; AuditUnavailable if it fails."""
        now = row["at"]
        self.check(now)
        line = wire.dumps(row) + b"\n"
        with self._mutex:
            try:
                if self._file is None:
                    self._start()
                assert self._file is not None
                if os.write(self._file, line) != len(line):
                    raise OSError("written in part")
            except OSError as error:
                self._end()
                raise AuditUnavailable() from error
            self._oldest = self._oldest or now

    def check(self, now: datetime) -> None:
        """AuditUnavailable when rows have waited for more than a minute to be loaded."""
        if self._oldest is not None and now - self._oldest > UNLOADED_AT_MOST:
            raise AuditUnavailable()

    def age(self, now: datetime) -> timedelta:
        """How long the oldest row has waited."""
        return timedelta() if self._oldest is None else now - self._oldest

    def load(self, database: Database) -> int:
        """Moves whole files into the audit table, those of dead processes too; tells how many rows.

        A file that was loaded before its process died is loaded once more and adds nothing.
        """
        with self._mutex:
            oldest, self._oldest = self._oldest, None
            self._end()
        try:
            return sum(self._load_file(database, path) for path in sorted(self._folder.glob(self._pattern)))
        except BaseException:
            self._oldest = min(filter(None, (oldest, self._oldest)), default=None)
            raise

    @property
    def _pattern(self) -> str:
        return f"{self._service}.*{_SUFFIX}"

    def _start(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._folder / f"{self._service}.{new_id()}{_SUFFIX}"
        unnamed = path.with_suffix(".new")  # no loader takes it before it is locked
        self._file = os.open(unnamed, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        unnamed.rename(path)

    def _end(self) -> None:
        if self._file is not None:
            file, self._file = self._file, None
            os.close(file)

    def _load_file(self, database: Database, path: Path) -> int:
        with suppress(FileNotFoundError, BlockingIOError), path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            rows = list(_whole_rows(file.read()))
            with database.work() as work:
                for batch in batches(rows, AT_ONCE):
                    _insert(work, batch)
            path.unlink()
            return len(rows)
        return 0


def waiting_of(folder: Path, service: str, district: str) -> int:
    """How many rows of the district wait in the service's files, whoever writes them."""
    count = 0
    for path in folder.glob(f"{service}.*{_SUFFIX}"):
        with suppress(FileNotFoundError):
            count += sum(row["district"] == district for row in _whole_rows(path.read_bytes()))
    return count


def _whole_rows(content: bytes) -> Iterator[dict[str, Any]]:
    """A last line without its end was never answered for."""
    for line in content.split(b"\n")[:-1]:
        with suppress(ValueError):
            yield wire.loads(line)


def _insert(work: Rows, batch: Sequence[dict[str, Any]]) -> None:
    values: list[Any] = []
    for row in batch:
        row["at"] = datetime.fromisoformat(row["at"]).astimezone(UTC)
        values += ({**audit.ADDED, **row}[column] for column in audit.COLUMNS)
    work.run(_insert_of(len(batch)), *values)


@lru_cache(maxsize=AT_ONCE)
def _insert_of(count: int) -> Sql:
    places = ", ".join([f"({', '.join('?' * len(audit.COLUMNS))})"] * count)
    return Sql(f"INSERT INTO audit ({', '.join(audit.COLUMNS)}) VALUES {places} ON CONFLICT DO NOTHING")
