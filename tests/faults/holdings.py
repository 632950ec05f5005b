"""What the house holds afterwards: cases, messages, areas as its callers see them; people, posts, mirrors."""

import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from deploy.sample.ground import GENERAL_TOTAL, LOCAL
from deploy.sample.ids import area_id
from tests.faults.asking import Asker
from tests.faults.ledger import End, Ledger, Order
from tests.faults.mirrored import unlike_their_source, versions
from tests.house import House

Row = dict[str, Any]
UNENDED = ("queued", "sending")
JOB_WITHIN = 90.0


@dataclass(frozen=True)
class Holdings:
    """`areas` are the grids by id, `staff` and `appointments` versions by id.

    `differences` counts the rows in which a mirror is not its source, by its own recount and row by row.
    """

    cases: list[Row]
    messages: list[Row]
    areas: dict[str, Row]
    differences: int
    staff: dict[str, int] = field(default_factory=dict)
    appointments: dict[str, int] = field(default_factory=dict)

    @cached_property
    def cases_by_raiser(self) -> dict[str, list[Row]]:
        return _grouped(self.cases, "raiser_id")

    @cached_property
    def messages_by_case(self) -> dict[str, list[Row]]:
        return _grouped(self.messages, "case_id")

    @property
    def is_settled(self) -> bool:
        """Every closed case is told, and mirrors are as their sources."""
        closed = {case["id"] for case in self.cases if case["state"] == "closed"}
        return not self.differences and closed <= self.messages_by_case.keys()

    @property
    def unended(self) -> int:
        return sum(message["state"] in UNENDED for message in self.messages)


class Observer:
    """Looks at a house; what it asks is in no ledger."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._officer = Asker(house.client(), Ledger())
        self._operator = Asker(house.client("operator", kind="operator"), Ledger())

    def holdings(self) -> Holdings:
        return Holdings(
            self._officer.all("/v1/cases"),
            self.messages(),
            self.areas(),
            max(sum(self.recount().values()), len(unlike_their_source(self._house))),
            *(versions(self._house, "grids", table) for table in ("staff", "appointments")),
        )

    def messages(self) -> list[Row]:
        return self._officer.all("/v1/messages")

    def messages_about(self, case_id: str) -> list[Row]:
        return self._officer.all("/v1/messages", case_id=case_id)

    def areas(self) -> dict[str, Row]:
        top = area_id(LOCAL, GENERAL_TOTAL)
        return {area["id"]: area for area in self._officer.all(f"/v1/areas/{top}/subtree")}

    def recount(self) -> dict[str, int]:
        """By mirror: rows missing, too many, or behind their source."""
        mirrors = self._job("/v1/operator/notify/mirrors/recount")["mirrors"]
        return {
            name: counted["missing"] + counted["extra"] + counted["behind"]
            for name, counted in mirrors.items()
        }

    def refeed(self) -> None:
        self._job("/v1/operator/notify/mirrors/refeed")

    def set_aside(self, state: str) -> list[Row]:
        return self._operator.all("/v1/operator/notify/events", state=state)

    def replay(self, handler: str, event_id: str) -> int:
        """The status: 404 when the event is set aside no more."""
        order = Order(
            "", "replay", "/v1/operator/notify/events/replay", {"handler": handler, "event_id": event_id}
        )
        return self._operator.carry_out(order).status or 0

    def close(self) -> None:
        self._officer.client.close()
        self._operator.client.close()

    def _job(self, path: str) -> Row:
        """What came of it, whatever ended its process meanwhile."""
        place = f"/v1/jobs/{self._operate(path, {})['id']}"
        until = time.monotonic() + JOB_WITHIN
        while (job := self._operator.look(place).json())["ended_at"] is None:
            assert time.monotonic() < until, job
            time.sleep(0.1)
        assert job["state"] == "done", job
        result: Row = job["result"]
        return result

    def _operate(self, path: str, body: Row) -> Row:
        told = self._operator.carry_out(Order("", "operate", path, body))
        assert told.end is End.OK, told
        return told.answer


def _grouped(rows: list[Row], name: str) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row[name], []).append(row)
    return grouped
