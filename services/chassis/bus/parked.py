"""Tries parked events again at their due time, by whichever instance claims them first."""

import logging
from typing import Any

import eventlet
from nameko.extensions import Entrypoint

from services.chassis import wire
from services.chassis.bus.events import hearers_of
from services.chassis.bus.foundation import Foundation
from services.chassis.bus.hearing import hear
from services.chassis.storage import inbox

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
AT_ONCE = 50


class ParkedWorker(Entrypoint):  # type: ignore[misc]
    def setup(self) -> None:
        self.foundation: Foundation = self.container.config["linli"]
        self.hearers = hearers_of(self.foundation)
        self._stopping = False

    def start(self) -> None:
        self._loop = self.container.spawn_managed_thread(self._run, identifier="parked events")

    def stop(self) -> None:
        self._stopping = True
        self._loop.wait()

    def _run(self) -> None:
        while not self._stopping:
            eventlet.sleep(LOOK_EVERY)
            try:
                self.try_due()
            except Exception:
                log.exception("parked events not looked at")

    def try_due(self) -> int:
        """How many were due; each runs beside the others, as a first delivery does."""
        rows = inbox.due(self.foundation.database, now=self.foundation.clock.now(), limit=AT_ONCE)
        for row in rows:
            hearer: Any = self.hearers.get(row.handler)
            if hearer is None:
                log.error("parked event without a handler", extra={"handler": row.handler})
                continue
            with self.foundation.gate.together():
                hear(self.foundation, hearer, wire.loads(row.envelope))
        return len(rows)
