"""Posts through the gateway: deputies, several holders, ex officio, hand-over, and who answers."""

from typing import Any

import httpx
import pytest

from services.chassis.ids import new_id
from tests.journeys.district import District, etag_of
from tests.journeys.duties import (
    ROLES,
    a_duty,
    a_role,
    appoint,
    day,
    enter,
    not_appointed,
    of_the_row,
    set_roles,
    usual_roles,
)
from tests.processes import wait_until

WITHIN = 20.0


def token_of(district: District, person_id: str) -> str:
    return str(district.operator.do("/v1/tokens", {"person_id": person_id})["token"])


def cases_as(district: District, person_id: str) -> httpx.Response:
    token = token_of(district, person_id)
    return district.officer.get("/v1/cases", headers={"Authorization": f"Bearer {token}"})


def chain(district: District, area: str = "lane", **more: Any) -> Any:
    return district.officer.read(f"/v1/areas/{district.ids[area]}/responsible", **more)


def test_a_deputy_sees_the_same_list_on_those_days_only(district: District):
    lane = district.ids["lane"]
    here, before, after = enter(district.officer, ["云雨水", "林惊蛰", "石春分"])
    holder = district.appoint("lane")
    case = district.register()
    district.register("yard")
    appoint(
        district.officer,
        *(
            a_duty(person, lane, "micro_grid_worker", deputises=True, valid_from=first, valid_to=last)
            for person, first, last in (
                (before, day(-9), day(0)),
                (here, day(0), day(3)),
                (after, day(3), day(9)),
            )
        ),
    )

    def sees(person_id: str) -> bool:
        return cases_as(district, person_id).status_code == 200

    wait_until(lambda: sees(holder) and sees(here["id"]), "the posts have brought their grants", WITHIN)
    assert cases_as(district, here["id"]).json()["items"] == cases_as(district, holder).json()["items"]
    assert [each["id"] for each in cases_as(district, here["id"]).json()["items"]] == [case["id"]]
    administrator = district.somebody("security_administrator")
    others = (before["id"], after["id"])

    def has_come() -> bool:
        return all(administrator.all("/v1/grants", person_id=each) for each in others)

    wait_until(has_come, "the others' grants are there", WITHIN)
    assert [cases_as(district, each).status_code for each in others] == [403, 403]


def test_a_case_goes_to_the_deputy_on_their_days(district: District):
    [deputy] = enter(district.officer, ["云雨水"])
    district.appoint("lane")
    days = {"valid_from": day(0), "valid_to": day(2)}
    duty = a_duty(deputy, district.ids["lane"], "micro_grid_worker", deputises=True, **days)
    appoint(district.officer, duty)
    assert district.step(district.register(), "assign")["assignee_id"] == deputy["id"]


def test_a_vacant_case_says_who_answers_above(district: District):
    chief = district.appoint("total", "chief")
    case = district.step(district.register(), "assign")
    assert (case["state"], case["vacant"], case["above_id"]) == ("registered", True, chief)


def test_an_appointment_that_cannot_be_names_its_fields(district: District):
    lane = district.ids["lane"]
    [person, other] = enter(district.officer, ["云雨水", "林惊蛰"])
    appoint(district.officer, a_duty(person, lane, "micro_grid_worker", valid_to="2026-06-01"))

    def refusal(**more: Any) -> tuple[str, set[str]]:
        role = more.pop("role", "micro_grid_worker")
        refused = not_appointed(district.officer, a_duty(other, lane, role, **more))
        return refused.code, of_the_row(refused)

    assert refusal(valid_from="2026-05-31") == ("PostTaken", {"valid_from", "valid_to"})
    assert refusal(valid_from="2026-07-01", valid_to="2026-07-01") == ("TermEmpty", {"valid_to"})
    assert refusal(role="chief")[0] == refusal(role="nobody")[0] == "PostUnknown"
    assert appoint(district.officer, a_duty(other, lane, "micro_grid_worker", valid_from="2026-06-01"))


def test_changing_the_secretary_changes_the_chief(district: District):
    """S2.56."""
    community, total = district.ids["community"], district.ids["total"]
    [first, second] = enter(district.officer, ["云雨水", "林惊蛰"])
    [secretary, chief] = appoint(district.officer, a_duty(first, community, "community_secretary"))
    assert (chief["area_id"], chief["role"], chief["ex_officio_of"]) == (total, "chief", secretary["id"])
    alone = f"/v1/appointments/{chief['id']}/end"
    refused = district.officer.refused("POST", alone, {"valid_to": day(0)}, match=etag_of(1))
    assert (refused.status, refused.code) == (409, "HeldExOfficio")

    path = f"/v1/appointments/{secretary['id']}/end"
    district.officer.do(path, {"valid_to": day(0)}, match=etag_of(1))
    appoint(district.officer, a_duty(second, community, "community_secretary", valid_from=day(0)))
    holders = [
        district.officer.read(f"/v1/areas/{total}/holder", on=on)["staff_id"] for on in (day(-1), day(0))
    ]
    assert holders == [first["id"], second["id"]]
    administrator = district.somebody("security_administrator")

    def roles_of(person: Any) -> set[str]:
        return {each["role"] for each in administrator.all("/v1/grants", person_id=person["id"])}

    both = {"chief", "community_secretary"}
    wait_until(lambda: roles_of(second) == both, "the office has brought its grants", WITHIN)


def test_a_grid_that_is_founded_later_has_the_secretary_for_its_chief_at_once(district: District):
    """S2.56."""
    [secretary] = enter(district.officer, ["云雨水"])
    duty = a_duty(secretary, district.ids["community"], "community_secretary")
    [main, _] = appoint(district.officer, duty)
    grid = {
        "id": new_id(), "parent_id": district.ids["community"], "kind": "general_total", "name": "第二总网格"
    }  # fmt: skip
    district.officer.do("/v1/areas/batch", {"areas": [grid]})
    holder = f"/v1/areas/{grid['id']}/holder"
    assert district.officer.read(holder)["staff_id"] == secretary["id"]
    path = f"/v1/appointments/{main['id']}/end"
    district.officer.do(path, {"valid_to": day(1)}, match=etag_of(1))
    assert district.officer.read(holder, on=day(0))["staff_id"] == secretary["id"]
    assert district.officer.read(holder, on=day(1))["vacant"]


@pytest.fixture
def five_steps(district: District) -> District:
    """总网格长—分网格长—网格员—计生协小组长—居民 (S0.03)."""
    answers = {"expected": True}
    set_roles(
        district.officer,
        [
            a_role("chief", "general_total", rung=4, grants="chief", **answers),
            a_role("sub_leader", "base", rung=3, grants="grid_worker", **answers),
            a_role("grid_worker", "base", rung=2, grants="grid_worker", **answers),
            a_role("association_group_leader", "micro", rung=1, many=True, **answers),
        ],
    )
    return district


STEPS = [
    ("lane", "association_group_leader"),
    ("first", "grid_worker"),
    ("first", "sub_leader"),
    ("total", "chief"),
]


def test_what_a_resident_raises_climbs_exactly_four_steps(five_steps: District):
    people = {role: five_steps.appoint(area, role) for area, role in STEPS}
    found = chain(five_steps)
    assert [level["role"] for level in found["levels"]] == [role for _, role in STEPS]
    assert found["levels"][-1]["hop"] == 4
    assert found["responsible"]["staff_id"] == people["association_group_leader"]


def test_a_missing_holder_is_skipped_upward_with_a_note(five_steps: District):
    people = {role: five_steps.appoint(area, role) for area, role in STEPS if role != "grid_worker"}
    worker = chain(five_steps)["levels"][1]
    assert (worker["vacant"], worker["answered_by"]) == (True, 3)
    assert chain(five_steps)["levels"][2]["people"][0]["staff_id"] == people["sub_leader"]
    assert chain(five_steps, on="2025-12-31")["responsible"] is None


def test_nobody_is_appointed_before_an_area_was_founded(district: District):
    [person] = enter(district.officer, ["云雨水"])
    grid = {"id": new_id(), "parent_id": district.ids["first"], "kind": "micro", "name": "新里"}
    founding = {"areas": [grid], "document_number": "成民〔2026〕7号"}
    district.officer.do("/v1/areas/batch", founding)
    duty = a_duty(person, grid["id"], "micro_grid_worker")
    refused = not_appointed(district.officer, duty | {"valid_from": day(-1)})
    assert (refused.status, refused.code) == (422, "AppointedBeforeFounding")
    assert (of_the_row(refused), refused.values["founded_on"]) == ({"valid_from"}, day(0))
    assert appoint(district.officer, duty | {"valid_from": day(0)})


def test_a_dwelling_s_chain_is_its_grid_s(district: District):
    holder = district.appoint("lane")
    building = {"id": new_id(), "name": "1栋", "units": 1, "floors": 1, "rooms_per_floor": 1}
    where = {"community_id": district.ids["community"], "estate": "锦绣苑"}
    district.officer.do("/v1/buildings/batch", where | {"buildings": [building]})
    ranges = [{"building_id": building["id"], "first": 1, "last": 1, "area_id": district.ids["lane"]}]
    district.officer.do("/v1/units/give", {"ranges": ranges})
    [home] = district.officer.all(f"/v1/buildings/{building['id']}/dwellings")
    found = district.officer.read(f"/v1/dwellings/{home['id']}/responsible")
    assert (found["area_id"], found["responsible"]["staff_id"]) == (district.ids["lane"], holder)
    refused = district.officer.refused("GET", f"/v1/dwellings/{new_id()}/responsible")
    assert (refused.status, refused.code) == (404, "DwellingUnknown")


def test_a_district_adds_a_post_from_a_day_on(district: District):
    helper = a_role("helper", "micro", many=True, grants="volunteer")
    written = set_roles(district.officer, [*usual_roles(district.officer), helper], day(0))
    assert (written["version"], written["roles"][-1]["name_zh"]) == (1, "helper岗")
    assert "helper" not in {each["key"] for each in district.officer.read(ROLES, on=day(-1))["roles"]}
    people = enter(district.officer, ["云雨水", "林惊蛰"])
    duties = [a_duty(each, district.ids["lane"], "helper", valid_from=day(0)) for each in people]
    assert len(appoint(district.officer, *duties)) == 2
    again = not_appointed(district.officer, duties[0] | {"id": new_id()})
    assert (again.code, of_the_row(again)) == ("AlreadyHolds", {"staff_id", "valid_from", "valid_to"})


def test_posts_are_the_district_s_to_say(district: District):
    body: dict[str, Any] = {"valid_from": day(0), "roles": usual_roles(district.officer)}
    secretary = district.somebody("community_secretary", "community")
    assert secretary.ask("PUT", ROLES, body, match=etag_of(0)).status_code == 403
    stale = district.officer.refused("PUT", ROLES, body, match=etag_of(7))
    assert (stale.status, stale.code) == (412, "StaleVersion")
    body["roles"] = [body["roles"][0] | {"grants": "system_administrator"}]
    refused = district.officer.refused("PUT", ROLES, body, match=etag_of(0))
    assert (refused.status, refused.code, set(refused.named)) == (422, "GrantNotOfPosts", {"roles"})
    assert district.officer.read(ROLES)["version"] == 0
