"""Figures of organisations: by kind, of their members, and how much of the ground has one of its own."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from sqlalchemy import ColumnElement, FromClause, Subquery, and_, func, or_, select

from services.chassis.storage.paging import page
from services.chassis.storage.rows import Rows
from services.grids.organisations.domain.errors import AreaUnknown
from services.grids.organisations.queries import lists
from services.grids.organisations.queries.lists import refuse_unseen
from services.grids.organisations.store.tables import organisation_members, organisations
from services.grids.organisations.use_cases.ports import After, Ground, Page


class Areas(lists.Areas, Protocol):
    def subtree(self, area_id: str) -> Subquery | None: ...


class Groupings(Protocol):
    def open_below(self, area_id: str, kind: str) -> FromClause:
        """Columns id, name, kind."""


class SqlOrganisationFigures:
    def __init__(self, rows: Rows, areas: Areas, groupings: Groupings) -> None:
        self.rows, self.areas, self.groupings = rows, areas, groupings

    def by_kind(self, area_id: str) -> Mapping[str, int]:
        refuse_unseen(self.areas, area_id)
        its = organisations.c
        counted = select(its.kind, func.count().label("there")).where(*self._open(area_id)).group_by(its.kind)
        return {row["kind"]: int(row["there"]) for row in self.rows.all(counted)}

    def members(self, area_id: str, on: date) -> Mapping[tuple[str, str], int]:
        its, their = organisations.c, organisation_members.c
        of = and_(their.district == its.district, their.organisation_id == its.id)
        in_term = (their.valid_from <= on, or_(their.valid_to.is_(None), their.valid_to > on))
        counted = select(its.kind, their.capacity, func.count().label("people"))
        counted = counted.select_from(organisations.join(organisation_members, of))
        mine = (self.rows.of(organisation_members), *in_term, *self._open(area_id))
        found = self.rows.all(counted.where(*mine).group_by(its.kind, their.capacity))
        return {(row["kind"], row["capacity"]): int(row["people"]) for row in found}

    def coverage(self, ground: Ground, kind: str) -> tuple[int, int]:
        there = self._there(ground)
        counts = func.count().label("there"), func.count(self._one_of(there, ground, kind)).label("covered")
        [row] = self.rows.all(select(*counts).select_from(there))
        return int(row["there"]), int(row["covered"])

    def without(self, ground: Ground, kind: str, after: After, limit: int) -> Page:
        there = self._there(ground)
        bare = select(there.c.id, there.c.name, there.c.kind)
        bare = bare.where(self._one_of(there, ground, kind).is_(None))
        items, following = page(self.rows, bare, by=[there.c.name, there.c.id], after=after, limit=limit)
        return {"items": items, "next": following}

    def _there(self, ground: Ground) -> FromClause:
        """The ground that is asked about. Raises AreaUnknown."""
        below = self.areas.subtree(ground.area_id)
        if below is None:
            raise AreaUnknown(area_id=ground.area_id)
        if ground.grouping_kind is not None:
            return self.groupings.open_below(ground.area_id, ground.grouping_kind)
        of_kind = below.c.kind == ground.area_kind
        return select(below.c.id, below.c.name, below.c.kind).where(of_kind).subquery()

    def _one_of(self, there: FromClause, ground: Ground, kind: str) -> ColumnElement[str]:
        """An open organisation of that kind that is bound to it directly, looked up area by area: joined, all
        of a kind would be read."""
        its = organisations.c
        one = select(its.id).where(self.rows.of(organisations), its.kind == kind, its.closed_on.is_(None))
        if ground.grouping_kind is not None:
            bound = one.where(its.grouping_id == there.c.id)
        else:
            bound = one.where(its.area_id == there.c.id, its.grouping_id.is_(None))
        return bound.limit(1).correlate(there).scalar_subquery()

    def _open(self, area_id: str) -> tuple[ColumnElement[bool], ...]:
        its = organisations.c
        below = self.areas.below(its.area_id, area_id)
        return self.rows.of(organisations), its.closed_on.is_(None), below
