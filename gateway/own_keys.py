"""Secrets of the gateway's own, made at the first start; who shares the folder of keys shares them."""

import os
from contextlib import suppress
from pathlib import Path

from services.chassis.key_files import read_secret, write_secret

BYTES = 32


def own_key(folder: Path, name: str) -> bytes:
    """Raises KeyFileUnusable."""
    file = folder / name
    if not file.exists():
        with suppress(OSError):  # where keys are given and not made, the reading says what is missing
            _make(file)
    return read_secret(file)


def _make(file: Path) -> None:
    """Written aside and linked into place: of two that start at once, one key stays."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = file.with_suffix(f".{os.getpid()}")
    write_secret(aside, os.urandom(BYTES))
    try:
        os.link(aside, file)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
