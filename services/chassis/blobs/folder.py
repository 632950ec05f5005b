"""Files in a folder of ours: written aside, on the disk before they are seen."""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path

from services.chassis.blobs.errors import BlobMissing, BlobsUnavailable
from services.chassis.blobs.port import PIECE, checked
from services.chassis.ids import new_id

COMING = ".coming"
"""Where files lie until they are whole; no district is called so."""
LEFT_OVER = 86_400.0
"""Seconds after which what still lies there belongs to nobody."""
SYNCED_EVERY = 4_194_304
"""Bytes; one wait for the disk at the end would hold up every green thread for all of them."""


class FolderBlobs:
    """Folders 0700, files 0600; raises BlobsUnavailable when the folder cannot be made or read."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._coming = folder, folder / COMING
        with _reached():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._coming.mkdir(mode=0o700, exist_ok=True)
            self._sweep()

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        place = self._folder / checked(name)
        if place.exists():
            return
        coming = self._coming / new_id()
        try:
            _write(coming, pieces)
            with _reached():
                if not place.parent.exists():
                    place.parent.mkdir(mode=0o700, exist_ok=True)
                    _sync_folder(self._folder)
                os.replace(coming, place)
                _sync_folder(place.parent)
        finally:
            with suppress(OSError):
                coming.unlink(missing_ok=True)

    def open(self, name: str) -> Iterator[bytes]:
        pieces = _read(self._folder / checked(name))
        next(pieces)  # opens the file: who asks for a missing one hears it now
        return pieces

    def remove(self, name: str) -> None:
        place = self._folder / checked(name)
        with _reached():
            if place.exists():
                place.unlink(missing_ok=True)
                _sync_folder(place.parent)

    def _sweep(self) -> None:
        """Another process may be writing: only what is old is swept."""
        oldest = time.time() - LEFT_OVER
        for file in self._coming.iterdir():
            with suppress(FileNotFoundError):
                if file.stat().st_mtime < oldest:
                    file.unlink()


@contextmanager
def _reached() -> Iterator[None]:
    """Around our own dealings with the disk only: what the pieces raise is not the store's."""
    try:
        yield
    except OSError as error:
        raise BlobsUnavailable from error


def _write(file: Path, pieces: Iterable[bytes]) -> None:
    with _reached():
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        unsynced = 0
        for piece in pieces:
            with _reached():
                _write_all(opened, piece)
                unsynced += len(piece)
                if unsynced >= SYNCED_EVERY:
                    os.fdatasync(opened)
                    unsynced = 0
            time.sleep(0)  # files never wait on the hub: other green threads get their turn here
        with _reached():
            os.fsync(opened)
    finally:
        os.close(opened)


def _write_all(opened: int, piece: bytes) -> None:
    left = memoryview(piece)
    while left:
        left = left[os.write(opened, left) :]


def _read(file: Path) -> Iterator[bytes]:
    """Nothing at first, with the file opened."""
    try:
        opened = file.open("rb", buffering=0)
    except FileNotFoundError:
        raise BlobMissing from None
    except OSError as error:
        raise BlobsUnavailable from error
    with opened:
        yield b""
        while piece := _piece_of(opened):
            yield piece


def _piece_of(opened: FileIO) -> bytes:
    with _reached():
        return opened.read(PIECE)


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
