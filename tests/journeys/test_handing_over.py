"""Work is handed over through the gateway: posts, groups, open cases and contacts, in one step."""

from typing import Any

from services.chassis.ids import new_id
from tests.journeys.district import District, etag_of
from tests.journeys.duties import day, enter
from tests.journeys.test_posts import WITHIN, cases_as, chain
from tests.processes import wait_until


def test_posts_and_open_cases_are_handed_over_in_one_step(district: District):
    old = district.appoint("lane")
    [new] = enter(district.officer, ["云雨水"])
    is_open = district.step(district.register(), "assign")
    closed = district.closed(district.register())
    path, body = f"/v1/staff/{old}/hand-over", {"to_id": new["id"], "on": day(0)}
    shown = district.officer.do(path, body | {"dry_run": True})
    assert district.officer.read(f"/v1/cases/{is_open['id']}")["assignee_id"] == old
    done = district.officer.do(path, body)
    assert [each["id"] for each in done["items"]] == [each["id"] for each in shown["items"]]
    assert done["stays"] == [{"what": "case", "why": "closed", "count": 1}]
    assert (shown["contacts"], done["contacts"]) == ("follow", "follow")
    assert district.officer.read(f"/v1/cases/{is_open['id']}")["assignee_id"] == new["id"]
    assert district.officer.read(f"/v1/cases/{closed['id']}")["assignee_id"] == old
    assert chain(district)["responsible"]["staff_id"] == new["id"]
    assert district.officer.do(path, body)["items"] == []

    def sees(person_id: str) -> bool:
        return cases_as(district, person_id).status_code == 200

    wait_until(lambda: sees(new["id"]) and not sees(old), "the grants have followed", WITHIN)


def test_the_groups_that_are_chosen_are_handed_over_with_the_contacts_there(district: District):
    [old, new] = enter(district.officer, ["云雨水", "林惊蛰"])
    community = district.ids["community"]
    building = {"id": new_id(), "name": "1栋", "units": 2, "floors": 1, "rooms_per_floor": 1}
    where = {"community_id": community, "estate": "锦绣苑"}
    district.officer.do("/v1/buildings/batch", where | {"buildings": [building]})
    yards = [
        {"id": new_id(), "kind": "courtyard", "name": f"{unit}号院",
         "units": [{"building_id": building["id"], "first": unit, "last": unit}]}
        for unit in (1, 2)
    ]  # fmt: skip
    district.officer.do("/v1/groupings/batch", {"community_id": community, "groupings": yards})
    for yard in yards:
        held = {"id": new_id(), "staff_id": old["id"], "valid_from": day(-3)}
        path = f"/v1/groupings/{yard['id']}/holders"
        district.officer.do(path, {"holders": [held]}, match=etag_of(1))

    path, body = f"/v1/staff/{old['id']}/hand-over", {"to_id": new["id"], "on": day(0)}
    done = district.officer.do(path, body | {"grouping_ids": [yards[0]["id"]]})
    assert ([each["what"] for each in done["items"]], done["contacts"]) == (["group"], "follow")
    assert done["stays"] == [{"what": "group", "why": "not_chosen", "count": 1}]

    def leads(yard: Any) -> set[str]:
        holders = district.officer.read(f"/v1/groupings/{yard['id']}")["holders"]
        return {each["staff_id"] for each in holders if each["valid_to"] is None}

    assert (leads(yards[0]), leads(yards[1])) == ({new["id"]}, {old["id"]})
    refused = district.officer.refused("POST", path, body | {"grouping_ids": [new_id()]})
    assert (refused.status, refused.code, set(refused.named)) == (404, "GroupNotHeld", {"grouping_ids"})


def test_a_hand_over_that_cannot_be_changes_nothing(district: District):
    old = district.appoint("lane")
    path = f"/v1/staff/{old}/hand-over"
    for to_id, code in ((old, "HandedToThemselves"), (new_id(), "StaffUnknown")):
        refused = district.officer.refused("POST", path, {"to_id": to_id, "on": day(0)})
        assert (refused.code, set(refused.named)) == (code, {"to_id"})
    assert chain(district)["responsible"]["staff_id"] == old
