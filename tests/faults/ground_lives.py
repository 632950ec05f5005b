"""What changes under the callers meanwhile: grids get other names and places, people enter and hold posts."""

import time
from datetime import timedelta
from random import Random
from typing import Any

from deploy.sample.ground import BASE_GRIDS, LOCAL, SINCE, base_code, micro_code, micro_grids_of
from deploy.sample.ids import area_id
from services.chassis.ids import new_id
from tests.faults.asking import PATIENCE, Asker
from tests.faults.ledger import End, Ledger, Order
from tests.house import House

BASE = [area_id(LOCAL, base_code(number)) for number in range(1, BASE_GRIDS + 1)]
MICRO_GRIDS = [
    area_id(LOCAL, micro_code(base, number))
    for base in range(1, BASE_GRIDS + 1)
    for number in range(1, micro_grids_of(base) + 1)
]
CHANGING = MICRO_GRIDS[::5]
"""So few that each of them changes often."""
PAUSE = 0.3
AS_APPOINTED = f'"1-{"0" * 16}"'
"""What If-Match compares is the version part alone."""
LONG_AGO = 20_000
"""Days before the sample's appointments: two of ours hardly ever meet."""


class GroundLife:
    """Renames and moves the micro-grids, so that mirrors have something to keep; nobody else does."""

    def __init__(self, house: House, ledger: Ledger, random: Random, *, patience: float = PATIENCE) -> None:
        self._asker = Asker(house.client(), ledger, patience)
        self._random = random

    def live(self) -> None:
        path = f"/v1/areas/{self._random.choice(CHANGING)}"
        seen = self._asker.look(path)
        self._asker.carry_out(self._change(path, seen.json(), seen.headers["ETag"]))
        time.sleep(PAUSE)

    def close(self) -> None:
        self._asker.client.close()

    def _change(self, path: str, area: dict[str, Any], tag: str) -> Order:
        if self._random.random() < 0.5:
            name = {"name": f"微网格-{new_id()[-6:]}-{new_id()[-6:]}"}  # no number that somebody could have
            return Order(area["id"], "change_area", path, name, tag, "PATCH")
        parent = self._random.choice([base for base in BASE if base != area["parent_id"]])
        return Order(area["id"], "change_area", f"{path}/move", {"parent_id": parent}, tag)


class StaffLife:
    """Enters two people at a time; one of them held a post long ago, and not as long as was said first."""

    def __init__(self, house: House, ledger: Ledger, random: Random, *, patience: float = PATIENCE) -> None:
        self._asker = Asker(house.client(), ledger, patience)
        self._random = random

    def live(self) -> None:
        people = [self._person(), self._person()]
        entering = Order(people[0]["id"], "enter", "/v1/staff/batch", {"staff": people})
        if self._asker.carry_out(entering).end is End.OK:
            self._serve(people[0]["id"])
        time.sleep(PAUSE)

    def close(self) -> None:
        self._asker.client.close()

    def _person(self) -> dict[str, str]:
        id, phone = new_id(), f"000{self._random.randrange(10**8):08d}"
        return {"id": id, "display_name": f"值班员n{id[-12:]}", "duty_phone": phone}

    def _serve(self, person: str) -> None:
        id, first = new_id(), SINCE - timedelta(days=self._random.randint(2, LONG_AGO))
        post = {"area_id": self._random.choice(MICRO_GRIDS), "role": "micro_grid_worker"}
        term = {"valid_from": first.isoformat(), "valid_to": (first + timedelta(days=2)).isoformat()}
        batch = {"appointments": [{"id": id, "staff_id": person} | post | term]}
        if self._asker.carry_out(Order(id, "appoint", "/v1/appointments/batch", batch)).end is End.OK:
            earlier = {"valid_to": (first + timedelta(days=1)).isoformat()}
            self._asker.carry_out(Order(id, "end", f"/v1/appointments/{id}/end", earlier, AS_APPOINTED))
