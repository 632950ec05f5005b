"""The people of the register as an import needs them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, select

from services.chassis.ids import new_id
from services.chassis.seal import Seals
from services.chassis.storage.rows import Rows
from services.members.for_imports.residents import (
    facts_of,
    household_of,
    in_place,
    newcomer_of,
    resident_of_facts,
)
from services.members.register_import.domain.errors import ImportBuiltUpon
from services.members.register_import.domain.intake import Homes, Known, Placed
from services.members.register_import.store.imports import SqlImports
from services.members.register_import.store.tables import register_changes
from services.members.residents.domain.events import ResidentsChanged
from services.members.residents.domain.resident import (
    Resident,
    ResidentStatus,
)
from services.members.residents.store.dwelling_places import SqlDwellingPlaces
from services.members.residents.store.of_imports import SqlPeopleOfImports
from services.members.residents.store.people import SqlResidents
from services.members.residents.store.rows import Sealed, Sealing
from services.members.residents.store.tables import residents
from services.members.tallies.domain.tally import NOBODY, ONE_HOUSEHOLD, ONE_RESIDENT, Count, added
from services.members.tallies.store.tallies import SqlTallies, moves


class RegisteredPeople:
    def __init__(
        self,
        rows: Rows,
        seals: Seals,
        residents: SqlResidents,
        of_imports: SqlPeopleOfImports,
        imports: SqlImports,
        places: SqlDwellingPlaces,
        tallies: SqlTallies,
    ) -> None:
        self._places, self._tallies = places, tallies
        self._rows, self._residents, self._of_imports, self._imports = rows, residents, of_imports, imports
        self.areas_seen, self.newcomers = residents.areas_seen, of_imports.newcomers
        self._sealing = Sealing(seals, rows.district)
        self._drafts: Mapping[int, Sealed] = {}
        self._held: dict[str, Resident] = {}
        self._homes: set[str] = set()

    def use(self, drafts: Mapping[int, Sealed]) -> None:
        self._drafts = drafts
        self._residents.use(drafts.values())

    def built_upon(self, import_id: str) -> str | None:
        found = self._of_imports.built_upon(import_id, _is_changed_by(import_id, self._rows))
        return found or self._changed_again(import_id)

    def by_document(self, documents: Collection[tuple[str, str]]) -> dict[tuple[str, str], Known]:
        return {
            document: self._known(each) for document, each in self._residents.by_document(documents).items()
        }

    def by_dwelling(self, dwelling_ids: Collection[str]) -> dict[str, Homes]:
        homes = self._residents.homes_of(dwelling_ids)
        people: dict[str, list[Known]] = {home: [] for home in homes}
        for each in self._residents.of_households(people) if people else ():
            people[each.household_id].append(self._known(each))
        self._homes |= people.keys()
        found: dict[str, dict[str, list[Known]]] = {}
        for home, dwelling in homes.items():
            found.setdefault(dwelling, {})[home] = people[home]
        return dict(found)

    def settle(
        self, new: Sequence[Placed], changed: Sequence[tuple[Known, Placed]], import_id: str
    ) -> list[ResidentsChanged]:
        all_placed = [*new, *(placed for _, placed in changed)]
        lies = self._places.hold({each.line.dwelling.id for each in all_placed})
        new = [in_place(each, lies) for each in new]
        changed = [(known, in_place(placed, lies)) for known, placed in changed]
        all_placed = [*new, *(placed for _, placed in changed)]
        homes = {each.household_id: each for each in all_placed if each.household_id not in self._homes}
        people = [self._newcomer(each, import_id) for each in new]
        self._residents.add_sealed([household_of(each, import_id) for each in homes.values()], people)
        altered = [self._altered(before, placed) for before, placed in changed]
        moved = self._change(altered, import_id) if altered else []
        came = [(each.resident.area_id, ONE_RESIDENT) for each in people]
        founded = [(each.line.dwelling.area_id or "", ONE_HOUSEHOLD) for each in homes.values()]
        before = [self._held[each.id] for each in altered]
        self._tallies.add(added([*came, *founded, *_changed(before, altered), *moved]))
        return _told([*(each.resident for each in people), *altered])

    def restore(self, import_id: str, limit: int) -> tuple[int, list[ResidentsChanged]]:
        self._tallies.hold()
        before = self._imports.before(import_id, limit)
        return self._restore(import_id, before) if before else (0, [])

    def take_back(self, import_id: str, resident_ids: Sequence[str]) -> list[ResidentsChanged]:
        """Raises ImportBuiltUpon."""
        self._tallies.hold()
        gone = self._of_imports.held(resident_ids)
        changed = next((each.id for each in gone if not each.is_as_imported), None)
        if found := changed or self._of_imports.living_with(gone, import_id):
            raise ImportBuiltUpon(import_id=import_id, resident_id=found)
        empty = self._of_imports.remove(gone, import_id)
        left = [(area_id, NOBODY - ONE_HOUSEHOLD) for area_id in empty]
        self._tallies.add(added([*left, *_changed(gone, [])]))
        rows = tuple(replace(each.row(), version=each.version + 1, removed=True) for each in gone)
        return [ResidentsChanged(rows[0].id, rows)] if rows else []

    def _newcomer(self, placed: Placed, import_id: str) -> Sealed:
        draft = self._drafts.get(placed.line.row)
        if draft is None or draft.versions != self._sealing.versions():
            return self._sealing.of(newcomer_of(placed, new_id(), import_id))
        said = draft.resident
        if (said.household_id, said.area_id) == (placed.household_id, placed.line.dwelling.area_id):
            return draft
        return replace(draft, resident=newcomer_of(placed, draft.resident.id, import_id))

    def _changed_again(self, import_id: str) -> str | None:
        changes, now = register_changes, residents
        same = and_(now.c.district == changes.c.district, now.c.id == changes.c.resident_id)
        found = self._rows.one(
            select(now.c.id)
            .select_from(changes.join(now, same))
            .where(
                self._rows.of(changes), changes.c.import_id == import_id, now.c.version != changes.c.version
            )
            .limit(1)
        )
        return None if found is None else str(found["id"])

    def _restore(
        self, import_id: str, before: Mapping[str, tuple[int, dict[str, Any]]]
    ) -> tuple[int, list[ResidentsChanged]]:
        now = self._of_imports.held(list(before))
        left = {each.household_id for each in now}
        people = [
            resident_of_facts(resident_id, version + 1, facts)
            for resident_id, (version, facts) in before.items()
        ]
        homes = self._places.hold_homes({each.household_id for each in people})
        dwellings = self._residents.dwellings_of({each.household_id for each in people})
        people = [
            replace(
                each,
                area_id=homes.get(each.household_id, each.area_id),
                dwelling_id=dwellings.get(each.household_id),
            )
            for each in people
        ]
        self._residents.change(people)
        self._of_imports.forget_documents([each.id for each in people if each.document is None])
        moved = self._of_imports.place_households({each.household_id: each.area_id for each in people})
        empty = [
            (area_id, NOBODY - ONE_HOUSEHOLD) for area_id in self._of_imports.remove_empty(left, import_id)
        ]
        self._imports.forget_before(import_id, before.keys())
        again = {
            resident_id: (facts["version"], version + 1) for resident_id, (version, facts) in before.items()
        }
        self._imports.restate(again)
        self._tallies.add(added([*_changed(now, people), *moves(moved, ONE_HOUSEHOLD), *empty]))
        return len(people), _told(people)

    def _change(self, altered: Sequence[Resident], import_id: str) -> list[tuple[str, Count]]:
        """What it changes in the counts of households."""
        before = {each.id: self._held[each.id] for each in altered}
        numbered = [each for each in altered if each.document and before[each.id].document is None]
        self._residents.change(altered)
        self._residents.enter_documents(numbered)
        moved = [each for each in altered if each.area_id != before[each.id].area_id]
        placed = self._of_imports.place_households({each.household_id: each.area_id for each in moved})
        facts = {each.id: (each.version, facts_of(before[each.id])) for each in altered}
        self._imports.keep_before(import_id, facts)
        return list(moves(placed, ONE_HOUSEHOLD))

    def _altered(self, known: Known, placed: Placed) -> Resident:
        before = self._held[known.id]
        said = newcomer_of(placed, known.id, before.import_id)
        return replace(
            said,
            document=before.document or said.document,
            sex=said.sex or before.sex,
            phone=said.phone or before.phone,
            email=said.email or before.email,
            status=before.status,
            died_on=before.died_on,
            moved_out_on=before.moved_out_on,
            import_version=before.import_version,
            version=before.version + 1,
        )

    def _known(self, resident: Resident) -> Known:
        self._held[resident.id] = resident
        return Known(
            resident.id,
            resident.household_id,
            resident.area_id,
            resident.document.kind.value if resident.document else None,
            resident.name,
            resident.relation,
            resident.sex,
            resident.birth_date.isoformat(),
            resident.residency.value,
            resident.phone,
            resident.email,
            resident.version,
            has_left=resident.status is not ResidentStatus.LIVING,
        )


def _changed(before: Iterable[Resident], after: Iterable[Resident]) -> list[tuple[str, Count]]:
    """Of those who live there."""
    left = [(each.area_id, NOBODY - ONE_RESIDENT) for each in before if each.status is ResidentStatus.LIVING]
    came = [(each.area_id, ONE_RESIDENT) for each in after if each.status is ResidentStatus.LIVING]
    return [*left, *came]


def _told(people: Sequence[Resident]) -> list[ResidentsChanged]:
    rows = tuple(each.row() for each in people)
    return [ResidentsChanged(rows[0].id, rows)] if rows else []


def _is_changed_by(import_id: str, rows: Rows) -> ColumnElement[bool]:
    """Of a resident: the import has changed them, and knows what they were."""
    its = (rows.of(register_changes), register_changes.c.import_id == import_id)
    return exists().where(*its, register_changes.c.resident_id == residents.c.id)
