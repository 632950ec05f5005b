"""Outside their own areas and district, callers find nothing, change nothing and learn nothing (D2)."""

from typing import Any

import pytest

from services.chassis.ids import new_id
from tests.journeys.conftest import Settled
from tests.journeys.district import STEPS, District, an_area, etag_of
from tests.journeys.somebody import Somebody

WORKERS = [("micro_grid_worker", "court"), ("grid_worker", "second"), ("community_secretary", "yard")]


@pytest.fixture(params=[*WORKERS, ("district_officer", None)], ids=lambda who: f"{who[0]} of {who[1]}")
def stranger(untouched: District, elsewhere: District, request: pytest.FixtureRequest) -> Somebody:
    """Of a neighbouring area; or the officer of another district, who may do everything there."""
    role, area = request.param
    return untouched.somebody(role, area) if area else elsewhere.somebody(role)


def test_a_strangers_case_is_not_found(stranger: Somebody, settled: Settled):
    told = stranger.refused("GET", f"/v1/cases/{settled.cases['assigned']['id']}")
    assert (told.status, told.code) == (404, "CaseUnknown")


@pytest.mark.parametrize("step", STEPS)
def test_a_strangers_case_cannot_be_handled(stranger: Somebody, settled: Settled, step: str):
    state = {"assign": "registered", "take-in-hand": "assigned", "close": "in_hand"}[step]
    case = settled.cases[state]
    path = f"/v1/cases/{case['id']}/{step}"
    told = stranger.refused("POST", path, STEPS[step], match=etag_of(case["version"]))
    assert (told.status, told.code, told.values) == (404, "CaseUnknown", {"case_id": case["id"]})


def test_a_strangers_cases_and_messages_are_in_no_list(stranger: Somebody, settled: Settled):
    lane, case = settled.district.ids["lane"], settled.cases["closed"]
    assert stranger.all("/v1/cases", area_id=lane) == []
    assert stranger.all("/v1/messages", case_id=case["id"]) == []
    assert lane not in {row["area_id"] for row in stranger.all("/v1/cases")}


def test_a_strangers_message_is_not_found(stranger: Somebody, settled: Settled):
    [message] = settled.district.messages(settled.cases["closed"])
    assert stranger.refused("GET", f"/v1/messages/{message['id']}").code == "MessageUnknown"


def test_nobody_registers_in_a_strangers_micro_grid(stranger: Somebody, settled: Settled):
    body = {"area_id": settled.district.ids["lane"], "text": "楼道灯不亮"}
    told = stranger.refused("POST", "/v1/cases", body)
    assert (told.status, told.code) == (404, "AreaUnknown")


@pytest.mark.parametrize("path", ["/v1/areas/{}", "/v1/areas/{}/children", "/v1/areas/{}/subtree",
                                  "/v1/areas/{}/holder", "/v1/posts?area_id={}"])  # fmt: skip
def test_a_strangers_area_is_not_found(stranger: Somebody, settled: Settled, path: str):
    told = stranger.refused("GET", path.format(settled.district.ids["lane"]))
    assert (told.status, told.code) == (404, "AreaUnknown")


def test_a_strangers_area_is_found_by_no_name(stranger: Somebody, settled: Settled):
    found = {area["id"] for area in stranger.all("/v1/areas", name_prefix="lane")}
    assert settled.district.ids["lane"] not in found


def changes(lane: str, own: str | None) -> dict[str, tuple[str, str, Any]]:
    return {
        "found below": ("POST", "/v1/areas/batch", {"areas": [an_area("micro", lane)]}),
        "rename": ("PATCH", f"/v1/areas/{lane}", {"name": "新名"}),
        "move": ("POST", f"/v1/areas/{lane}/move", {"parent_id": own or new_id()}),
        "move there": ("POST", f"/v1/areas/{own or lane}/move", {"parent_id": lane}),
    }


@pytest.mark.parametrize("change", changes("", ""))
@pytest.mark.parametrize("area", ["second", None])
def test_a_strangers_ground_is_not_changed(
    untouched: District, elsewhere: District, change: str, area: str | None
):
    stranger = untouched.somebody("community_secretary", area) if area else elsewhere.officer
    own = (untouched if area else elsewhere).ids["second"]
    method, path, body = changes(untouched.ids["first"], own)[change]
    told = stranger.refused(method, path, body, match=etag_of(1))
    assert (told.status, told.code) == (404, "AreaUnknown")


def test_only_the_whole_district_founds_a_top(untouched: District):
    body = {"areas": [an_area("county", None)]}
    told = untouched.somebody("community_secretary", "community").refused("POST", "/v1/areas/batch", body)
    assert (told.status, told.code) == (403, "TopNeedsWholeDistrict")


def test_nobody_is_appointed_across_districts(untouched: District, elsewhere: District):
    here = untouched.officer.read(f"/v1/areas/{untouched.ids['lane']}/holder")["staff_id"]
    post = {"id": new_id(), "role": "micro_grid_worker", "valid_from": "2026-01-01", "staff_id": here}
    batch = {"appointments": [post | {"area_id": elsewhere.ids["lane"]}]}
    told = elsewhere.officer.refused("POST", "/v1/appointments/batch", batch)
    assert (told.status, told.code) == (404, "StaffUnknown")
    assert elsewhere.officer.read(f"/v1/areas/{elsewhere.ids['lane']}/holder")["vacant"] is True


def test_a_grant_over_two_areas_sees_both_and_no_third(untouched: District):
    worker = untouched.somebody("grid_worker", "first")
    seen = {area["id"] for area in worker.all(f"/v1/areas/{untouched.ids['first']}/subtree")}
    assert seen == {untouched.ids[name] for name in ("first", "lane", "court")}
