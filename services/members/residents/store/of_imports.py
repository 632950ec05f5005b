"""People and households by the import that they came with."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, exists, select, update

from services.chassis.seal import Seals
from services.chassis.storage.rows import Rows
from services.members.residents.domain.resident import Resident
from services.members.residents.store.rows import resident_of
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

    def built_upon(self, import_id: str) -> str | None:
        """The first of them that was changed since, or that lives where others who are not of it live."""
        mine = (self._rows.of(residents), residents.c.import_id == import_id)
        changed = select(residents.c.id).where(*mine, residents.c.version != 1)
        return self._first(changed) or self._living_with_them(import_id)

    def newcomers(self, import_id: str, after: str, limit: int) -> list[str]:
        mine = (self._rows.of(residents), residents.c.import_id == import_id, residents.c.id > after)
        found = select(residents.c.id).where(*mine).order_by(residents.c.id).limit(limit)
        return [row["id"] for row in self._rows.all(found)]

    def remove(self, import_id: str, limit: int) -> list[Resident]:
        """So many at most, with all that they are found by, and the households that they leave empty."""
        rows = self._rows
        mine = select(residents).where(rows.of(residents), residents.c.import_id == import_id)
        gone = [resident_of(row, self._seals) for row in rows.all(mine.order_by(residents.c.id).limit(limit))]
        if not gone:
            return []
        ids = [each.id for each in gone]
        for table, column in (
            (name_keys, name_keys.c.resident_id),
            (person_digests, person_digests.c.person_id),
            (phone_digests, phone_digests.c.person_id),
            (residents, residents.c.id),
        ):
            rows.write(delete(table).where(rows.of(table), column.in_(ids)))
        self._remove_empty(sorted({each.household_id for each in gone}), import_id)
        return gone

    def place_households(self, areas_by_household: Mapping[str, str]) -> None:
        """Where their dwellings lie now."""
        for household_id, area_id in areas_by_household.items():
            its = (self._rows.of(households), households.c.id == household_id)
            change = {"area_id": area_id, "version": households.c.version + 1}
            self._rows.write(update(households).where(*its, households.c.area_id != area_id).values(change))

    def forget_documents(self, resident_ids: Sequence[str]) -> None:
        """Nobody is found by them any more."""
        theirs = person_digests.c.person_id.in_(resident_ids)
        if resident_ids:
            self._rows.write(delete(person_digests).where(self._rows.of(person_digests), theirs))

    def _living_with_them(self, import_id: str) -> str | None:
        rows = self._rows
        of_it = exists().where(
            households.c.district == rows.district,
            households.c.id == residents.c.household_id,
            households.c.import_id == import_id,
        )
        other = residents.c.import_id.is_distinct_from(import_id)
        return self._first(select(residents.c.id).where(rows.of(residents), other, of_it))

    def _remove_empty(self, household_ids: Sequence[str], import_id: str) -> None:
        rows = self._rows
        lived_in = exists().where(
            residents.c.district == rows.district, residents.c.household_id == households.c.id
        )
        its = (households.c.id.in_(household_ids), households.c.import_id == import_id)
        rows.write(delete(households).where(rows.of(households), *its, ~lived_in))

    def _first(self, statement: object) -> str | None:
        row = self._rows.one(statement.limit(1))  # type: ignore[attr-defined]
        return None if row is None else str(row["id"])
