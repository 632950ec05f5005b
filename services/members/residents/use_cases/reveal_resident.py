"""Somebody needs what is sealed of a resident, says why, and is written down with it (D11)."""

from dataclasses import dataclass
from typing import Any

from services.chassis.caller import Caller
from services.members.residents.domain.events import ResidentRevealed
from services.members.residents.domain.resident import Resident
from services.members.residents.use_cases.ports import Begin


@dataclass(frozen=True)
class RevealResident:
    resident_id: str
    what: tuple[str, ...]
    reason: str


def reveal_resident(command: RevealResident, begin: Begin, caller: Caller) -> dict[str, Any]:
    """Raises ResidentUnknown."""
    with begin(caller) as tx:
        resident = tx.residents.get(command.resident_id)
        tx.reveals.keep(resident.id, command.what, command.reason)
        tx.explain(command.reason)
        tx.record(ResidentRevealed(resident.id, command.what))
    clear = _clear(resident)
    return {"id": resident.id} | {name: clear[name] for name in command.what}


def _clear(resident: Resident) -> dict[str, str | None]:
    return {
        "name": resident.name,
        "document_number": resident.document.number if resident.document else None,
        "phone": resident.phone,
        "email": resident.email,
    }
