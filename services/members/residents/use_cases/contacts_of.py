"""A service that writes to people asks how, at the moment of writing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from services.chassis.caller import Caller
from services.members.residents.domain.resident import Resident, ResidentStatus
from services.members.residents.use_cases.ports import Begin


class ContactStatus(StrEnum):
    """A resident's status, or that there is none of that id."""

    LIVING = ResidentStatus.LIVING
    MOVED_OUT = ResidentStatus.MOVED_OUT
    DEAD = ResidentStatus.DEAD
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class ContactsOf:
    resident_ids: tuple[str, ...]


@dataclass(frozen=True)
class Contact:
    """`email` in clear, of nobody who has died or moved out."""

    id: str
    status: ContactStatus
    email: str | None = field(default=None, repr=False)

    @property
    def reachable(self) -> bool:
        return self.email is not None


def contacts_of(command: ContactsOf, begin: Begin, caller: Caller) -> dict[str, Any]:
    """One for each id, in the order asked."""
    with begin(caller) as tx:
        found = tx.residents.among(command.resident_ids)
    return {"items": [_contact(resident_id, found) for resident_id in dict.fromkeys(command.resident_ids)]}


def _contact(resident_id: str, found: Mapping[str, Resident]) -> Contact:
    resident = found.get(resident_id)
    if resident is None:
        return Contact(resident_id, ContactStatus.UNKNOWN)
    is_living = resident.status is ResidentStatus.LIVING
    return Contact(resident_id, ContactStatus(resident.status.value), resident.email if is_living else None)
