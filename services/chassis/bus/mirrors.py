"""Projections of other services' rows, kept by row versions and tombstones (D5)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from services.chassis.bus.foundation import Foundation
from services.chassis.bus.hearing import Envelope, Hearer, Unfit
from services.chassis.bus.remote import call_as_service
from services.chassis.caller import WHOLE_DISTRICT, Caller
from services.chassis.specs import MirrorSpec, mirrors_of
from services.chassis.storage import mirroring
from services.chassis.storage.call import Call
from services.chassis.storage.mirroring import Recount

PAGE = 200


def mirror_hearer(foundation: Foundation, spec: MirrorSpec) -> Hearer:
    table, waits = foundation.service.tables[spec.table], foundation.parked_waits

    def apply(_: Any, envelope: Envelope, call: Call) -> None:
        rows = envelope["data"]["rows"]
        with call.begin(call.caller) as tx:
            for row, reason in mirroring.upsert(tx.rows, table, rows):
                if len(rows) == 1:
                    raise Unfit(reason)  # it is alone already: parked as the event that it is
                mirroring.park_row(tx.rows, spec.name, envelope, row, reason, tx.now, waits)

    return Hearer(spec.name, apply)


@dataclass(frozen=True)
class MirrorKeeper:
    """Feeds and recounts a service's mirrors of one district from their sources, for whom the audit names."""

    foundation: Foundation
    caller: Caller

    def refeed(self) -> dict[str, int]:
        """Rows taken per mirror; upserts in place, then sweeps what the source no longer has."""
        return {spec.name: self._refeed(spec) for spec in mirrors_of(self.foundation.service)}

    def recount(self) -> dict[str, Recount]:
        return {spec.name: self._recount(spec) for spec in mirrors_of(self.foundation.service)}

    def _refeed(self, spec: MirrorSpec) -> int:
        table = self.foundation.service.tables[spec.table]
        epoch = self._in_transaction(lambda rows: mirroring.next_epoch(rows, table))
        taken = 0
        for page in self._pages(spec):
            self._in_transaction(partial(mirroring.feed, table=table, mirrored=page, epoch=epoch))
            taken += len(page)
        self._in_transaction(lambda rows: mirroring.sweep(rows, table, epoch))
        return taken

    def _recount(self, spec: MirrorSpec) -> Recount:
        table = self.foundation.service.tables[spec.table]
        source = {row["id"]: row["version"] for page in self._pages(spec) for row in page}
        return self._in_transaction(lambda rows: mirroring.recount(rows, table, source))

    def _pages(self, spec: MirrorSpec) -> Iterator[list[dict[str, Any]]]:
        after: Any = None
        while True:
            asked = {"limit": PAGE} | ({"after": after} if after is not None else {})
            page = call_as_service(self.foundation, self.caller.district, spec.source, spec.feed, asked)
            yield page["items"]
            after = page["next"]
            if after is None:
                return

    def _in_transaction(self, work: Callable[[Any], Any]) -> Any:
        call = Call(
            self.foundation.database,
            self.foundation.service.transaction,
            caller=self.caller,
            permission="mirrors.tend",
            scope=WHOLE_DISTRICT,
            writes=True,
            action="tend_mirrors",
            now=self.foundation.clock.now(),
        )
        try:
            with call.begin(self.caller) as tx:
                done = work(tx.rows)
            call.commit(None)
        finally:
            call.rollback()
        return done
