"""The caller's areas as binds: a prepared statement is written once for each number of them."""

from collections.abc import Callable
from functools import cache
from typing import Any, cast

from sqlalchemy import ColumnElement, bindparam

from services.chassis.caller import Scope
from services.chassis.storage.rows import Rows
from services.chassis.storage.scope import within, within_paths
from services.grids.areas.store.tables import areas

Condition = Callable[[ColumnElement[str]], ColumnElement[bool]]


class _Unsent:
    """Stands for the rows of a statement that no transaction has sent yet."""

    district: ColumnElement[str] = bindparam("district")


ROWS = cast(Rows, _Unsent())


@cache
def seen_by(count: int | None) -> Condition:
    """The condition on a column of area ids, for a caller with so many areas; None: the whole district."""
    scope = _bound(count)
    return lambda area_id: within(scope, ROWS, area_id, areas)


def path_seen_by(count: int | None) -> ColumnElement[bool]:
    """The same for the areas' own rows."""
    return within_paths(_bound(count), ROWS, areas.c.path, areas)


def count_of(scope: Scope) -> int | None:
    return None if scope.area_ids is None else len(scope.area_ids)


def binds_of(scope: Scope) -> dict[str, str]:
    return {f"held_{number}": area_id for number, area_id in enumerate(scope.area_ids or ())}


def _bound(count: int | None) -> Scope:
    if count is None:
        return Scope(None)
    held: Any = tuple(bindparam(f"held_{number}") for number in range(count))
    return Scope(held)
