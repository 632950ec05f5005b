"""Which posts there are, in the database: editions are added, never changed."""

from dataclasses import asdict
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, select

from services.chassis import wire
from services.chassis.caller import Scope
from services.chassis.errors import PermissionMissing, StaleVersion
from services.chassis.storage.prepared import unless_there
from services.chassis.storage.rows import Rows
from services.grids.posts.domain.roles import (
    USUAL,
    PostRole,
    PostRoles,
    RoleScheme,
    RolesEdition,
    in_force,
)
from services.grids.posts.store.tables import post_roles

CHANGE = "roles.change"
ADD = unless_there(post_roles)


class SqlRoles:
    """They hold in the whole district: they are read by everybody, and written by who holds all of it."""

    def __init__(self, rows: Rows, scope: Scope) -> None:
        self._rows, self._scope = rows, scope

    def get(self, seen_version: int | None = None) -> PostRoles:
        found = self._rows.all(select(post_roles).where(self._rows.of(post_roles)))
        written = [RolesEdition(row["number"], row["valid_from"], scheme_of(row["roles"])) for row in found]
        held = PostRoles(max((each.number for each in written), default=0), in_force(written))
        if seen_version not in (None, held.version):
            raise StaleVersion(
                sent_version=seen_version, current_version=held.version, current={"version": held.version}
            )
        return held

    def must_be_writable(self) -> None:
        if self._scope.area_ids is not None:
            raise PermissionMissing(permission=CHANGE)

    def add(self, edition: RolesEdition) -> None:
        self.must_be_writable()
        row = {"number": edition.number, "valid_from": edition.valid_from, "roles": text_of(edition.scheme)}
        if self._rows.write(ADD, **row) == 0:
            self.get(seen_version=edition.number - 1)


def roles_on(here: ColumnElement[bool], on: Any) -> ScalarSelect[str]:
    """The text of what holds that day, for a statement that asks for more than that; null: the usual."""
    newest = select(post_roles.c.roles).where(here, post_roles.c.valid_from <= on)
    by_day = newest.order_by(post_roles.c.valid_from.desc(), post_roles.c.number.desc())
    return by_day.limit(1).correlate(None).scalar_subquery()


@lru_cache(maxsize=1000)
def scheme_of(text: str | None) -> RoleScheme:
    """Read once, however many ask."""
    if text is None:
        return USUAL
    return RoleScheme(tuple(PostRole(**{**row, "kinds": tuple(row["kinds"])}) for row in wire.loads(text)))


def text_of(scheme: RoleScheme) -> str:
    return wire.dumps([asdict(role) for role in scheme.roles]).decode()
