"""A service that uses every decorator once."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update

from services.chassis.bus import bulk_job, every, job, mirror, on, rpc
from services.chassis.bus.auditing import AuditTrail
from services.chassis.bus.job_desk import JobSchema, ask
from services.chassis.bus.self_report import SelfReport
from services.chassis.bus.set_aside import SetAsideEvents
from services.chassis.bus.tending import MirrorTending
from services.chassis.caller import Caller
from services.chassis.domain import Conflict, Event
from services.chassis.jobs import Finished, Job, Step
from services.chassis.schema import EventSchema, Id, Integer, ListOf, Name, Schema, Text
from tests.chassis.bus.toys.tables import shelf, toys, windings
from tests.chassis.bus.toys.transaction import ToyMade, ToyUnknown, Transaction


class SpringBroken(Conflict):
    """Not named by any method: a defect when it leaves one."""


@dataclass(frozen=True)
class ToysChanged(Event):
    shelf: str
    rows: list[dict[str, Any]]


@dataclass(frozen=True)
class MakeToy:
    id: str
    name: str


@dataclass(frozen=True)
class GetToy:
    id: str


@dataclass(frozen=True)
class WindToy:
    toy_id: str
    times: int


@dataclass(frozen=True)
class MillToy:
    toy_id: str
    times: int
    trouble: str


class MakeToySchema(Schema):
    schema_name = "toys.MakeToy"
    builds = MakeToy
    id = Id(required=True)
    name = Name(required=True)


class GetToySchema(Schema):
    schema_name = "toys.GetToy"
    builds = GetToy
    id = Id(required=True)


class WindToySchema(Schema):
    schema_name = "toys.WindToy"
    builds = WindToy
    toy_id = Id(required=True)
    times = Integer(required=True)


class MillToySchema(Schema):
    schema_name = "toys.MillToy"
    builds = MillToy
    toy_id = Id(required=True)
    times = Integer(required=True)
    trouble = Text(required=True)


class ToySchema(Schema):
    schema_name = "toys.Toy"
    id = Text()
    name = Text()
    version = Integer()


class FeedSchema(Schema):
    schema_name = "toys.Feed"
    limit = Integer()
    after = Text(allow_none=True)


class FedSchema(Schema):
    schema_name = "toys.Fed"
    items = ListOf(Text())
    next = Text(allow_none=True)

    def dump(self, obj: Any, **_: Any) -> Any:
        return obj


class ToyMadeSchema(EventSchema):
    schema_name = "toys.ToyMade"
    id = Text(required=True)


class ToysService(MirrorTending, SetAsideEvents, AuditTrail, SelfReport):
    name = "toys"
    bulk = "tests.chassis.bus.toys.bulk"
    transaction = Transaction
    tables = {"shelf": shelf}  # noqa: RUF012
    events = (ToyMade, ToysChanged)
    heard: list[str] = []  # noqa: RUF012
    ticks: list[str] = []  # noqa: RUF012
    trouble: dict[str, Any] = {}  # noqa: RUF012
    begin: Any
    remote: Any

    shelf = mirror("shelf", source="toys", event="ToysChanged", feed="feed_toys")

    @rpc("areas.change", takes=MakeToySchema(), gives=ToySchema())
    def make_toy(self, command: MakeToy, caller: Caller) -> dict[str, Any]:
        row = {"id": command.id, "name": command.name, "wound": 0, "version": 1}
        with self.begin(caller) as tx:
            tx.rows.write(insert(toys).values(district=tx.rows.district, **row))
            tx.record(ToyMade(command.id, 1), ToysChanged("shelf", [_mirrored(row)]))
        return row

    @rpc("areas.read", takes=GetToySchema(), gives=ToySchema(), refuses=(ToyUnknown,), reads="personal")
    def get_toy(self, command: GetToy, caller: Caller) -> dict[str, Any]:
        with self.begin(caller) as tx:
            return tx.toy(command.id)

    @rpc("areas.read", takes=FeedSchema(), gives=FedSchema(), reads="public")
    def feed_toys(self, command: dict[str, Any], caller: Caller) -> dict[str, Any]:
        with self.begin(caller) as tx:
            after = command.get("after") or ""
            query = select(toys).where(tx.rows.of(toys), toys.c.id > after).order_by(toys.c.id)
            found = tx.rows.all(query.limit(command["limit"]))
        full = len(found) == command["limit"]
        return {"items": [_mirrored(row) for row in found], "next": found[-1]["id"] if full else None}

    @rpc("areas.change", takes=GetToySchema(), gives=ToySchema())
    def break_spring(self, command: GetToy, caller: Caller) -> dict[str, Any]:
        with self.begin(caller) as tx:
            tx.record(ToyMade(command.id, 1))
            raise SpringBroken()

    @rpc("areas.change", takes=GetToySchema(), gives=ToySchema())
    def call_inside(self, command: GetToy, caller: Caller) -> dict[str, Any]:
        with self.begin(caller):
            return dict(self.remote.call("toys", "get_toy", {"id": command.id}))

    @on("toys", "ToyMade", reads=ToyMadeSchema())
    def count_windings(self, made: dict[str, Any], caller: Caller) -> None:
        self.heard.append(made["id"])
        with self.begin(caller) as tx:
            change = update(windings).where(tx.rows.of(windings), windings.c.id == made["id"])
            if not tx.rows.write(change.values(times=windings.c.times + 1)):
                tx.rows.write(insert(windings).values(district=tx.rows.district, id=made["id"], times=1))
            if made["id"] in self.trouble:
                raise self.trouble[made["id"]]

    @rpc("areas.change", takes=WindToySchema(), gives=JobSchema())
    def wind_up(self, command: WindToy, caller: Caller) -> dict[str, Any]:
        params = {"id": command.toy_id, "times": command.times}
        return ask(self, "wind", params, caller, lane=command.toy_id)

    @job("areas.change")
    def wind(self, job: Job, caller: Caller) -> Step | Finished:
        if job.done in self.trouble.get("wind", {}):
            raise self.trouble["wind"].pop(job.done)
        with self.begin(caller) as tx:
            toy = toys.c.id == job.params["id"]
            tx.rows.write(update(toys).where(tx.rows.of(toys), toy).values(wound=toys.c.wound + 1))
        self.heard.append(f"wound {job.params['id']}")
        done, times = job.done + 1, job.params["times"]
        if done == times:
            return Finished(done, {"wound": times})
        return Step(cursor={"wound": done}, done=done, total=times)

    @rpc("areas.change", takes=MillToySchema(), gives=JobSchema())
    def mill_toy(self, command: MillToy, caller: Caller) -> dict[str, Any]:
        return ask(self, "mill", vars(command), caller, lane=command.toy_id)

    @bulk_job("areas.change")
    def mill(self, job: Job, caller: Caller) -> dict[str, Any]:
        seen = self.remote.call("toys", "get_toy", {"id": job.params["toy_id"]})
        self.heard.append(f"gathered for {job.params['toy_id']}")
        return {"name": seen["name"]}

    @every(seconds=0.1)
    def tick(self, caller: Caller) -> None:
        with self.begin(caller):
            self.ticks.append(caller.district)


def _mirrored(row: dict[str, Any]) -> dict[str, Any]:
    return {"id": row["id"], "name": row["name"], "version": row["version"], "removed": False}
