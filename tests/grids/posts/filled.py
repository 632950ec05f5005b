"""Units as the migration has filled them in: with where they lie now, since ever."""

from importlib import import_module

from sqlalchemy import delete

from services.grids.dwellings.store import unit_grids
from tests.grids.house import House

FILLED = import_module("services.grids.migrations.versions.0031_unit_grids")


def as_filled(house: House) -> House:
    with house.begin() as tx:
        tx.rows.write(delete(unit_grids).where(tx.rows.of(unit_grids)))
        tx.rows.write(FILLED.standing(FILLED.DWELLINGS.c.district == house.district))
    return house
