"""A disk of its own, in memory, that a test may fill: mounting asks for root."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MEGABYTE = 1 << 20


class SmallDisk:
    def __init__(self, place: Path) -> None:
        self.place = place
        self._filler = place / "filler"

    def fill(self) -> None:
        """To the last byte."""
        with self._filler.open("ab") as filler, suppress(OSError):
            while True:
                os.write(filler.fileno(), bytes(MEGABYTE))
        with self._filler.open("ab") as filler, suppress(OSError):
            while True:
                os.write(filler.fileno(), bytes(4096))

    def clear(self) -> None:
        self._filler.unlink(missing_ok=True)


@contextmanager
def small_disk(megabytes: int) -> Iterator[SmallDisk]:
    """Whom the database's server runs as may go in."""
    place = Path(tempfile.mkdtemp(prefix="linli-disk-"))
    try:
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", str(place)],
            check=True,
            capture_output=True,
        )
        place.chmod(0o755)
        try:
            yield SmallDisk(place)
        finally:
            subprocess.run(["umount", "--lazy", str(place)], check=True)
    finally:
        place.rmdir()


def can_mount() -> bool:
    try:
        with small_disk(1):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False
