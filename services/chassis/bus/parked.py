"""Tries parked events again at their due time, by whichever instance claims them first."""

import logging
import threading

from nameko.extensions import Entrypoint

from services.chassis import wire
from services.chassis.bus.events import hearers_of
from services.chassis.bus.foundation import Foundation
from services.chassis.bus.hearing import hear
from services.chassis.crash import crash_at
from services.chassis.storage import inbox

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
AT_ONCE = 50


class ParkedWorker(Entrypoint):
    def setup(self) -> None:
        self.foundation: Foundation = self.container.config["linli"]
        self.hearers = hearers_of(self.foundation)
        self._stopping = threading.Event()

    def start(self) -> None:
        self._loop = self.container.spawn_managed_thread(self._run, identifier="parked events")

    def stop(self) -> None:
        self._stopping.set()
        self._loop.wait()

    def _run(self) -> None:
        while not self._stopping.wait(LOOK_EVERY):
            try:
                self.try_due()
            except Exception:
                log.exception("parked events not looked at")

    def try_due(self) -> int:
        """How many were due; each is claimed when its turn comes: a claim counts as a run that was begun."""
        for tried in range(AT_ONCE):
            with self.foundation.database.work() as rows:
                waiting = inbox.due(rows, self.foundation.clock.now(), 1)
            if not waiting:
                return tried
            crash_at("parked_after_claim")
            self._try(waiting[0])
        return AT_ONCE

    def _try(self, waiting: inbox.Waiting) -> None:
        envelope = wire.loads(waiting.envelope or "{}")
        hearer = self.hearers.get(waiting.handler)
        if hearer is None:
            log.error("parked event without a handler", extra={"handler": waiting.handler})
        else:
            gate = self.foundation.gate
            with gate.alone(last=True) if waiting.attempts > 1 else gate.together():
                hear(self.foundation, hearer, envelope)
