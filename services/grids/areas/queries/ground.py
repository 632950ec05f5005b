"""What other rooms may know of the ground: they know area ids, never this room's tables."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, bindparam, func, not_, select

from services.chassis.caller import Scope
from services.chassis.clock import SHANGHAI
from services.chassis.storage.prepared import here
from services.chassis.storage.ranges import under
from services.chassis.storage.scope import all_within, within_each
from services.grids.areas.domain.change import ChangeKind
from services.grids.areas.queries.held import Condition, binds_of, count_of, path_seen_by, seen_by
from services.grids.areas.queries.then import downward_then, lasts_beyond, not_yet
from services.grids.areas.queries.upward import ON
from services.grids.areas.queries.visible import Visible, code_holds_on
from services.grids.areas.store.tables import area_changes, area_codes, area_spans, areas

AREA_ID: ColumnElement[str] = areas.c.id
"""What the columns that are added to `with_community` may speak of."""
SAID = ("kind", "effective_on", "document_number", "at")


class Ground(Visible):
    @property
    def seen(self) -> Condition:
        """The caller may see the area whose id a column holds; prepared: the ids are in `binds`."""
        return seen_by(count_of(self.scope))

    @property
    def binds(self) -> dict[str, str]:
        return binds_of(self.scope)

    def visible(self, area_id: ColumnElement[str]) -> ColumnElement[bool]:
        """The same for a list: a database that finds the areas first need not look at every row."""
        return all_within(self.scope, self.rows, area_id, areas)

    def reached(self, area_id: ColumnElement[str]) -> ColumnElement[bool]:
        """The same for a row that is known by its id."""
        return within_each(self.scope, self.rows, area_id, areas)

    def below(self, area_id: ColumnElement[str], root_id: str) -> ColumnElement[bool]:
        """The area whose id a column holds lies in a subtree."""
        return self.below_any(area_id, [root_id])

    def below_any(self, area_id: ColumnElement[str], root_ids: Collection[str]) -> ColumnElement[bool]:
        """The same of several."""
        return all_within(Scope(tuple(root_ids)), self.rows, area_id, areas)

    def behind(self, area_id: str, limit: int) -> list[str]:
        """Ids of areas, ended ones with them, in their order."""
        found = select(areas.c.id).where(self.rows.of(areas), areas.c.id > area_id)
        return [row["id"] for row in self.rows.all(found.order_by(areas.c.id).limit(limit))]

    def of_kinds(self, area_id: ColumnElement[str], kinds: Collection[str]) -> ColumnElement[bool]:
        """The area whose id a column holds is of one of these."""
        its = (self.rows.of(areas), areas.c.id == area_id)
        return select(areas.c.kind).where(*its).scalar_subquery().in_(kinds)

    def kinds(self, area_ids: Collection[str]) -> dict[str, str]:
        """Of those that stand."""
        found = self.select(areas.c.id, areas.c.kind).where(areas.c.id.in_(area_ids), areas.c.active)
        return {row["id"]: row["kind"] for row in self.rows.all(found)}

    def stood(self, area_ids: Collection[str]) -> dict[str, tuple[str, date, date | None]]:
        """Kind, first day and first day no more, of those that stand and of those that ended."""
        found = self.select(areas.c.id, areas.c.kind, areas.c.valid_from, areas.c.valid_to)
        rows = self.rows.all(found.where(areas.c.id.in_(area_ids)))
        return {row["id"]: (row["kind"], row["valid_from"], row["valid_to"]) for row in rows}

    def hold(self, area_id: str) -> tuple[bool, date | None] | None:
        """Whether it stands, and its first day no more; it does not end until we are done."""
        its = self.select(areas.c.active, areas.c.valid_to).where(areas.c.id == area_id)
        found = self.rows.one(its.with_for_update(read=True, of=AREA_ID))
        return (found["active"], found["valid_to"]) if found else None

    def founded_on(self, area_ids: Collection[str]) -> dict[str, date]:
        """Of those that came of others, or by a document, or on a day before they were entered."""
        came_of = (
            areas.c.founded_in == area_changes.c.number,
            areas.c.valid_from == area_changes.c.effective_on,
        )
        found = (
            self.select(areas.c.id, areas.c.valid_from, *(area_changes.c[name] for name in SAID))
            .join(area_changes, and_(self.rows.of(area_changes), *came_of))
            .where(areas.c.id.in_(area_ids))
        )
        return {row["id"]: row["valid_from"] for row in self.rows.all(found) if _was_said(row)}

    def right_below(self, area_ids: Collection[str]) -> dict[str, list[tuple[str, str]]]:
        """Ids and kinds of the active areas right below those."""
        children = self.select(areas.c.parent_id, areas.c.id, areas.c.kind)
        below: dict[str, list[tuple[str, str]]] = {}
        for row in self.rows.all(children.where(areas.c.parent_id.in_(area_ids), areas.c.active)):
            below.setdefault(row["parent_id"], []).append((row["id"], row["kind"]))
        return below

    def under_since(self, area_ids: Collection[str]) -> dict[str, date]:
        """The day since which each stands under its parent, of those that stood elsewhere before."""
        its = (self.rows.of(area_spans), area_spans.c.area_id == areas.c.id)
        elsewhere = area_spans.c.parent_id.is_distinct_from(areas.c.parent_id)
        since = func.max(area_spans.c.valid_to).label("since")
        found = self.select(areas.c.id, since).join(area_spans, and_(*its, elsewhere))
        rows = self.rows.all(found.where(areas.c.id.in_(area_ids)).group_by(areas.c.id))
        return {row["id"]: row["since"] for row in rows}

    def standing(self, places: Collection[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
        """Those of these kinds and what they stand under of which the district has an active area."""
        return [place for place in sorted(places, key=str) if self._stands(*place)]

    def _stands(self, kind: str, under: str | None) -> bool:
        """One is enough."""
        parents = areas.alias()
        its = and_(parents.c.district == areas.c.district, parents.c.id == areas.c.parent_id)
        one = (
            select(areas.c.id)
            .select_from(areas.outerjoin(parents, its))
            .where(self.rows.of(areas), areas.c.kind == kind, areas.c.active)
            .where(parents.c.kind == under if under else areas.c.parent_id.is_(None))
            .limit(1)
        )
        return self.rows.one(one) is not None

    def places(self, area_ids: Collection[str]) -> dict[str, tuple[str, str | None]]:
        """Kind and community of those that stand and that the caller may see."""
        found = self.select(areas.c.id, areas.c.kind, areas.c.community_id)
        found = found.where(areas.c.id.in_(area_ids), areas.c.active)
        return {row["id"]: (row["kind"], row["community_id"]) for row in self.rows.all(found)}

    def one(self, area_id: str) -> Subquery:
        """Columns id, name, kind, path."""
        return self._places().where(areas.c.id == area_id).subquery()

    def one_on(self, area_id: str, on: date) -> Subquery:
        """The same of one that stood that day: founded by then, where that was said, and not ended."""
        stood = (lasts_beyond(on), not_(not_yet(areas, on, self.rows.of)))
        return self._places().where(areas.c.id == area_id, *stood).subquery()

    def find(self, area_id: str) -> dict[str, Any] | None:
        """The same of one that stands."""
        return self.rows.one(self._places().where(areas.c.id == area_id, areas.c.active))

    def subtree(self, area_id: str) -> Subquery | None:
        """The same of those that stand; None for an area that the caller does not see."""
        path = self.find_path(area_id)
        return (
            None
            if path is None
            else self._places().where(under(areas.c.path, path), areas.c.active).subquery()
        )

    def subtree_then(self, area_id: str, on: date) -> Subquery | None:
        """The same of those that stood on a day that is over, by who stood under whom that day."""
        if self.find_path(area_id) is None:
            return None
        return select(downward_then(area_id, on, self.rows.of)).subquery()

    def _places(self) -> Select[Any]:
        return self.select(areas.c.id, areas.c.name, areas.c.kind, areas.c.path)


def _was_said(row: Mapping[str, Any]) -> bool:
    """Not merely the day on which a district wrote down what had long been there."""
    if row["kind"] != ChangeKind.FOUNDED.value:
        return row["kind"] in (ChangeKind.MERGED.value, ChangeKind.SPLIT.value)
    entered_on: date = row["at"].astimezone(SHANGHAI).date()
    return row["document_number"] is not None or row["effective_on"] < entered_on


def with_community(held: int | None, *more: ColumnElement[Any]) -> Select[Any]:
    """To be prepared: the kind of area `area_id`, its community, and each code of that on day `on`.

    `held` is the number of areas that the caller holds; None: the whole district.
    """
    community = areas.alias()
    its = and_(community.c.district == areas.c.district, community.c.id == areas.c.community_id)
    codes = and_(
        area_codes.c.district == areas.c.district,
        area_codes.c.area_id == areas.c.community_id,
        code_holds_on(ON),
    )
    code = (area_codes.c.scheme, area_codes.c.code)
    mine = (here(areas), areas.c.id == bindparam("area_id"), areas.c.active, path_seen_by(held))
    return (
        select(areas.c.kind, areas.c.community_id, community.c.path, *code, *more)
        .select_from(areas.outerjoin(community, its).outerjoin(area_codes, codes))
        .where(*mine)
    )
