"""What both the service and its child know of toys."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from services.chassis.domain import Event, NotFound
from services.chassis.storage.transaction import Transaction as ChassisTransaction
from tests.chassis.bus.toys.tables import toys


class ToyUnknown(NotFound):
    id: str


@dataclass(frozen=True)
class ToyMade(Event):
    id: str
    version: int


class Transaction(ChassisTransaction):
    def toy(self, id: str) -> dict[str, Any]:
        found = self.rows.one(select(toys).where(self.rows.of(toys), toys.c.id == id))
        if found is None:
            raise ToyUnknown(id=id)
        return found
