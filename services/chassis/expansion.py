"""`python -m services.chassis.expansion`: migrations only add, so that a version runs beside the next (D16).

What the version before still reads or writes stays as it is: nothing is dropped, renamed or narrowed, and a
new column is one that it need not know. A script that takes away what an earlier release has stopped using
says so: `contracts = "what, and since which release"`.
"""

import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from services.chassis.settings import DatabaseSettings, Settings
from services.chassis.storage.migrations import VERSIONS, migrate

SERVICES = Path(__file__).parents[1]
CONTRACTS = "contracts"

# What runs on both databases is seen as it is sent.
NARROWING = {
    "drops": re.compile(r"\bDROP\b", re.I),
    "renames": re.compile(r"\bRENAME\b", re.I),
    "changes a column": re.compile(r"\bALTER\s+(TABLE\s+\S+\s+ALTER|COLUMN)\b", re.I),
    "deletes rows": re.compile(r"^\s*DELETE\b", re.I),
    "adds a column that must be given": re.compile(
        r"\bADD COLUMN\b(?!.*\bDEFAULT\b).*\bNOT NULL\b", re.I | re.S
    ),
}
UNIQUE = re.compile(r"\bCREATE UNIQUE INDEX\b.*?\bON\s+\"?(\w+)", re.I | re.S)
CREATED = re.compile(r"\bCREATE TABLE\s+\"?(\w+)", re.I)
# What a script sends to PostgreSQL alone is seen in its text.
WRITTEN = re.compile(r"drop_\w+\(|alter_column\(|rename_table\(|\b(?:DROP|REVOKE|RENAME)\s", re.I)


@dataclass(frozen=True)
class Finding:
    service: str
    script: str
    what: str

    def __str__(self) -> str:
        return f"{self.service} {self.script}: {self.what}"


def main() -> int:
    found = [finding for service in with_migrations() for finding in findings_of(service)]
    for finding in found:
        print(finding, file=sys.stderr)  # noqa: T201 - a command speaks by printing
    return 1 if found else 0


def with_migrations(services: Path = SERVICES) -> list[str]:
    return sorted(path.parent.name for path in services.glob("*/migrations"))


def findings_of(service: str, folder: Path | None = None) -> list[Finding]:
    """In the order of the scripts; `folder` is where they lie, if not at home."""
    folder = folder or SERVICES / service / "migrations"
    allowed = {
        path.stem for path in _scripts(folder) if re.search(rf"^{CONTRACTS} = ", path.read_text(), re.M)
    }
    sent = [Finding(service, script, what) for script, what in _of_statements(service, folder)]
    written = [
        Finding(service, path.stem, f"writes {match[0].strip()}")
        for path in _scripts(folder)
        for match in WRITTEN.finditer(path.read_text())
    ]
    return [finding for finding in (*sent, *written) if finding.script not in allowed]


def _scripts(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "versions").glob("*.py") if path.stem != "__init__")


def _of_statements(service: str, folder: Path) -> Iterator[tuple[str, str]]:
    created: set[str] = set()
    for script, statements in _sent_by_script(service, folder):
        created.update(match[1] for text in statements if (match := CREATED.search(text)))
        for text in statements:
            yield from (
                (script, f"{what}: {_short(text)}") for what, seen in NARROWING.items() if seen.search(text)
            )
            unique = UNIQUE.search(text)
            if unique and unique[1] not in created:
                yield script, f"makes what is there unique: {_short(text)}"
        created.clear()


def _sent_by_script(service: str, folder: Path) -> Iterator[tuple[str, list[str]]]:
    """A script's statements end with the one that writes its name down."""
    with tempfile.TemporaryDirectory() as place, _listening() as sent:
        address = f"sqlite:///{place}/{{service}}.db"
        settings = Settings(database=DatabaseSettings(app=address, work=address, owner=address))
        migrate(service, settings, folder)
    statements: list[str] = []
    for text, values in sent:
        if VERSIONS in text and re.match(r"\s*(INSERT|UPDATE)\b", text, re.I):
            yield _name_in(text, values, folder), statements
            statements = []
        elif VERSIONS not in text:
            statements.append(text)


@contextmanager
def _listening() -> Iterator[list[tuple[str, Any]]]:
    sent: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, text: str, values: Any, _context: Any, _many: bool) -> None:
        sent.append((text, values))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


def _name_in(text: str, values: Any, folder: Path) -> str:
    """`UPDATE … SET version_num = new WHERE version_num = old`: the first that is told."""
    told = f"{text} {values}"
    return min((path.stem for path in _scripts(folder) if path.stem in told), key=told.find, default="")


def _short(text: str) -> str:
    return " ".join(text.split())[:120]


if __name__ == "__main__":
    sys.exit(main())
