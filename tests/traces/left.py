"""What a house or a service leaves behind: its logs and the chassis's rows, read to the last one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import NullPool, Table, create_engine, select

from services.chassis.settings import DatabaseSettings
from services.chassis.storage.job_table import metadata as of_jobs
from services.chassis.storage.tables import metadata as of_chassis
from tests.traces.marks import Mark, marks_in

KEPT = ("outbox", "inbox", "idempotency", "audit", "audit_objects", "jobs")
LOGS = ("*.log", "data/spool/*.spool")
AROUND = 60


@dataclass(frozen=True)
class Finding:
    place: str
    mark: Mark
    around: str

    def __str__(self) -> str:
        return f"{self.mark.kind} {self.mark.text} in {self.place}: …{self.around}…"


@dataclass
class Left:
    """`read` counts lines by file and rows by table, so that nothing passes for having not been read.

    `own` are addresses of the office itself.
    """

    own: tuple[str, ...] = ()
    read: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)

    def logs(self, folder: Path) -> "Left":
        """The log files and spools of a house."""
        for pattern in LOGS:
            for path in sorted(folder.glob(pattern)):
                with path.open(errors="replace") as lines:
                    for line in lines:
                        self._look(f"log {path.name}", line)
        return self

    def rows(self, database: DatabaseSettings, service: str) -> "Left":
        """Of all districts, as the owner."""
        engine = create_engine(database.owner.replace("{service}", service), poolclass=NullPool)
        with engine.connect() as connection:
            for table in kept_tables():
                for row in connection.execute(select(table)).mappings():
                    self._look(f"{service}.{table.name}", *map(_text, _values(row)))
        engine.dispose()
        return self

    def hold_nothing(self) -> None:
        assert not self.findings, "\n".join(map(str, self.findings[:20]))

    def _look(self, place: str, *texts: str) -> None:
        self.read[place] += 1
        for text in texts:
            for mark in marks_in(text):
                if mark.text in self.own:
                    continue
                at = text.find(mark.text)
                self.findings.append(Finding(place, mark, text[max(0, at - AROUND) : at + AROUND]))


def kept_tables() -> list[Table]:
    tables = {**of_chassis.tables, **of_jobs.tables}
    return [tables[name] for name in KEPT]


def _values(row: Mapping[Any, Any]) -> Iterable[Any]:
    return (value for value in row.values() if isinstance(value, (str, bytes, memoryview)))


def _text(value: Any) -> str:
    """What is sealed is no text: read as some, chance makes addresses of it, but no number and no token."""
    try:
        return value if isinstance(value, str) else bytes(value).decode()
    except UnicodeDecodeError:
        return bytes(value).decode(errors="replace").replace("@", "\N{REPLACEMENT CHARACTER}")
