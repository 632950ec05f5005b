"""Mirrors beside their source, row by row: every column that both have, the version among them."""

from datetime import date
from typing import Any

from sqlalchemy import Boolean, Table, column, select, table, text

from deploy.linli.services import SERVICES, service_class
from services.chassis.specs import mirrors_of
from tests.faults.databases import opened
from tests.house import House

Rows = dict[tuple[str, str], tuple[Any, ...]]
OF_THE_MIRROR_ALONE = ("epoch", "removed")
MADE_OF = {
    "grouped_dwellings": """
        SELECT d.district, u.grouping_id || '/' || d.id AS id, u.grouping_id, d.id AS dwelling_id, u.version
        FROM grouping_units u JOIN dwellings d
        ON d.district = u.district AND d.building_id = u.building_id AND d.unit = u.unit
    """
}
"""Of those that no table has: their columns in the mirror's order."""


def unlike_their_source(house: House) -> list[tuple[str, str, str]]:
    """Service, mirror and id of each row that is missing, too many or in anything not as in its source."""
    unlike = []
    for name in SERVICES:
        service = service_class(name)
        for spec in mirrors_of(service):
            mirror = rows_of(house, name, service.tables[spec.table], is_mirror=True)
            source = source_of(house, spec.source, service.tables[spec.table])
            ids = {key for key in mirror.keys() | source.keys() if mirror.get(key) != source.get(key)}
            unlike += [(name, spec.table, id) for _, id in sorted(ids)]
    return unlike


def source_of(house: House, service: str, of: Table) -> Rows:
    """A table of the same name, or what its rows are made of."""
    if of.name not in MADE_OF:
        return rows_of(house, service, of)
    with opened(house, service) as connection:
        found: Any = connection.execute(text(MADE_OF[of.name]))
        return {(row.district, row.id): tuple(map(as_told, row)) for row in found}


def rows_of(house: House, service: str, of: Table, *, is_mirror: bool = False) -> Rows:
    """The same table's rows in this service, by district and id; a mirror's that are not removed."""
    names = [each.name for each in of.columns if each.name not in OF_THE_MIRROR_ALONE]
    with opened(house, service) as connection:
        asked: Any = select(*map(column, names)).select_from(table(of.name))
        found: Any = connection.execute(asked.where(~column("removed", Boolean)) if is_mirror else asked)
        return {(row.district, row.id): tuple(map(as_told, row)) for row in found}


def as_told(value: Any) -> Any:
    """A day as an event has it: mirrors keep it so."""
    return value.isoformat() if isinstance(value, date) else value


def versions(house: House, service: str, name: str) -> dict[str, int]:
    """By id."""
    with opened(house, service) as connection:
        found: Any = connection.execute(select(column("id"), column("version")).select_from(table(name)))
        return {row.id: row.version for row in found}
