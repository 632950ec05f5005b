"""A process learns each second which districts are closed."""

import logging
import threading
from typing import Any

import eventlet

from services.chassis.bus.foundation import Foundation
from services.chassis.errors import DatabaseUnavailable

log = logging.getLogger(__name__)

EVERY = 1.0


class ClosedWatch:
    """Once before anything is begun, then each second."""

    def __init__(self, foundation: Foundation) -> None:
        self._closed = foundation.database.closed
        self._stopping = threading.Event()
        self._loop: Any = None

    def start(self) -> None:
        self._look()
        self._loop = eventlet.spawn(self._run)

    def stop(self) -> None:
        self._stopping.set()
        if self._loop is not None:
            self._loop.wait()

    def _run(self) -> None:
        while not self._stopping.wait(EVERY):
            self._look()

    def _look(self) -> None:
        try:
            self._closed.look()
        except DatabaseUnavailable:
            log.warning("closed districts not looked at; their writes are refused all the same")
