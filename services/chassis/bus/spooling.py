"""Moves the spool of audited reads into the database each second (D12)."""

import logging
import threading
from typing import Any

import eventlet

from services.chassis.bus.foundation import Foundation

log = logging.getLogger(__name__)

EVERY = 1.0


class SpoolLoader:
    """Per process: it loads its own spool and those of processes that are no more."""

    def __init__(self, foundation: Foundation) -> None:
        self._foundation = foundation
        self._loop: Any = None
        self._stopping = threading.Event()

    def start(self) -> None:
        self._loop = eventlet.spawn(self._run)

    def stop(self) -> None:
        """Whose disk goes with it has nothing left on it."""
        self._stopping.set()
        if self._loop is not None:
            self._loop.wait()
        self._foundation.denials.flush()
        self._load()

    def _run(self) -> None:
        while not self._stopping.wait(EVERY):
            self._load()

    def _load(self) -> None:
        try:
            self._foundation.denials.flush(self._foundation.clock.now())
            self._foundation.spool.load(self._foundation.database)
        except Exception:
            log.exception("audited reads not loaded")
