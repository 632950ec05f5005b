"""What the callers of a house under load do: bring cases from the register to their end."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from random import Random
from typing import Any, Protocol

from services.chassis.ids import new_id
from tests.faults.asking import PATIENCE, Asker
from tests.faults.ground_lives import MICRO_GRIDS
from tests.faults.ledger import End, Ledger, Order, Told
from tests.house import House

Case = dict[str, Any]
FOLLOWING: dict[str, tuple[str, dict[str, Any]]] = {
    "registered": ("assign", {}),
    "assigned": ("take-in-hand", {}),
    "in_hand": ("close", {"feedback": "已更换灯泡"}),
}
# Shares of the orders: given up at the first unknown, sent again when answered, wanted by a rival too.
HASTY, REPEATED, RIVALLED = 0.03, 0.1, 0.05
LOOKED_AFTER = 0.5
STALE = ("StaleVersion", "WrongState")


class Life(Protocol):
    def live(self) -> object: ...
    def close(self) -> None: ...


class CaseLife:
    """Registers a case and brings it as far as it goes; told that it is stale, it looks before it acts."""

    def __init__(
        self,
        house: House,
        ledger: Ledger,
        random: Random,
        *,
        whims: bool = True,
        patience: float = PATIENCE,
    ) -> None:
        """Without whims every order is sent by one alone, until it is answered."""
        self._asker = Asker(house.client(), ledger, patience)
        self._rival = Asker(house.client(), ledger, patience)
        self._random, self._whims = random, whims
        self._beside = ThreadPoolExecutor(1)

    def live(self, id: str | None = None, until: str = "closed") -> Case | None:
        """The case as it was last answered; None when nobody knows."""
        case = self._after(self._asker.carry_out(self._registering(id), self._patience()))
        while case is not None and case["state"] != until:
            case = self.step(case)
        if case is not None and self._chance(LOOKED_AFTER):
            self._asker.look("/v1/messages", case_id=case["id"])
        return case

    def close(self) -> None:
        self._beside.shutdown()
        self._asker.client.close()
        self._rival.client.close()

    def _registering(self, id: str | None) -> Order:
        id = id or (new_id() if self._chance(0.5) else None)
        raiser, area = new_id(), self._random.choice(MICRO_GRIDS)
        body = {"area_id": area, "text": "三单元楼道灯不亮", "raiser_id": raiser}
        return Order(raiser, "register", "/v1/cases", body | ({"id": id} if id else {}))

    def step(self, case: Case) -> Case | None:
        step, body = FOLLOWING[case["state"]]
        path = f"/v1/cases/{case['id']}"
        order = Order(case["raiser_id"], step, f"{path}/{step}", body, case["tag"])
        rivals = replace(order, key=new_id())
        rival = self._beside.submit(self._rival.carry_out, rivals) if self._chance(RIVALLED) else None
        told = self._asker.carry_out(order, self._patience())
        if rival is not None:
            rival.result()
        if told.code in STALE:
            seen = self._asker.look(path)
            return {**seen.json(), "tag": seen.headers["ETag"]}
        return self._after(told)

    def _after(self, told: Told) -> Case | None:
        if told.end is not End.OK:
            return None
        if self._chance(REPEATED):
            self._asker.repeat(told)
        return {**told.answer, "tag": told.tag}

    def _patience(self) -> float:
        return 0.0 if self._chance(HASTY) else PATIENCE

    def _chance(self, share: float) -> bool:
        return self._whims and self._random.random() < share
