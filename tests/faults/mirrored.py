"""Mirrors beside their source, row by row: every column that both have, the version among them."""

from datetime import date
from typing import Any

from sqlalchemy import Boolean, ColumnClause, Table, column, select, table, text

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
    """,
    "residents": """
        SELECT r.*, h.dwelling_id
        FROM residents r LEFT JOIN households h ON h.district = r.district AND h.id = r.household_id
    """,
}
"""What is told of those that are no table of their source, or not all of it."""


def unlike_their_source(house: House) -> list[tuple[str, str, str]]:
    """Service, mirror and id of each row that is missing, too many or in anything not as in its source."""
    unlike = []
    for name in SERVICES:
        service = service_class(name)
        for spec in mirrors_of(service):
            mirror = rows_of(house, name, service.tables[spec.table])
            source = source_of(house, spec.source, service.tables[spec.table])
            ids = {key for key in mirror.keys() | source.keys() if mirror.get(key) != source.get(key)}
            unlike += [(name, spec.table, id) for _, id in sorted(ids)]
    return unlike


def source_of(house: House, service: str, of: Table) -> Rows:
    made_of = MADE_OF.get(of.name)
    found = text(f"({made_of}) AS made") if made_of else table(of.name)
    return _read(house, service, select(*_told(of)).select_from(found))


def rows_of(house: House, service: str, of: Table) -> Rows:
    """A mirror's rows that are not removed, by district and id."""
    standing = ~column("removed", Boolean)
    return _read(house, service, select(*_told(of)).select_from(table(of.name)).where(standing))


def _told(of: Table) -> list[ColumnClause[Any]]:
    return [column(each.name) for each in of.columns if each.name not in OF_THE_MIRROR_ALONE]


def _read(house: House, service: str, asked: Any) -> Rows:
    with opened(house, service) as connection:
        found: Any = connection.execute(asked)
        return {(row.district, row.id): tuple(map(as_told, row)) for row in found}


def as_told(value: Any) -> Any:
    """A day as an event has it: mirrors keep it so."""
    return value.isoformat() if isinstance(value, date) else value


def versions(house: House, service: str, name: str) -> dict[str, int]:
    """By id."""
    with opened(house, service) as connection:
        found: Any = connection.execute(select(column("id"), column("version")).select_from(table(name)))
        return {row.id: row.version for row in found}
