"""Dwellings that have come into another area since they were first told of, and who lives there."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select, update

from services.chassis.storage.many import upsert_many
from services.chassis.storage.rows import Rows
from services.chassis.storage.tables import mirror_states
from services.members.residents.domain.events import ResidentRow
from services.members.residents.domain.resident import FIRST, ResidentStatus
from services.members.residents.store.tables import dwelling_places, households, residents
from services.members.residents.use_cases.ports import Place, Rehoused

FACTS = (
    residents.c.id,
    residents.c.household_id,
    residents.c.area_id,
    residents.c.birth_date,
    residents.c.sex,
    residents.c.status,
    residents.c.version,
)


class SqlDwellingPlaces:
    """Whoever moves dwellings and whoever lets people into them wait for each other."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def take(self, places: Sequence[Place]) -> dict[str, str]:
        """The newest that is known of each, which may be newer than what was told."""
        self._lock(reads=False)
        upsert_many(self._rows, dwelling_places, [vars(place) for place in places])
        return self._held({place.id for place in places})

    def hold(self, dwelling_ids: Collection[str]) -> dict[str, str]:
        """The areas of those that have moved; none moves until we are done."""
        self._lock(reads=True)
        return self._held(dwelling_ids)

    def hold_homes(self, household_ids: Collection[str]) -> dict[str, str]:
        """The same, by household."""
        self._lock(reads=True)
        its = and_(
            dwelling_places.c.district == households.c.district,
            dwelling_places.c.id == households.c.dwelling_id,
        )
        there = (self._rows.of(households), households.c.id.in_(household_ids))
        found = select(households.c.id, dwelling_places.c.area_id).join(dwelling_places, its).where(*there)
        return {row["id"]: row["area_id"] for row in self._rows.all(found)} if household_ids else {}

    def rehouse(self, areas: Mapping[str, str]) -> Rehoused:
        """Who lives in these dwellings lives in these areas; those of whom that is news, by id."""
        told: list[dict[str, Any]] = []
        homes: list[tuple[str, str]] = []
        living: list[tuple[str, str]] = []
        for area_id in sorted(set(areas.values())):
            dwelling_ids = sorted(each for each, there in areas.items() if there == area_id)
            living += [(before, area_id) for before in self._living_elsewhere(dwelling_ids, area_id)]
            told += self._at_home(self._rehouse(dwelling_ids, area_id), dwelling_ids)
            homes += [(before, area_id) for before in self._place(dwelling_ids, area_id)]
        rows = [_row(facts) for facts in sorted(told, key=lambda facts: str(facts["id"]))]
        return Rehoused(rows, homes, living)

    def _living_elsewhere(self, dwelling_ids: Sequence[str], area_id: str) -> list[str]:
        """Where those lived who live in these dwellings; all of them stay as they are until we are done."""
        held = select(residents.c.id, residents.c.area_id, residents.c.status)
        its = self._people_of(dwelling_ids, area_id)
        found = self._rows.all(held.where(*its).order_by(residents.c.id).with_for_update())
        return [row["area_id"] for row in found if row["status"] == ResidentStatus.LIVING.value]

    def _rehouse(self, dwelling_ids: Sequence[str], area_id: str) -> list[dict[str, Any]]:
        people = residents
        as_imported = func.coalesce(people.c.import_version, FIRST) == people.c.version
        change = {
            "area_id": area_id,
            "version": people.c.version + 1,
            "import_version": case((as_imported, people.c.version + 1), else_=people.c.import_version),
        }
        its = self._people_of(dwelling_ids, area_id)
        return self._rows.all(update(people).where(*its).values(change).returning(*FACTS))

    def _at_home(self, people: Sequence[dict[str, Any]], dwelling_ids: Sequence[str]) -> list[dict[str, Any]]:
        there = (self._rows.of(households), households.c.dwelling_id.in_(dwelling_ids))
        found = self._rows.all(select(households.c.id, households.c.dwelling_id).where(*there))
        dwellings = {row["id"]: row["dwelling_id"] for row in found}
        return [{**each, "dwelling_id": dwellings[each["household_id"]]} for each in people]

    def _place(self, dwelling_ids: Sequence[str], area_id: str) -> list[str]:
        """The areas where households of these dwellings were."""
        homes = households
        theirs = (self._rows.of(homes), homes.c.dwelling_id.in_(dwelling_ids), homes.c.area_id != area_id)
        lay = self._rows.all(select(homes.c.area_id).where(*theirs).order_by(homes.c.id).with_for_update())
        moved = {"area_id": area_id, "version": homes.c.version + 1}
        self._rows.write(update(homes).where(*theirs).values(moved))
        return [row["area_id"] for row in lay]

    def _people_of(self, dwelling_ids: Sequence[str], area_id: str) -> tuple[ColumnElement[bool], ...]:
        """Those of these dwellings who are not in the area yet."""
        homes, people = households, residents
        theirs = (self._rows.of(homes), homes.c.dwelling_id.in_(dwelling_ids))
        of_them = select(homes.c.id).where(*theirs)
        return (self._rows.of(people), people.c.household_id.in_(of_them), people.c.area_id != area_id)

    def _held(self, dwelling_ids: Collection[str]) -> dict[str, str]:
        these = (self._rows.of(dwelling_places), dwelling_places.c.id.in_(dwelling_ids))
        found = self._rows.all(select(dwelling_places.c.id, dwelling_places.c.area_id).where(*these))
        return {row["id"]: row["area_id"] for row in found}

    def _lock(self, *, reads: bool) -> None:
        """The state of the areas' mirror, which is there as soon as an area is."""
        state = select(mirror_states.c.epoch).where(
            self._rows.of(mirror_states), mirror_states.c.mirror == "areas"
        )
        self._rows.all(state.with_for_update(read=reads))


def _row(facts: Mapping[str, Any]) -> ResidentRow:
    return ResidentRow(**dict(facts) | {"birth_date": facts["birth_date"].isoformat()})
