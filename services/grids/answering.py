"""Who answers for a case, an area or a dwelling, people and organisations, each asked in one statement."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, select

from services.chassis.caller import Scope
from services.chassis.storage.prepared import Prepared, here
from services.chassis.storage.rows import Rows
from services.grids.areas.queries.ground import AREA_ID, with_community
from services.grids.areas.queries.held import binds_of, count_of
from services.grids.areas.queries.then import upward_then
from services.grids.areas.queries.upward import ON, upward, upward_each
from services.grids.cases.domain.errors import AreaUnknown
from services.grids.cases.domain.ground import Ground
from services.grids.dwellings.queries import ground_of_dwelling
from services.grids.dwellings.store import dwellings
from services.grids.dwellings_then import ground_of_dwelling_then
from services.grids.groupings.store.tables import grouping_units
from services.grids.organisations.queries.upward import organisations_on
from services.grids.posts.queries.chain import SqlChains, chain_above, duties_on, scheme_on, who_answers
from services.grids.posts.use_cases.ports import OfDay


class SqlGrounds:
    """Where a case lies and who holds the post there: areas and posts asked in one statement."""

    def __init__(self, rows: Rows, scope: Scope) -> None:
        self.rows, self.scope = rows, scope

    def find(self, area_id: str, on: date) -> Ground:
        return self._found(_ground_for(count_of(self.scope)), area_id, on)

    def hold(self, area_id: str, on: date) -> Ground:
        """What is about to end is waited for, and is not found then."""
        return self._found(_ground_held(count_of(self.scope)), area_id, on)

    def _found(self, statement: Prepared, area_id: str, on: date) -> Ground:
        found = self.rows.all(statement, area_id=area_id, on=on, **binds_of(self.scope))
        if not found:
            raise AreaUnknown(area_id=area_id)
        place = found[0]
        return Ground(
            area_id,
            place["kind"],
            place["community_id"] or "",
            place["path"] or "",
            {row["scheme"]: row["code"] for row in found if row["scheme"]},
            who_answers(area_id, place["kind"], place["duties"], place["roles"]),
        )

    def who_above(self, area_id: str, on: date) -> str | None:
        chains, day = SqlChains(self.rows, Upward(self.scope)), OfDay(on, is_over=False)
        found = chains.of_area(area_id, day).responsible
        return None if found is None else found.staff_id


class Answering:
    """Who answers for a grid's cases on a day, whoever the caller is."""

    def __init__(self, rows: Rows, on: date) -> None:
        self.grounds, self.on = SqlGrounds(rows, Scope(None)), on

    def holder(self, area_id: str) -> str | None:
        return self.grounds.find(area_id, self.on).holder_id

    def above(self, area_id: str) -> str | None:
        return self.grounds.who_above(area_id, self.on)


@cache
def _ground_for(count: int | None) -> Prepared:
    """Written once for each number of areas that a caller holds."""
    return Prepared(_with_duties(count))


@cache
def _ground_held(count: int | None) -> Prepared:
    return Prepared(_with_duties(count).with_for_update(read=True, of=AREA_ID))


def _with_duties(count: int | None) -> Select[Any]:
    return with_community(count, duties_on(AREA_ID, ON).label("duties"), scheme_on(ON).label("roles"))


class Upward:
    """The way up from an area or a dwelling: areas, dwellings and posts asked in one statement."""

    def __init__(self, scope: Scope) -> None:
        self.count, self.binds = count_of(scope), binds_of(scope)

    def from_area(self, is_over: bool) -> Prepared:
        return (_from_area_then if is_over else _from_area)(self.count)

    def from_areas(self, area_ids: Sequence[str]) -> Select[Any]:
        line = upward_each(area_ids)
        return chain_above(line, ON).add_columns(line.c.start_id)

    def from_dwelling(self, is_over: bool) -> Prepared:
        return (_from_dwelling_then if is_over else _from_dwelling)(self.count)


@cache
def _from_area(count: int | None) -> Prepared:
    return Prepared(chain_above(upward(count), ON))


@cache
def _from_area_then(count: int | None) -> Prepared:
    return Prepared(chain_above(upward_then(count), ON))


@cache
def _from_dwelling_then(count: int | None) -> Prepared:
    line = upward_then(count, ground_of_dwelling(), ground_of_dwelling_then())
    return Prepared(chain_above(line, ON))


@cache
def _from_dwelling(count: int | None) -> Prepared:
    return Prepared(chain_above(upward(count, ground_of_dwelling()), ON))


class OrganisationWays:
    """The organisations on the way up: of an area or a dwelling, in one statement."""

    def __init__(self, scope: Scope) -> None:
        self.count, self.binds = count_of(scope), binds_of(scope)

    def from_area(self) -> Prepared:
        return _organisations_of_area(self.count)

    def from_dwelling(self) -> Prepared:
        return _organisations_of_dwelling(self.count)

    def stands(self, of_dwelling: bool) -> Prepared:
        return (_dwelling_stands if of_dwelling else _area_stands)(self.count)


@cache
def _organisations_of_area(count: int | None) -> Prepared:
    return Prepared(organisations_on(upward(count)))


@cache
def _organisations_of_dwelling(count: int | None) -> Prepared:
    return Prepared(organisations_on(upward(count, ground_of_dwelling()), _groupings_of_its_unit))


@cache
def _area_stands(count: int | None) -> Prepared:
    return Prepared(select(upward(count).c.id).limit(1))


@cache
def _dwelling_stands(count: int | None) -> Prepared:
    return Prepared(select(upward(count, ground_of_dwelling()).c.id).limit(1))


def _groupings_of_its_unit(grouping_id: ColumnElement[str]) -> ColumnElement[bool]:
    its = and_(
        grouping_units.c.district == dwellings.c.district,
        grouping_units.c.building_id == dwellings.c.building_id,
        grouping_units.c.unit == dwellings.c.unit,
    )
    home = (here(dwellings), dwellings.c.id == bindparam("dwelling_id"))
    found = select(grouping_units.c.grouping_id).select_from(dwellings.join(grouping_units, its))
    return grouping_id.in_(found.where(*home))
