"""The child seals all of a district by its newest keys, and later destroys the older ones (D11, D17)."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sqlalchemy import Table

from services.chassis.bulk.work import Begin, Tools, TooSoon, Work
from services.chassis.caller import Caller
from services.chassis.errors import KeysInUse
from services.chassis.jobs import Finished, Job, Step
from services.chassis.keys import LEARNT_WITHIN
from services.chassis.storage import resealing
from services.chassis.storage.sealed_columns import sealed_in
from services.chassis.storage.tables import idempotency

RESEAL, RETIRE = "reseal", "retire_keys"
MARGIN = 5.0
LONGEST_TRANSACTION = 60.0
"""Seconds: no deadline is longer, so what was sealed by keys as they were has been kept or given up."""
ROUNDS = 2
LOOKED = "looked"


def works(*tables: Table) -> Mapping[str, Callable[[Any, Tools], Work]]:
    """For a service with these tables beside the chassis's own: sealed ones, and those with digests."""
    all_of_them = (idempotency, *tables)
    return {RESEAL: partial(Resealing, all_of_them), RETIRE: partial(Retiring, all_of_them)}


class Resealing:
    """Every table, page after page; what older keys sealed meanwhile in a second round."""

    def __init__(self, tables: tuple[Table, ...], _given: object, tools: Tools) -> None:
        self._tables, self._tools = tables, tools
        self._sealed = [table for table in tables if sealed_in(table)]

    def prepare(self, job: Job, caller: Caller) -> None:
        """Before the first row: until everybody seals by the newest key."""
        if job.cursor is None:
            _must_be_old(self._tools, caller.district, LEARNT_WITHIN + MARGIN)

    def step(self, job: Job, begin: Begin, caller: Caller) -> Step | Finished:
        with begin(caller) as tx:
            if job.cursor is None:
                total = sum(resealing.count_rows(tx.rows, table) for table in self._sealed)
                return Step(_place(1, 0, None), done=0, total=total)
            if job.cursor["table"] == len(self._sealed):
                return self._ended(job, tx)
            return self._page(job, tx)

    def _page(self, job: Job, tx: Any) -> Step:
        at, table = job.cursor, self._sealed[job.cursor["table"]]
        found = resealing.page(tx.rows, table, at["after"])
        if not found:
            return Step(_place(at["round"], at["table"] + 1, None), job.done, job.total)
        resealing.redigest(tx.rows, tx.seals, table, found, self._tables)
        resealing.reseal(tx.rows, tx.seals, table, found)
        after = resealing.place_of(table, found[-1])
        return Step(_place(at["round"], at["table"], after), job.done + len(found), job.total)

    def _ended(self, job: Job, tx: Any) -> Step | Finished:
        left = resealing.left(tx.rows, tx.seals, self._tables)
        if left and job.cursor["round"] < ROUNDS:
            return Step(_place(job.cursor["round"] + 1, 0, None), job.done, job.total)
        return Finished(job.done, {"version": tx.seals.versions(tx.rows.district)[-1], "left": left})


class Retiring:
    """Looks that nothing is left, destroys the older keys, and then the digests that they made."""

    def __init__(self, tables: tuple[Table, ...], _given: object, tools: Tools) -> None:
        self._tables, self._tools = tables, tools

    def prepare(self, job: Job, caller: Caller) -> None:
        match job.cursor:
            case None:
                _must_be_old(self._tools, caller.district, LEARNT_WITHIN + LONGEST_TRANSACTION + MARGIN)
            case {"destroyed_at": age}:  # until nobody digests by them any more
                _must_be_old(self._tools, caller.district, age + LEARNT_WITHIN + MARGIN)
            case _:
                self._tools.seals.keys.destroy_older(caller.district)

    def step(self, job: Job, begin: Begin, caller: Caller) -> Step | Finished:
        """Raises KeysInUse."""
        with begin(caller) as tx:
            if job.cursor is None:
                self._look(tx)
                return Step(LOOKED, done=0)
            if job.cursor == LOOKED:
                return Step({"destroyed_at": self._tools.seals.keys.age(caller.district)}, done=0)
            swept = resealing.sweep_digests(tx.rows, tx.seals, self._tables)
            if swept:
                return Step(job.cursor, done=job.done + swept)
            return Finished(job.done, {"version": tx.seals.versions(caller.district)[-1]})

    def _look(self, tx: Any) -> None:
        if left := resealing.left(tx.rows, tx.seals, self._tables):
            where, count = next(iter(left.items()))
            raise KeysInUse(where=where, count=count)


def _place(number: int, table: int, after: Any) -> dict[str, Any]:
    return {"round": number, "table": table, "after": after}


def _must_be_old(tools: Tools, district: str, seconds: float) -> None:
    """The newest key, by the database's clock. Raises TooSoon."""
    if (missing := seconds - tools.seals.keys.age(district)) > 0:
        raise TooSoon(missing)
