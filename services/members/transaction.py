"""The one file that knows the stores of all of members' rooms."""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cached_property
from typing import Protocol

from services.chassis.caller import Caller
from services.chassis.ids import new_id
from services.chassis.storage.transaction import Transaction as ChassisTransaction
from services.members.register_import.domain.intake import Known, household_id
from services.members.register_import.domain.line import Line
from services.members.residents.domain.events import ResidentsChanged
from services.members.residents.domain.resident import (
    Document,
    DocumentKind,
    Household,
    ResidencyKind,
    Resident,
)
from services.members.residents.queries import SqlResidentViews
from services.members.residents.store.people import SqlResidents
from services.members.residents.store.residencies import SqlResidencies
from services.members.residents.store.reveals import SqlReveals
from services.members.residents.store.tables import areas, staff

MIRRORS = {table.name: table for table in (areas, staff)}
NAMES_MASKED_FOR = frozenset({"key"})
"""Principals that see the first character of a name; who acts for people at the door sees it whole."""


class RegisteredPeople:
    """What an import needs of people, whose room knows nothing of imports."""

    def __init__(self, residents: SqlResidents) -> None:
        self._residents = residents
        self.areas_seen = residents.areas_seen
        self._held: dict[str, Resident] = {}

    def by_document(self, documents: Collection[tuple[str, str]]) -> dict[tuple[str, str], Known]:
        return {
            document: self._known(each) for document, each in self._residents.by_document(documents).items()
        }

    def by_household(self, household_ids: Collection[str]) -> dict[str, list[Known]]:
        found: dict[str, list[Known]] = {}
        for each in self._residents.of_households(household_ids):
            found.setdefault(each.household_id, []).append(self._known(each))
        return found

    def settle(
        self, new: Sequence[Line], changed: Sequence[tuple[Known, Line]], import_id: str
    ) -> list[ResidentsChanged]:
        homes = {household_id(line): _household(line, import_id) for line in new}
        known = self._residents.known_households(homes.keys())
        people = [_resident(line, new_id(), import_id) for line in new]
        self._residents.add([home for home in homes.values() if home.id not in known], people)
        altered = [self._altered(before, line) for before, line in changed]
        self._residents.change(altered)
        rows = tuple(each.row() for each in (*people, *altered))
        return [ResidentsChanged(rows[0].id, rows)] if rows else []

    def _altered(self, known: Known, line: Line) -> Resident:
        before = self._held[known.id]
        said = _resident(line, known.id, before.import_id)
        return replace(
            said,
            document=said.document or before.document,
            sex=said.sex or before.sex,
            phone=said.phone or before.phone,
            status=before.status,
            died_on=before.died_on,
            moved_out_on=before.moved_out_on,
            version=before.version + 1,
        )

    def _known(self, resident: Resident) -> Known:
        self._held[resident.id] = resident
        return Known(
            resident.id,
            resident.household_id,
            resident.name,
            resident.relation,
            resident.sex,
            resident.birth_date.isoformat(),
            resident.residency.value,
            resident.phone,
            resident.version,
        )


def _household(line: Line, import_id: str) -> Household:
    return Household(household_id(line), line.dwelling.id, line.dwelling.area_id or "", import_id)


def _resident(line: Line, resident_id: str, import_id: str | None) -> Resident:
    kind, number = line.document_kind, line.document_number
    return Resident(
        id=resident_id,
        household_id=household_id(line),
        area_id=line.dwelling.area_id or "",
        name=line.name,
        sex=line.sex,
        birth_date=line.birth_date,
        relation=line.relation,
        residency=ResidencyKind(line.residency),
        document=Document(DocumentKind(kind), number) if kind and number else None,
        phone=line.phone,
        import_id=import_id,
    )


class Transaction(ChassisTransaction):
    @cached_property
    def people(self) -> RegisteredPeople:
        return RegisteredPeople(self.residents)

    @cached_property
    def residents(self) -> SqlResidents:
        return SqlResidents(self.rows, self.scope, self.seals)

    @cached_property
    def resident_views(self) -> SqlResidentViews:
        in_full = self.caller.kind not in NAMES_MASKED_FOR
        return SqlResidentViews(self.rows, self.scope, self.seals, in_full=in_full)

    @cached_property
    def residencies(self) -> SqlResidencies:
        return SqlResidencies(self.rows, self.residents)

    @cached_property
    def reveals(self) -> SqlReveals:
        return SqlReveals(self.rows, self.now, self.caller.name, self.caller.request_id)


class Begin(Protocol):
    """What every room of members may take for its own `begin`."""

    def __call__(self, caller: Caller, /) -> AbstractContextManager[Transaction]: ...
