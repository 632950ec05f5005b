"""Inside a district a caller sees the subtrees that it holds, and nothing beside them (D2)."""

import pytest
from sqlalchemy import insert, literal, not_, select

from services.chassis.caller import NOWHERE, WHOLE_DISTRICT, Scope
from services.chassis.storage.scope import all_within, within, within_each, within_paths
from tests.chassis.storage.builders import (
    ELSEWHERE,
    THERE,
    a_garden,
    lay_ground,
    plant,
    reading,
)
from tests.chassis.storage.shop.tables import areas, gardens

SCOPES = {
    "the whole district": (WHOLE_DISTRICT, ["area-1", "area-2", "area-3"]),
    "nowhere": (NOWHERE, []),
    "an area and what lies in it": (Scope(("area-1",)), ["area-1", "area-3"]),
    "an inner area": (Scope(("area-3",)), ["area-3"]),
    "two areas": (Scope(("area-3", "area-2")), ["area-2", "area-3"]),
    "one inside the other": (Scope(("area-1", "area-3")), ["area-1", "area-3"]),
    "an area that is gone": (Scope(("area-9",)), []),
    "one that is gone and one that is not": (Scope(("area-9", "area-2")), ["area-2"]),
    "an area of another district": (Scope(("area-8",)), []),
}


@pytest.fixture
def planted(database):
    """A garden in each area, called like it; an area of another district has a path that holds ours."""
    lay_ground(database)
    plant(database, *(a_garden(id=area, area_id=area) for area in ("area-1", "area-2", "area-3")))
    lay_ground(database, THERE)
    with database.work(THERE) as work:
        work.execute(insert(areas).values(district=THERE, id="area-8", path="a/", name="East"))
    return database


@pytest.mark.parametrize("lying", [within, within_each, all_within])
@pytest.mark.parametrize(("scope", "seen"), SCOPES.values(), ids=SCOPES)
def test_rows_are_seen_by_the_area_they_lie_in(planted, scope, seen, lying):
    with reading(planted, scope=scope) as tx:
        mine = lying(tx.scope, tx.rows, gardens.c.area_id, areas)
        rows = tx.rows.all(select(gardens.c.id).where(tx.rows.of(gardens), mine).order_by(gardens.c.id))

    assert [row["id"] for row in rows] == seen


@pytest.mark.parametrize(("scope", "seen"), SCOPES.values(), ids=SCOPES)
def test_areas_are_seen_by_their_own_paths(planted, scope, seen):
    with reading(planted, scope=scope) as tx:
        mine = within_paths(tx.scope, tx.rows, areas.c.path, areas)
        rows = tx.rows.all(select(areas.c.id).where(tx.rows.of(areas), mine).order_by(areas.c.id))

    assert [row["id"] for row in rows] == seen


def test_a_scope_counts_in_the_callers_district(planted):
    with reading(planted, ELSEWHERE, scope=Scope(("area-1",))) as tx:
        mine = within_paths(tx.scope, tx.rows, areas.c.path, areas)
        rows = tx.rows.all(select(areas.c.district).where(tx.rows.of(areas), mine).distinct())

    assert rows == [{"district": THERE}]


@pytest.mark.parametrize("scope", [Scope(("area-1",)), Scope(("area-9",))], ids=["held", "gone"])
def test_what_is_not_there_is_denied_and_not_unknown(planted, scope):
    """So that it may be turned round: what a caller may not see is told of by its number alone."""
    with reading(planted, scope=scope) as tx:
        lying = within_each(tx.scope, tx.rows, literal("area-8"), areas)
        assert tx.rows.all(select(literal(1).label("n")).where(not_(lying))) == [{"n": 1}]
