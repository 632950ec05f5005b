"""Service places in the database, and the figures of them that are kept."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from services.chassis.errors import IdTaken, StaleVersion
from services.chassis.storage.many import insert_many
from services.chassis.storage.rows import Rows
from services.chassis.storage.versions import update_versioned
from services.grids.places.domain.errors import PlaceUnknown
from services.grids.places.domain.events import PlaceRow
from services.grids.places.domain.place import Organisation, Place
from services.grids.places.schemas.answers import PlaceSchema
from services.grids.places.store.tables import place_counts, place_of, place_sharers, row_of, service_places

Seen = Callable[[ColumnElement[str]], ColumnElement[bool]]
"""The condition that a row's area lies in the caller's areas."""
Counted = tuple[str, str]
SHOWN = PlaceSchema()
FIGURES = ("places", "area_m2", "capacity")


class SqlServicePlaces:
    def __init__(self, rows: Rows, seen: Seen) -> None:
        self.rows, self.seen = rows, seen

    def entered_before(self, places: Sequence[Place]) -> set[str]:
        known = self._these([place.id for place in places])
        seen = self._found(service_places.c.id.in_(known)) if known else {}
        for place in places:
            if place.id in known and seen.get(place.id) != place:
                raise IdTaken(id=place.id)
        return known

    def add(self, places: Sequence[Place]) -> None:
        district = {"district": self.rows.district}
        self.rows.write(insert(service_places), [row_of(place) | district for place in places])
        self._share(places)
        self._count((place, 1) for place in places)

    def get(self, place_id: str, seen_version: int | None = None) -> Place:
        place = self._found(service_places.c.id == place_id).get(place_id)
        if place is None:
            raise PlaceUnknown(place_id=place_id)
        if seen_version not in (None, place.version):
            raise StaleVersion(
                sent_version=seen_version, current_version=place.version, current=SHOWN.dump(place)
            )
        return place

    def save(self, place: Place) -> None:
        """What it was before is read again, so that the figures follow whatever has changed."""
        before = self.get(place.id)
        seen, following = place.version - 1, row_of(place)
        update_versioned(
            self.rows, service_places, place.id, seen, following, lambda _: SHOWN.dump(self.get(place.id))
        )
        if place.fittings.organisations != before.fittings.organisations:
            its = (self.rows.of(place_sharers), place_sharers.c.place_id == place.id)
            self.rows.write(delete(place_sharers).where(*its))
            self._share([place])
        self._count([(before, -1), (place, 1)])

    def move_to(self, from_area_ids: Collection[str], to_area_id: str) -> list[PlaceRow]:
        """All places of areas that end lie in their successor from now on; by id."""
        there = (self.rows.of(service_places), service_places.c.area_id.in_(from_area_ids))
        its, following = service_places.c, {"version": service_places.c.version + 1}
        changed = update(service_places).where(*there).values(area_id=to_area_id, **following)
        moved = self.rows.all(changed.returning(its.id, its.area_id, its.kind, its.version))
        left = (self.rows.of(place_counts), place_counts.c.area_id.in_(from_area_ids))
        columns = (place_counts.c.kind, *(place_counts.c[name] for name in FIGURES))
        figures = self.rows.all(select(*columns).where(*left).order_by(place_counts.c.kind))
        self.rows.write(delete(place_counts).where(*left))
        summed: dict[Counted, Counter[str]] = {}
        for row in figures:
            summed.setdefault((to_area_id, row["kind"]), Counter()).update({n: row[n] for n in FIGURES})
        self.add_up(summed)
        return [PlaceRow(**row) for row in sorted(moved, key=lambda row: str(row["id"]))]

    def _these(self, place_ids: Collection[str]) -> set[str]:
        among = select(service_places.c.id).where(
            self.rows.of(service_places), service_places.c.id.in_(place_ids)
        )
        return {row["id"] for row in self.rows.all(among)}

    def _found(self, which: ColumnElement[bool]) -> dict[str, Place]:
        mine = select(service_places).where(
            self.rows.of(service_places), which, self.seen(service_places.c.area_id)
        )
        found = self.rows.all(mine)
        sharers = self._sharers([row["id"] for row in found]) if found else {}
        return {row["id"]: place_of(row, sharers.get(row["id"], [])) for row in found}

    def _sharers(self, place_ids: Sequence[str]) -> dict[str, list[Organisation]]:
        its = select(place_sharers).where(
            self.rows.of(place_sharers), place_sharers.c.place_id.in_(place_ids)
        )
        sharers: dict[str, list[Organisation]] = {}
        for row in self.rows.all(its.order_by(place_sharers.c.place_id, place_sharers.c.organisation_id)):
            sharers.setdefault(row["place_id"], []).append(Organisation(row["organisation_id"], row["name"]))
        return sharers

    def _share(self, places: Sequence[Place]) -> None:
        shared = [
            {"place_id": place.id, "organisation_id": each.id, "name": each.name}
            for place in places
            for each in place.fittings.organisations
        ]
        insert_many(self.rows, place_sharers, shared)

    def _count(self, changes: Iterable[tuple[Place, int]]) -> None:
        """What is closed counts nowhere."""
        summed: dict[Counted, Counter[str]] = {}
        for place, times in changes:
            if place.closed_on is None:
                told = place.fittings
                figures = {
                    "places": times,
                    "area_m2": times * (told.area_m2 or 0),
                    "capacity": times * (told.capacity or 0),
                }
                summed.setdefault((place.area_id, place.kind), Counter()).update(figures)
        self.add_up({key: figures for key, figures in summed.items() if any(figures.values())})

    def add_up(self, summed: dict[Counted, Counter[str]]) -> None:
        """In one order, so that two who change places at once wait instead of blocking each other."""
        if not summed:
            return
        new = (insert_postgresql if self.rows.is_postgresql else insert_sqlite)(place_counts)
        added: dict[str, Any] = {name: place_counts.c[name] + new.excluded[name] for name in FIGURES}
        upsert = new.on_conflict_do_update(index_elements=["district", "area_id", "kind"], set_=added)
        mine = [
            {"district": self.rows.district, "area_id": area_id, "kind": kind}
            | {name: summed[area_id, kind][name] for name in FIGURES}
            for area_id, kind in sorted(summed)
        ]
        self.rows.write(upsert, mine)
