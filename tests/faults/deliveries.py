"""T8: notify's own handlers under deliveries in any order, doubled, broken off, parked and replayed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy import Integer, MetaData, Table, func, select

from services.chassis.bus.events import decoded, event_queue, hearers_of
from services.chassis.bus.foundation import Foundation
from services.chassis.bus.hearing import Hearer, begin_again, hear
from services.chassis.bus.mirrors import Feeding
from services.chassis.bus.parked import ParkedWorker
from services.chassis.bus.request import Reply
from services.chassis.caller import WHOLE_DISTRICT
from services.chassis.clock import FixedClock
from services.chassis.jobs import Finished, Job, JobState
from services.chassis.storage import inbox, mirroring
from services.chassis.storage.call import Call
from services.chassis.storage.tables import audit, outbox
from services.chassis.storage.tables import inbox as inboxes
from services.notify.messages.store import messages
from services.notify.service import NotifyService
from services.notify.transaction import MIRRORS
from tests.faults.news import TOLD_AT, News, Row, Source

A_DAY = timedelta(days=1)
_districts = count(1)


class BrokenOff(Exception):
    """The handler failed after its effect."""


class ProcessEnded(BaseException):
    """Stands for the end of the process: nothing that a handler's failure calls for is done."""


def _of_an_earlier_shape(table: Table) -> Table:
    """When every area had a parent and a phone was a number: some rows did not fit, or none."""
    earlier = table.to_metadata(MetaData())
    if "parent_id" in earlier.c:
        earlier.c.parent_id.nullable = False
    else:
        earlier.c.duty_phone.type = Integer()
    return earlier


EARLIER = {name: _of_an_earlier_shape(table) for name, table in MIRRORS.items()}
EarlierNotify = type("EarlierNotify", (NotifyService,), {"tables": EARLIER})


@dataclass(frozen=True)
class Asked:
    """In the place of the bus: grids answers at once, or is away."""

    source: Source

    def call(self, service: str, method: str, body: Row, **_: Any) -> Reply:
        return Reply(self.source.call(service, method, body))


@dataclass
class Listener:
    """Notify in a district of its own; its clock goes on when it is told to."""

    foundation: Foundation
    source: Source
    district: str = field(default_factory=lambda: f"t8-{next(_districts)}")
    deliveries: int = 0

    def __post_init__(self) -> None:
        self._clock = FixedClock(TOLD_AT)
        asked: Any = Asked(self.source)
        self.foundation = replace(self.foundation, clock=self._clock, client=asked)
        self._hearers = hearers_of(self.foundation)
        self._earlier = hearers_of(replace(self.foundation, service=EarlierNotify))
        self._worker = ParkedWorker()
        self._worker.foundation, self._worker.hearers = self.foundation, self._hearers
        self._feeding: Job | None = None

    def deliver(self, news: News, fate: str, again: bool = False) -> None:
        """`passes`: handled. `fails`: its effect undone, parked. `ends`: the process ends before the commit.

        `unfit`: heard by notify as it was before, which has no place for some rows. `unasked`: while grids is
        away. `again`: redelivered.
        """
        self.source.hear_of(news)
        self.source.is_away = fate == "unasked"
        envelope = decoded(news.body(self.district))
        for binding in self.foundation.topology.bindings:
            if (binding.service, binding.routing_key) != (self.foundation.name, news.type):
                continue
            [hearer] = [each for each in self._of(fate) if event_queue("notify", each.name) == binding.queue]
            self.deliveries += 1
            try:
                if not again or begin_again(self.foundation, hearer, envelope):
                    hear(self.foundation, hearer, envelope)
            except ProcessEnded:
                pass
        self.source.is_away = False

    def pass_time(self) -> None:
        """Whatever is parked comes to its due time."""
        self._clock.moment += A_DAY
        self._worker.try_due()

    def replay_all(self, in_order: Callable[[list[inbox.Waiting]], Iterable[inbox.Waiting]]) -> None:
        """What is parked or dead is replayed, one behind the other; afterwards nothing is set aside."""
        for one in in_order(self._set_aside()):
            self._clock.moment += timedelta(seconds=1)
            with self.foundation.database.work(self.district) as rows:
                inbox.replay(rows, self.district, one.handler, one.event_id, self._clock.now())
        self._worker.try_due()
        assert self._set_aside() == []

    def forget(self) -> None:
        """What is still set aside does not come to the next listener's time."""
        with self.foundation.database.work(self.district) as rows:
            for one in self._set_aside():
                inbox.drop(rows, self.district, one.handler, one.event_id, self._clock.now())

    def refeed(self) -> None:
        """One step more of a re-feed, or the first of a new one."""
        job = self._feeding or _job()
        service: Any = NotifyService()
        caller = self.foundation.own_caller(self.district)
        words: Any = {"permission": "", "scope": WHOLE_DISTRICT, "writes": True, "action": "refeed"}
        call = Call(
            self.foundation.database,
            NotifyService.transaction,
            caller=caller,
            now=self._clock.now(),
            **words,
        )
        service.begin, service.remote, service.foundation = call.begin, self.source, self.foundation
        try:
            came = Feeding(service, job).step(caller)
            call.commit(None)
        finally:
            call.rollback()
        self._feeding = None if isinstance(came, Finished) else replace(job, cursor=came.cursor)

    def refeed_to_its_end(self) -> None:
        self.refeed()
        while self._feeding is not None:
            self.refeed()

    def recount(self, mirror: str) -> mirroring.Recount:
        rows = self.source.rows(mirror)
        versions = {row["id"]: row["version"] for row in rows}
        gone = {row["id"] for row in rows if row["removed"]}
        paths = {row["id"]: row["path"] for row in rows} if mirror == "areas" else None
        with self.foundation.database.look(self.district) as look:
            return mirroring.recount(look, MIRRORS[mirror], versions, removed=gone, paths=paths)

    def held(self, mirror: str) -> list[Row]:
        table = MIRRORS[mirror]
        columns = [column for column in table.columns if column.name not in ("district", "epoch")]
        return self._all(select(*columns).select_from(table).order_by(table.c.id), table)

    def messages(self) -> list[Row]:
        columns = (messages.c.id, messages.c.case_id)
        return self._all(select(*columns).order_by(messages.c.id), messages)

    def announced(self) -> list[str]:
        """Ids of the messages that were told of as queued."""
        found = self._all(select(outbox.c.subject).order_by(outbox.c.subject), outbox)
        return [row["subject"] for row in found]

    def applied(self) -> dict[str, int]:
        """By handler, how often its effect was kept: each leaves an audit row in its transaction."""
        by_action = select(audit.c.action, func.count().label("times")).group_by(audit.c.action)
        times = {row["action"]: int(row["times"]) for row in self._all(by_action, audit)}
        return {name: times.get(name, 0) for name in self._hearers}

    def handled(self) -> dict[str, set[str]]:
        """By handler, the ids of the events that are done."""
        done = select(inboxes.c.handler, inboxes.c.event_id).where(inboxes.c.state == "done")
        found = self._all(done, inboxes)
        return {name: {row["event_id"] for row in found if row["handler"] == name} for name in self._hearers}

    def _of(self, fate: str) -> Iterable[Hearer]:
        if fate == "unfit":
            return self._earlier.values()
        broken = {"fails": BrokenOff(), "ends": ProcessEnded()}.get(fate)
        return self._hearers.values() if broken is None else _broken(self._hearers.values(), broken)

    def _set_aside(self) -> list[inbox.Waiting]:
        with self.foundation.database.look(self.district) as rows:
            return [one for state in ("parked", "dead") for one in inbox.of_district(rows, state)]

    def _all(self, statement: Any, table: Table) -> list[Row]:
        with self.foundation.database.look(self.district) as rows:
            return rows.all(statement.where(rows.of(table)))


def _broken(hearers: Iterable[Hearer], broken: BaseException) -> list[Hearer]:
    """They do their work, and then it is of no use."""

    def breaking(hearer: Hearer) -> Hearer:
        def apply(service: Any, envelope: Any, call: Any) -> None:
            hearer.apply(service, envelope, call)
            raise broken

        return Hearer(hearer.name, apply)

    return [breaking(hearer) for hearer in hearers]


def _job() -> Job:
    nothing: Any = dict.fromkeys(("cursor", "total", "result", "error", "started_at", "ended_at"))
    words: Any = {"params": {}, "done": 0, "asked_by": "t8", "is_cancelled": False, "version": 1}
    return Job("refeed", "refeed_mirrors", JobState.RUNNING, created_at=TOLD_AT, **nothing, **words)
