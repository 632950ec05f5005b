"""A folder where a second pair of a signer comes up, and the clock of who reads it."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

from services.chassis.keyring import PRIVATE, PUBLIC, READY_AFTER

NOW = datetime(2026, 3, 5, 8, 30, tzinfo=UTC)


class Seconds:
    """Of a process's own clock."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += seconds


def has_lain(folder: Path, name: str, seconds: float = READY_AFTER) -> None:
    """As if the pair had been there for so long."""
    laid = time.time() - seconds
    for half in (PUBLIC, PRIVATE):
        os.utime(folder / f"{name}{half}", (laid, laid))
