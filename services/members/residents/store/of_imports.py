"""People and households by the import that they came with."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, select, update

from services.chassis.seal import Seals
from services.chassis.storage.rows import Rows
from services.members.residents.domain.resident import FIRST, Resident
from services.members.residents.store.rows import home_of, resident_of
from services.members.residents.store.tables import (
    households,
    name_keys,
    person_digests,
    phone_digests,
    residents,
)


class SqlPeopleOfImports:
    def __init__(self, rows: Rows, seals: Seals) -> None:
        self._rows, self._seals = rows, seals

    def built_upon(self, import_id: str, is_changed_by_it: ColumnElement[bool]) -> str | None:
        """The first of them that was changed since, or that lives where others live whom it never touched."""
        mine = (self._rows.of(residents), residents.c.import_id == import_id)
        as_imported = func.coalesce(residents.c.import_version, FIRST)
        changed = select(residents.c.id).where(*mine, residents.c.version != as_imported)
        others = self._others(import_id).where(~is_changed_by_it)
        return self._first(changed) or self._first(others)

    def newcomers(self, import_id: str, after: str, limit: int) -> list[str]:
        mine = (self._rows.of(residents), residents.c.import_id == import_id, residents.c.id > after)
        found = select(residents.c.id).where(*mine).order_by(residents.c.id).limit(limit)
        return [row["id"] for row in self._rows.all(found)]

    def held(self, resident_ids: Sequence[str]) -> list[Resident]:
        """They stay as they are until we are done."""
        mine = (self._rows.of(residents), residents.c.id.in_(resident_ids))
        found = self._rows.all(
            select(residents, home_of()).where(*mine).order_by(residents.c.id).with_for_update(of=residents)
        )
        return [resident_of(row, self._seals) for row in found]

    def living_with(self, people: Sequence[Resident], import_id: str) -> str | None:
        """Somebody who is not of the import, in a household that is."""
        homes = {each.household_id for each in people}
        return self._first(self._others(import_id).where(households.c.id.in_(homes)))

    def remove(self, people: Sequence[Resident], import_id: str) -> list[str]:
        """With all that they are found by, and the households of the import that they leave empty: where
        those were."""
        rows, ids = self._rows, [each.id for each in people]
        for table, column in (
            (name_keys, name_keys.c.resident_id),
            (person_digests, person_digests.c.person_id),
            (phone_digests, phone_digests.c.person_id),
            (residents, residents.c.id),
        ):
            rows.write(delete(table).where(rows.of(table), column.in_(ids)))
        return self.remove_empty({each.household_id for each in people}, import_id)

    def remove_empty(self, household_ids: Collection[str], import_id: str) -> list[str]:
        """Those of the import where nobody lives any more: in which areas those were."""
        rows = self._rows
        lived_in = exists().where(
            residents.c.district == rows.district, residents.c.household_id == households.c.id
        )
        its = (households.c.id.in_(household_ids), households.c.import_id == import_id)
        gone = delete(households).where(rows.of(households), *its, ~lived_in)
        return [row["area_id"] for row in rows.all(gone.returning(households.c.area_id))]

    def place_households(self, areas_by_household: Mapping[str, str]) -> list[tuple[str, str]]:
        """Where their dwellings lie now: of those that were elsewhere, from which area to which."""
        if not areas_by_household:
            return []
        mine = (self._rows.of(households), households.c.id.in_(sorted(areas_by_household)))
        lay = self._rows.all(select(households.c.id, households.c.area_id).where(*mine))
        moved = {row["id"]: row["area_id"] for row in lay if row["area_id"] != areas_by_household[row["id"]]}
        for household_id in moved:
            area_id = areas_by_household[household_id]
            its = (self._rows.of(households), households.c.id == household_id)
            change = {"area_id": area_id, "version": households.c.version + 1}
            self._rows.write(update(households).where(*its, households.c.area_id != area_id).values(change))
        return [(before, areas_by_household[household_id]) for household_id, before in moved.items()]

    def forget_documents(self, resident_ids: Sequence[str]) -> None:
        """Nobody is found by them any more."""
        theirs = person_digests.c.person_id.in_(resident_ids)
        if resident_ids:
            self._rows.write(delete(person_digests).where(self._rows.of(person_digests), theirs))

    def _others(self, import_id: str) -> Select[Any]:
        """From the import's households on: each is an index look-up away from who lives there."""
        there = and_(
            households.c.district == residents.c.district, households.c.id == residents.c.household_id
        )
        return (
            select(residents.c.id)
            .select_from(households.join(residents, there))
            .where(self._rows.of(households), households.c.import_id == import_id)
            .where(residents.c.import_id.is_distinct_from(import_id))
        )

    def _first(self, statement: Select[Any]) -> str | None:
        row = self._rows.one(statement.limit(1))
        return None if row is None else str(row["id"])
