"""What a backup's folder says of itself: the moment that it shows, and each file with its hash."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Literal, Self

from services.chassis.storage.snapshot import is_whole

FILE = "manifest.json"
Kind = Literal["sqlite", "postgresql"]


class BackupBroken(Exception):
    """There is no backup, or not all of it; says what is wrong."""


@dataclass(frozen=True)
class Manifest:
    """`files`: SHA-256 by path. `format` grows when an older `linli` cannot read it."""

    moment: datetime
    kind: Kind
    files: Mapping[str, str]
    format: int = 1

    @classmethod
    def of(cls, folder: Path, moment: datetime, kind: Kind) -> Self:
        return cls(moment, kind, {name: _hash(folder / name) for name in _names(folder)})

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Raises BackupBroken."""
        try:
            told = json.loads((folder / FILE).read_text())
            found = cls(datetime.fromisoformat(told["moment"]), told["kind"], told["files"], told["format"])
        except (OSError, ValueError, KeyError, TypeError):
            raise BackupBroken(f"{folder}: no backup, or one that was broken off") from None
        if found.format != 1:
            raise BackupBroken(f"{folder}: made by a newer linli")
        return found

    def written(self, folder: Path) -> Self:
        """Last of all: a folder without it is a backup that was broken off."""
        told = asdict(self) | {"moment": self.moment.isoformat()}
        (folder / FILE).write_text(json.dumps(told, indent=1) + "\n")
        return self

    def verify(self, folder: Path) -> None:
        """Raises BackupBroken, which names the file."""
        for name, expected in self.files.items():
            if not (folder / name).is_file():
                raise BackupBroken(f"{name} is missing")
            if _hash(folder / name) != expected:
                raise BackupBroken(f"{name} has changed")
        for file in folder.glob("*.db"):
            if not is_whole(file):
                raise BackupBroken(f"{file.name} is no whole database")


def _names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def _hash(file: Path) -> str:
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()
