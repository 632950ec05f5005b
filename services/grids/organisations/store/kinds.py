"""The kinds of organisations in the database: editions are added, never changed."""

from typing import Any

from sqlalchemy import select

from services.chassis.caller import Scope
from services.chassis.errors import PermissionMissing, StaleVersion
from services.chassis.storage.prepared import unless_there
from services.chassis.storage.rows import Rows
from services.grids.organisations.domain.kinds import (
    Capacity,
    KindEdition,
    OrganisationKind,
    OrganisationKinds,
)
from services.grids.organisations.domain.preset import PRESET
from services.grids.organisations.schemas.kinds import OrganisationKindsSchema
from services.grids.organisations.store.tables import organisation_kinds

CHANGE = "organisations.change"
ADD = unless_there(organisation_kinds)
SHOWN = OrganisationKindsSchema()


class SqlOrganisationKinds:
    """They hold in the whole district: read by everybody, written by who holds all of it."""

    def __init__(self, rows: Rows, scope: Scope) -> None:
        self.rows, self.scope = rows, scope

    def get(self, seen_version: int | None = None) -> OrganisationKinds:
        found = self.rows.all(select(organisation_kinds).where(self.rows.of(organisation_kinds)))
        held = OrganisationKinds.of(PRESET, [_edition_of(row) for row in found])
        if seen_version not in (None, held.version):
            raise StaleVersion(
                sent_version=seen_version, current_version=held.version, current=SHOWN.dump(held)
            )
        return held

    def must_be_writable(self) -> None:
        if self.scope.area_ids is not None:
            raise PermissionMissing(permission=CHANGE)

    def add(self, edition: KindEdition) -> None:
        row = vars(edition) | {
            "kinds": [vars(kind) for kind in edition.kinds],
            "capacities": [vars(capacity) for capacity in edition.capacities],
        }
        if self.rows.write(ADD, **row) == 0:
            self.get(seen_version=edition.number - 1)


def _edition_of(row: dict[str, Any]) -> KindEdition:
    kinds = tuple(
        OrganisationKind(
            **kind
            | {"area_kinds": tuple(kind["area_kinds"]), "grouping_kinds": tuple(kind["grouping_kinds"])}
        )
        for kind in row["kinds"]
    )
    capacities = tuple(Capacity(**capacity) for capacity in row["capacities"])
    return KindEdition(row["number"], row["valid_from"], kinds, capacities)
