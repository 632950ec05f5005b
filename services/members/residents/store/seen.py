"""Whom a caller may see, as conditions on people and on households."""

from sqlalchemy import ColumnElement, select

from services.chassis.caller import Scope
from services.chassis.storage.grouped import Dwellings, HomesSeen
from services.chassis.storage.rows import Rows
from services.members.residents.store.tables import areas, grouped_dwellings, households, residents


class SqlSeen:
    """A household lies in its dwelling's area; its people belong to the groupings of its dwelling."""

    def __init__(self, rows: Rows, scope: Scope) -> None:
        self._rows, self._homes = rows, HomesSeen(rows, scope, areas, grouped_dwellings)

    def people(self) -> ColumnElement[bool]:
        return self._homes.seen(residents.c.area_id, self._living)

    def households(self) -> ColumnElement[bool]:
        return self._homes.seen(households.c.area_id, households.c.dwelling_id.in_)

    def of_grouping(self, grouping_id: str) -> ColumnElement[bool] | None:
        """Who lives in the units of one that was granted to the caller; None for any other."""
        dwellings = self._homes.of_grouping(grouping_id)
        return None if dwellings is None else self._living(dwellings)

    def _living(self, dwellings: Dwellings) -> ColumnElement[bool]:
        theirs = (self._rows.of(households), households.c.dwelling_id.in_(dwellings))
        return residents.c.household_id.in_(select(households.c.id).where(*theirs))
