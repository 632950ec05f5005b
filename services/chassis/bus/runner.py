"""Runs parts (services, the gateway) in one process, and stops them within a bound (defect 13)."""

import logging
import os
import signal
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import eventlet

from services.chassis.bus.probe import Probe
from services.chassis.settings import Settings

log = logging.getLogger(__name__)

READY_WITHIN = 30.0


class Part(Protocol):
    """Something that runs in this process; `stop` waits for work in hand."""

    name: str

    def start(self) -> None: ...
    def stop(self) -> None: ...
    def is_ready(self) -> bool: ...


class Runner:
    """Parts start in order and stop in reverse order."""

    def __init__(self, parts: Sequence[Part], settings: Settings, probe_name: str) -> None:
        self._parts, self._settings = parts, settings
        self._stopping = False
        port = settings.probe.ports.get(probe_name, 0)
        self.probe = Probe(settings.probe.host, port, self._checks)

    def run(self, on_ready: Callable[[], None] = lambda: None) -> None:
        """Until SIGTERM or SIGINT; exits the process when the bound of the stop is passed."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask_to_stop)
        self.probe.start()
        for part in self._parts:
            part.start()
        self._wait_ready()
        if not self._stopping:
            log.info("ready", extra={"probe_port": self.probe.port})
            on_ready()
        while not self._stopping:
            eventlet.sleep(0.1)
        self._stop()

    def _ask_to_stop(self, _number: int, _frame: Any) -> None:
        self._stopping = True

    def _checks(self) -> dict[str, bool]:
        return {part.name: part.is_ready() for part in self._parts} | {"staying": not self._stopping}

    def _wait_ready(self) -> None:
        """Starts even when a broker or database is away: it is red on /readyz until they are back."""
        with eventlet.Timeout(READY_WITHIN, False):
            while not self._stopping and not all(part.is_ready() for part in self._parts):
                eventlet.sleep(0.02)

    def _stop(self) -> None:
        bound = self._settings.limits.stop_within
        log.info("stopping", extra={"within_seconds": bound})
        try:
            with eventlet.Timeout(bound):
                for part in reversed(self._parts):
                    part.stop()
                self.probe.stop()
        except eventlet.Timeout:
            # Events go back to their queues when the process ends; a call is made again with its key.
            log.error("stop took too long; leaving")
            os._exit(1)
        log.info("stopped")
