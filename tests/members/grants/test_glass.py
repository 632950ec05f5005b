"""Breaking the glass (应急授权): one's own role elsewhere, for hours and a reason; on both databases."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from services.chassis.caller import Caller, Grant
from services.chassis.errors import FieldsInvalid
from services.chassis.storage.sql import Sql
from services.members.grants.domain.errors import AreaUnknown, RoleNotHeld
from services.members.grants.schemas import BreakGlassSchema
from services.members.grants.use_cases.break_glass import break_glass
from services.members.grants.use_cases.issue_token import IssueToken, standing_of
from tests.members.builders import NOW, id_of
from tests.members.house import House

REASON = "隔壁院落突发火情，需联系住户"


def broken(house: House, *held: Grant, **different: Any) -> Any:
    usual = {"id": id_of("glass"), "role": "grid_worker", "area_id": id_of("yard"), "reason": REASON}
    call = house._call("glass.break", True, "break_glass")
    caller = Caller(house.district, id_of("zhang"), "person", held)
    call.caller = caller
    try:
        shown = break_glass(BreakGlassSchema().parse(usual | different), call.begin, caller)
        call.commit(None)
    finally:
        call.rollback()
    return shown


WORKER = Grant("grid_worker", id_of("lane"))


def test_it_holds_for_three_hours_and_ends_by_itself(house: House):
    shown = broken(house.holding("lane"), WORKER)
    assert shown["valid_until"] - shown["valid_from"] == timedelta(hours=3)
    for after, count in ((timedelta(), 1), (timedelta(hours=3, seconds=-1), 1), (timedelta(hours=3), 0)):
        assert len(standing(house, NOW + after)) == count


def standing(house: House, at: datetime) -> tuple[Grant, ...]:
    call = house._call("tokens.issue", True, "issue_token")
    try:
        return standing_of(IssueToken(id_of("zhang")), call.begin, call.caller, at).grants
    finally:
        call.rollback()


@pytest.mark.parametrize(
    "held", [(), (Grant("resident", id_of("lane")),), (Grant("grid_worker", id_of("lane"), until=NOW),)]
)
def test_it_gives_nobody_a_role_that_they_do_not_hold(house: House, held: tuple[Grant, ...]):
    with pytest.raises(RoleNotHeld):
        broken(house, *held)


def test_an_area_of_another_district_stays_out_of_reach(house: House):
    with pytest.raises(AreaUnknown):
        broken(house, WORKER, area_id=id_of("nowhere"))


def test_it_needs_a_reason_that_says_something(house: House):
    with pytest.raises(FieldsInvalid):
        broken(house, WORKER, reason="急急急急急急急急急")


def test_somebody_hears_of_it_and_not_why(house: House):
    broken(house, WORKER)
    with house.database.look(house.district) as rows:
        [(body,)] = rows.run(Sql("SELECT body FROM outbox WHERE district = ?"), house.district).rows
    assert "GlassBroken" in body
    assert REASON not in body
