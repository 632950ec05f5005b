"""What a district's backup says of itself: whose it is, of which moment, each file with its hash."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Self

FILE = "manifest.json"
FORMAT = 1
BLOBS = "blobs"


class MoveRefused(Exception):
    """Says why; nothing has been changed."""


@dataclass(frozen=True)
class OfTable:
    rows: int
    sha256: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class OfService:
    """`revision` of the schema; tables by name, in the order in which they come."""

    revision: str | None
    tables: Mapping[str, OfTable]


@dataclass(frozen=True)
class Manifest:
    """`master` is the fingerprint of the key that wraps the district's; `blobs` counts its files, None where
    the house has them on a server."""

    district: str
    moment: datetime
    kind: str
    master: str
    services: Mapping[str, OfService]
    blobs: int | None
    format: int = FORMAT

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Raises MoveRefused."""
        try:
            told = json.loads((folder / FILE).read_text())
            if told["format"] != FORMAT:
                raise MoveRefused(f"{folder}: made by another version of linli")
            told["moment"] = datetime.fromisoformat(told["moment"])
            told["services"] = {name: _of_service(each) for name, each in told["services"].items()}
            return cls(**told)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise MoveRefused(f"{folder}: no district's backup, or one that was broken off") from None

    def written(self, folder: Path) -> Self:
        """Last of all: a folder without it is a backup that was broken off."""
        told = asdict(self) | {"moment": self.moment.isoformat()}
        (folder / FILE).write_text(json.dumps(told, indent=1) + "\n")
        return self

    def verify(self, folder: Path) -> None:
        """Raises MoveRefused, which names the file."""
        for service, of_service in self.services.items():
            for table, said in of_service.tables.items():
                _verify(folder / service / table, said.sha256)
        found = sorted((folder / BLOBS).iterdir()) if (folder / BLOBS).is_dir() else []
        if len(found) != (self.blobs or 0):
            raise MoveRefused(f"{BLOBS}: {len(found)} files, and {self.blobs or 0} were taken out")
        for file in found:
            _verify(file, file.name)


def name_of(folder: Path) -> str:
    """Of this backup, and of no other."""
    return sha256((folder / FILE).read_bytes()).hexdigest()


def _of_service(told: Mapping[str, object]) -> OfService:
    tables = {name: OfTable(**each) for name, each in told["tables"].items()}  # type: ignore[attr-defined]
    in_order = {name: OfTable(each.rows, each.sha256, tuple(each.columns)) for name, each in tables.items()}
    return OfService(str(told["revision"]), in_order)


def _verify(file: Path, expected: str) -> None:
    if not file.is_file():
        raise MoveRefused(f"{file.parent.name}/{file.name} is missing")
    with file.open("rb") as content:
        if file_digest(content, "sha256").hexdigest() != expected:
            raise MoveRefused(f"{file.parent.name}/{file.name} has changed")
