"""Organisations and their members, page by page, in the caller's areas."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from sqlalchemy import ColumnElement, or_, select

from services.chassis.storage.paging import page
from services.chassis.storage.rows import Rows
from services.grids.organisations.domain.errors import AreaUnknown, OrganisationUnknown
from services.grids.organisations.store.members import SHOWN as MEMBERSHIP
from services.grids.organisations.store.tables import organisation_members, organisations
from services.grids.organisations.use_cases.ports import After, Page, Row, Wanted

SHOWN = tuple(column for column in organisations.columns if column.name != "district")
Seen = Callable[[ColumnElement[str]], ColumnElement[bool]]


class Areas(Protocol):
    def visible(self, area_id: ColumnElement[str]) -> ColumnElement[bool]: ...
    def reached(self, area_id: ColumnElement[str]) -> ColumnElement[bool]: ...
    def below(self, area_id: ColumnElement[str], root_id: str) -> ColumnElement[bool]: ...
    def find_path(self, area_id: str) -> str | None: ...


class SqlOrganisationViews:
    def __init__(self, rows: Rows, areas: Areas) -> None:
        self.rows, self.areas = rows, areas

    def one(self, organisation_id: str) -> Row:
        its = (self.rows.of(organisations), organisations.c.id == organisation_id)
        found = self.rows.one(select(*SHOWN).where(*its, self.areas.reached(organisations.c.area_id)))
        if found is None:
            raise OrganisationUnknown(organisation_id=organisation_id)
        return found

    def listed(self, wanted: Wanted, after: After, limit: int) -> Page:
        its = organisations.c
        is_closed = its.closed_on.is_not(None) if wanted.closed else its.closed_on.is_(None)
        mine = [self.rows.of(organisations), self.areas.visible(its.area_id), is_closed]
        if wanted.area_id is not None:
            refuse_unseen(self.areas, wanted.area_id)
            mine.append(self.areas.below(its.area_id, wanted.area_id))
        asked = {name: getattr(wanted, name) for name in ("grouping_id", "kind", "parent_id")}
        mine += [its[name] == value for name, value in asked.items() if value is not None]
        by = [its.name, its.id]
        items, following = page(self.rows, select(*SHOWN).where(*mine), by=by, after=after, limit=limit)
        return {"items": items, "next": following}

    def members(self, organisation_id: str, on: date | None, after: After, limit: int) -> Page:
        self.one(organisation_id)
        its = organisation_members.c
        mine = [self.rows.of(organisation_members), its.organisation_id == organisation_id]
        if on is not None:
            mine += [its.valid_from <= on, or_(its.valid_to.is_(None), its.valid_to > on)]
        by = [its.valid_from, its.id]
        items, following = page(self.rows, select(*MEMBERSHIP).where(*mine), by=by, after=after, limit=limit)
        return {"items": items, "next": following}


def refuse_unseen(areas: Areas, area_id: str) -> None:
    """Raises AreaUnknown."""
    if areas.find_path(area_id) is None:
        raise AreaUnknown(area_id=area_id)
