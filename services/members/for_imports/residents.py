"""A row of a register as a resident, and what somebody was, kept and read back."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from services.chassis.ids import new_id
from services.chassis.seal import Seals
from services.members.register_import.domain.intake import Placed
from services.members.register_import.domain.line import Line
from services.members.residents.domain.resident import (
    FIRST,
    Document,
    DocumentKind,
    Household,
    ResidencyKind,
    Resident,
    ResidentStatus,
)
from services.members.residents.store.rows import Sealed, Sealing

_DAYS = ("birth_date", "died_on", "moved_out_on")


def facts_of(resident: Resident) -> dict[str, Any]:
    facts = asdict(resident)
    del facts["id"], facts["dwelling_id"]
    return facts


def resident_of_facts(resident_id: str, version: int, facts: Mapping[str, Any]) -> Resident:
    """`version` is the next one: whoever was as their import had left them is so again."""
    document, as_imported = facts["document"], facts.get("import_version")
    was_as_imported = (as_imported or FIRST) == facts["version"]
    days = {name: facts[name] and date.fromisoformat(facts[name]) for name in _DAYS}
    changed = {
        **days,
        "residency": ResidencyKind(facts["residency"]),
        "status": ResidentStatus(facts["status"]),
        "import_version": version if was_as_imported else as_imported,
        "document": document and Document(DocumentKind(document["kind"]), document["number"]),
    }
    return Resident(id=resident_id, **{**facts, **changed, "version": version})


def in_place(placed: Placed, moved: Mapping[str, str]) -> Placed:
    """Where its dwelling lies now, if that has come into another area since the register was read."""
    dwelling = placed.line.dwelling
    if dwelling.id not in moved:
        return placed
    now = replace(dwelling, area_id=moved[dwelling.id])
    return replace(placed, line=replace(placed.line, dwelling=now))


def household_of(placed: Placed, import_id: str) -> Household:
    dwelling = placed.line.dwelling
    return Household(placed.household_id, dwelling.id, dwelling.area_id or "", import_id)


def newcomer_of(placed: Placed, resident_id: str, import_id: str | None) -> Resident:
    line = placed.line
    kind, number = line.document_kind, line.document_number
    return Resident(
        id=resident_id,
        household_id=placed.household_id,
        area_id=line.dwelling.area_id or "",
        name=line.name,
        sex=line.sex,
        birth_date=line.birth_date,
        relation=line.relation,
        residency=ResidencyKind(line.residency),
        document=Document(DocumentKind(kind), number) if kind and number else None,
        phone=line.phone,
        email=line.email,
        import_id=import_id,
        dwelling_id=line.dwelling.id,
    )


def draft_of(seals: Seals, district: str, import_id: str, line: Line) -> Sealed:
    """Whom the line makes a newcomer, should it be one: no transaction waits for the sealing."""
    newcomer = newcomer_of(Placed(line, line.household_id), new_id(), import_id)
    return Sealing(seals, district).of(newcomer)
