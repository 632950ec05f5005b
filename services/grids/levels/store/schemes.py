"""The level schemes of a district in the database: they are added, never changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from services.chassis.caller import Scope
from services.chassis.errors import PermissionMissing, StaleVersion
from services.chassis.storage.prepared import unless_there
from services.chassis.storage.rows import Rows
from services.grids.levels.domain.level import Level
from services.grids.levels.domain.scheme import USUAL, Lasting, LevelScheme
from services.grids.levels.domain.written import WrittenScheme, in_force
from services.grids.levels.store.tables import level_schemes

CHANGE = "levels.change"
ADD = unless_there(level_schemes)


class SqlLevelSchemes:
    """They hold in the whole district: read by everybody, written by who holds all of it."""

    def __init__(self, rows: Rows, scope: Scope) -> None:
        self.rows, self.scope = rows, scope

    def on(self, day: date) -> LevelScheme:
        """The last written of those that had begun."""
        begun = select(level_schemes.c.levels).where(
            self.rows.of(level_schemes), level_schemes.c.valid_from <= day
        )
        row = self.rows.one(begun.order_by(level_schemes.c.number.desc()).limit(1))
        return LevelScheme(_levels_of(row)) if row else USUAL

    def lasting(self, today: date) -> Lasting:
        """For what is to stay: the schemes to come are asked as well."""
        return in_force(self.written(), today).lasting()

    def written(self, seen_version: int | None = None) -> list[WrittenScheme]:
        found = self.rows.all(
            select(level_schemes).where(self.rows.of(level_schemes)).order_by(level_schemes.c.number)
        )
        if seen_version not in (None, len(found)):
            current = {"version": len(found)}
            raise StaleVersion(sent_version=seen_version, current_version=len(found), current=current)
        return [
            WrittenScheme(row["number"], row["valid_from"], row["preset"], LevelScheme(_levels_of(row)))
            for row in found
        ]

    def must_be_writable(self) -> None:
        if self.scope.area_ids is not None:
            raise PermissionMissing(permission=CHANGE)

    def add(self, written: WrittenScheme) -> None:
        row = {
            "number": written.number,
            "valid_from": written.valid_from,
            "preset": written.preset,
            "levels": [vars(level) for level in written.levels],
        }
        if self.rows.write(ADD, **row) == 0:
            self.written(seen_version=written.number - 1)


def _levels_of(row: Mapping[str, Any]) -> tuple[Level, ...]:
    return tuple(Level(**level | {"parents": tuple(level["parents"])}) for level in row["levels"])
