"""The kinds of place in the database: editions are added, never changed."""

from typing import Any

from sqlalchemy import select

from services.chassis.caller import Scope
from services.chassis.errors import PermissionMissing, StaleVersion
from services.chassis.storage.prepared import unless_there
from services.chassis.storage.rows import Rows
from services.grids.places.domain.kinds import KindEdition, PlaceKind, PlaceKinds
from services.grids.places.schemas.answers import PlaceKindsSchema
from services.grids.places.store.tables import place_kinds

CHANGE = "places.change"
ADD = unless_there(place_kinds)
SHOWN = PlaceKindsSchema()


class SqlPlaceKinds:
    """They hold in the whole district: read by everybody, written by who holds all of it."""

    def __init__(self, rows: Rows, scope: Scope) -> None:
        self.rows, self.scope = rows, scope

    def get(self, seen_version: int | None = None) -> PlaceKinds:
        found = self.rows.all(select(place_kinds).where(self.rows.of(place_kinds)))
        held = PlaceKinds.of([_edition_of(row) for row in found])
        if seen_version not in (None, held.version):
            raise StaleVersion(
                sent_version=seen_version, current_version=held.version, current=SHOWN.dump(held)
            )
        return held

    def must_be_writable(self) -> None:
        if self.scope.area_ids is not None:
            raise PermissionMissing(permission=CHANGE)

    def add(self, edition: KindEdition) -> None:
        row = vars(edition) | {"kinds": [vars(kind) for kind in edition.kinds]}
        if self.rows.write(ADD, **row) == 0:
            self.get(seen_version=edition.number - 1)


def _edition_of(row: dict[str, Any]) -> KindEdition:
    return KindEdition(row["number"], row["valid_from"], tuple(PlaceKind(**kind) for kind in row["kinds"]))
