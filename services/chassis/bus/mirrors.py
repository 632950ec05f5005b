"""Projections of other services' rows, kept by row versions and tombstones (D5)."""

from dataclasses import asdict
from typing import Any

from services.chassis.bus.foundation import Foundation
from services.chassis.bus.hearing import Envelope, Hearer, Overtaken, Unfit
from services.chassis.bus.remote import Remote
from services.chassis.bus.trees import approach
from services.chassis.jobs import Finished, Job, Step
from services.chassis.specs import MirrorSpec, mirrors_of
from services.chassis.storage import mirroring
from services.chassis.storage.call import Call
from services.chassis.storage.mirroring import Recount

PAGE = 200


def mirror_hearer(foundation: Foundation, spec: MirrorSpec) -> Hearer:
    table, waits = foundation.service.tables[spec.table], foundation.parked_waits

    def apply(service: Any, envelope: Envelope, call: Call) -> None:
        rows = envelope["data"]["rows"]
        to_meet = approach(service, spec, table, envelope["district"], envelope["data"])
        with call.begin(call.caller) as tx:
            moves = to_meet.join(tx.rows)
            if moves is None:
                raise Overtaken()
            for row, reason in mirroring.upsert(tx.rows, table, rows, moves):
                if len(rows) == 1:
                    raise Unfit(reason)  # it is alone already: parked as the event that it is
                mirroring.park_row(tx.rows, spec.name, envelope, row, reason, tx.now, waits)

    return Hearer(spec.name, apply)


class Feeding:
    """One step of a re-feed: mirror after mirror begins an epoch, takes every page, then sweeps.

    The epoch comes before the first page: what is heard meanwhile belongs to it already.
    """

    def __init__(self, service: Any, job: Job) -> None:
        self._service, self._job = service, job
        self._specs = mirrors_of(type(service))
        self._at: dict[str, Any] = job.cursor or {"mirror": 0, "epoch": None, "after": None, "taken": {}}

    def step(self, caller: Any) -> Step | Finished:
        if self._at["mirror"] == len(self._specs):
            return Finished(self._job.done, {"taken": self._at["taken"]})
        spec = self._specs[self._at["mirror"]]
        table = self._service.tables[spec.table]
        if self._at["epoch"] is None:
            with self._service.begin(caller) as tx:
                epoch = mirroring.next_epoch(tx.rows, table)
            return self._next(0, epoch=epoch, taken={**self._at["taken"], spec.name: 0})
        page = page_of(self._service.remote, spec, self._at["after"])
        to_meet = approach(self._service, spec, table, caller.district, page)
        with self._service.begin(caller) as tx:
            moves = to_meet.follow(tx.rows)
            if moves is None:
                return self._next(0)  # the same page once more
            mirroring.feed(tx.rows, table, page["items"], self._at["epoch"], moves)
            if page["next"] is None:
                mirroring.sweep(tx.rows, table, self._at["epoch"])
        count = len(page["items"])
        taken = {**self._at["taken"], spec.name: self._at["taken"][spec.name] + count}
        if page["next"] is None:
            return self._next(count, mirror=self._at["mirror"] + 1, epoch=None, after=None, taken=taken)
        return self._next(count, after=page["next"], taken=taken)

    def _next(self, count: int, **changes: Any) -> Step:
        return Step(cursor=self._at | changes, done=self._job.done + count)


class Counting:
    """One step of a recount: a page of the source beside the same ids of the mirror."""

    def __init__(self, service: Any, job: Job) -> None:
        self._service, self._job = service, job
        self._specs = mirrors_of(type(service))
        self._at: dict[str, Any] = job.cursor or {
            "mirror": 0,
            "after": None,
            "counted_to": None,
            "counts": {},
        }

    def step(self, caller: Any) -> Step | Finished:
        if self._at["mirror"] == len(self._specs):
            return Finished(self._job.done, {"mirrors": self._at["counts"]})
        spec = self._specs[self._at["mirror"]]
        page = page_of(self._service.remote, spec, self._at["after"])
        source = {row["id"]: row["version"] for row in page["items"]}
        gone = {row["id"] for row in page["items"] if row.get("removed")}
        paths = {row["id"]: row["path"] for row in page["items"]} if spec.log else None
        is_last = page["next"] is None
        ends = None if is_last else max(source)
        with self._service.begin(caller) as tx:
            table = self._service.tables[spec.table]
            found = mirroring.recount(tx.rows, table, source, self._at["counted_to"], ends, gone, paths)
        counts = {**self._at["counts"], spec.name: self._added(spec.name, found)}
        place = {"mirror": self._at["mirror"] + is_last, "after": page["next"], "counted_to": ends}
        return Step(cursor={**place, "counts": counts}, done=self._job.done + len(source))

    def _added(self, mirror: str, found: Recount) -> dict[str, int]:
        before = self._at["counts"].get(mirror, {})
        return {name: before.get(name, 0) + count for name, count in asdict(found).items()}


def page_of(remote: Remote, spec: MirrorSpec, after: Any) -> dict[str, Any]:
    asked = {"limit": PAGE} | ({"after": after} if after is not None else {})
    return remote.call(spec.source, spec.feed, asked)
