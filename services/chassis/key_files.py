"""Files that hold secret keys: made with mode 0600, refused when anybody else may read them (D11)."""

import os
from pathlib import Path

from services.chassis.errors import KeyFileProblem, KeyFileUnusable

ANYBODY_ELSE = 0o077


def refuse_open(path: Path) -> None:
    """Raises KeyFileUnusable; the file itself may be out of reach, when it is another service's key."""
    if path.stat().st_mode & ANYBODY_ELSE:
        raise KeyFileUnusable(file=path.name, problem=KeyFileProblem.OPEN_TO_OTHERS)


def read_secret(path: Path) -> bytes:
    """Raises KeyFileUnusable. The mode is asked of the opened file, so it cannot be swapped between."""
    try:
        opened = os.open(path, os.O_RDONLY)
    except OSError:
        raise KeyFileUnusable(file=path.name, problem=KeyFileProblem.MISSING) from None
    with os.fdopen(opened, "rb") as file:
        if os.fstat(opened).st_mode & ANYBODY_ELSE:
            raise KeyFileUnusable(file=path.name, problem=KeyFileProblem.OPEN_TO_OTHERS)
        return file.read()


def write_secret(path: Path, secret: bytes) -> None:
    """A new file, on the disk when this returns; raises KeyFileUnusable rather than replace a key."""
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise KeyFileUnusable(file=path.name, problem=KeyFileProblem.THERE_ALREADY) from None
    with os.fdopen(opened, "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(opened)
