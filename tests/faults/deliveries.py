"""T8: mirrors and other handlers under deliveries in any order, doubled, broken off, parked and replayed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import insert, select, update

from services.chassis import wire
from services.chassis.caller import WHOLE_DISTRICT, Caller
from services.chassis.storage import inbox, mirroring
from services.chassis.storage.call import AlreadyHandled, Call, InboxClaim
from services.chassis.storage.database import Database
from services.chassis.storage.rows import Rows
from services.chassis.storage.transaction import Transaction
from tests.chassis.storage.shop.tables import areas, gardens, plots

Row = dict[str, Any]
GARDEN = "garden-1"
WAITS = (timedelta(minutes=1), timedelta(minutes=5))
_districts = count(1)


class BrokenOff(Exception):
    """The handler failed after its effect, or its process ended."""


@dataclass(frozen=True)
class Event:
    """A batch of rows, each with its version."""

    id: str
    rows: tuple[tuple[str, int], ...]

    @property
    def body(self) -> str:
        rows = [row_of(id, version) for id, version in self.rows]
        return wire.dumps({"id": self.id, "data": {"rows": rows}}).decode()


def row_of(id: str, version: int) -> Row:
    """Every third version is a removal."""
    return {"id": id, "name": f"{id} at {version}", "version": version, "removed": version % 3 == 0}


@dataclass
class Listener:
    """Hears each event with a mirror and with a counter, in a district of its own."""

    database: Database
    district: str = field(default_factory=lambda: f"t8-{next(_districts)}")
    now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    deliveries: int = 0

    def __post_init__(self) -> None:
        self.caller = Caller(self.district, "shop", "service")
        with self.database.work(self.district) as rows:
            here = {"district": self.district}
            rows.execute(insert(areas).values(id="area-1", path="a/", name="East", **here))
            garden = {"id": GARDEN, "area_id": "area-1", "name": "by the well", "beds": 0, "version": 1}
            rows.execute(insert(gardens).values(garden | here))

    def deliver(self, event: Event, fate: str) -> None:
        """`ends`: nothing is kept. `fails`: nothing but the parked event. `passes`: both handlers end."""
        for handler in HANDLERS:
            self.deliveries += 1
            try:
                self._handle(handler, event.id, event.body, fate)
            except BrokenOff:
                if fate == "fails":
                    self._park(handler, event)

    def replay_all(self) -> None:
        """What is parked comes to its due time, what is dead is replayed, until nothing is set aside."""
        while waiting := self._set_aside():
            for one in waiting:
                with self.database.work(self.district) as rows:
                    inbox.replay(rows, self.district, one.handler, one.event_id, self.now)
                self._handle(one.handler, one.event_id, str(one.envelope), "passes")

    def refeed(self, source: dict[str, int]) -> None:
        page = [row_of(id, version) for id, version in source.items()]

        def feed(rows: Rows) -> None:
            epoch = mirroring.next_epoch(rows, plots)
            mirroring.feed(rows, plots, page, epoch)
            mirroring.sweep(rows, plots, epoch)

        self._in_transaction(feed)

    def recount(self, source: dict[str, int]) -> mirroring.Recount:
        counted: mirroring.Recount = self._in_transaction(lambda rows: mirroring.recount(rows, plots, source))
        return counted

    def held(self) -> list[Row]:
        with self.database.look(self.district) as rows:
            columns = [plots.c[name] for name in ("id", "name", "version", "removed")]
            return rows.all(select(*columns).where(rows.of(plots)).order_by(plots.c.id))

    def times_counted(self) -> int:
        with self.database.look(self.district) as rows:
            found = rows.one(select(gardens.c.beds).where(rows.of(gardens), gardens.c.id == GARDEN))
        assert found is not None
        return int(found["beds"])

    def _handle(self, handler: str, event_id: str, body: str, fate: str) -> None:
        claim = InboxClaim(handler, event_id)

        def work(rows: Rows) -> None:
            HANDLERS[handler](rows, wire.loads(body)["data"]["rows"])
            if fate != "passes":
                raise BrokenOff

        self._in_transaction(work, claim)

    def _in_transaction(self, work: Callable[[Rows], Any], claim: InboxClaim | None = None) -> Any:
        words: Any = {"permission": "", "scope": WHOLE_DISTRICT, "writes": True, "action": "t8"}
        call = Call(self.database, Transaction, caller=self.caller, now=self.now, inbox=claim, **words)
        try:
            with call.begin(self.caller) as tx:
                done = work(tx.rows)
            call.commit(None)
        except AlreadyHandled:
            return None
        finally:
            call.rollback()
        return done

    def _park(self, handler: str, event: Event) -> None:
        with self.database.work(self.district) as rows:
            place = (self.district, handler, event.id)
            inbox.park(rows, *place, envelope=event.body, error="BrokenOff", now=self.now, waits=WAITS)

    def _set_aside(self) -> list[inbox.Waiting]:
        with self.database.look(self.district) as rows:
            return [one for state in ("parked", "dead") for one in inbox.of_district(rows, state)]


def _mirror(rows: Rows, mirrored: list[Row]) -> None:
    assert mirroring.upsert(rows, plots, mirrored) == []


def _count(rows: Rows, _: list[Row]) -> None:
    more = update(gardens).where(rows.of(gardens), gardens.c.id == GARDEN).values(beds=gardens.c.beds + 1)
    assert rows.write(more) == 1


HANDLERS = {"plots": _mirror, "count_beds": _count}
