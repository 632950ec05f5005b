"""What the case flow refuses: wrong transitions, wrong ground, too much to tell, reused keys."""

from typing import Any

import pytest

from services.chassis.ids import new_id
from tests.journeys.conftest import Settled
from tests.journeys.district import STEPS, District, etag_of

ALLOWED = {"registered": "assign", "assigned": "take-in-hand", "in_hand": "close", "closed": None}
BECOMES = {"assign": "assigned", "take-in-hand": "in_hand", "close": "closed"}
WRONG = [(state, step) for state, allowed in ALLOWED.items() for step in STEPS if step != allowed]


def a_voice(here: District, **more: Any) -> dict[str, Any]:
    return {"area_id": here.ids["lane"], "text": "楼道灯不亮"} | more


@pytest.mark.parametrize(("state", "step"), WRONG)
def test_a_case_takes_the_next_step_and_no_other(
    untouched: District, settled: Settled, state: str, step: str
):
    case = settled.cases[state]
    path = f"/v1/cases/{case['id']}/{step}"
    told = untouched.officer.refused("POST", path, STEPS[step], match=etag_of(case["version"]))
    assert (told.status, told.code) == (409, "WrongState")
    assert told.values == {"case_id": case["id"], "state": state, "to": BECOMES[step]}


@pytest.mark.parametrize("step", ["take-in-hand", "close"])
def test_a_vacant_case_cannot_be_handled(untouched: District, settled: Settled, step: str):
    path = f"/v1/cases/{settled.cases['vacant']['id']}/{step}"
    told = untouched.officer.refused("POST", path, STEPS[step], match=etag_of(1))
    assert (told.status, told.code) == (409, "WrongState")


@pytest.mark.parametrize("step", STEPS)
def test_a_case_that_nobody_knows_is_not_found(untouched: District, step: str):
    unknown = new_id()
    told = untouched.officer.refused("POST", f"/v1/cases/{unknown}/{step}", STEPS[step], match=etag_of(1))
    assert (told.status, told.code, told.named) == (404, "CaseUnknown", {"case_id": "CaseUnknown"})
    assert untouched.officer.refused("GET", f"/v1/cases/{unknown}").code == "CaseUnknown"


def test_a_message_that_nobody_knows_is_not_found(untouched: District):
    told = untouched.officer.refused("GET", f"/v1/messages/{new_id()}")
    assert (told.status, told.code, list(told.named)) == (404, "MessageUnknown", ["message_id"])


def test_a_case_in_an_area_that_nobody_knows_is_refused(untouched: District):
    told = untouched.officer.refused("POST", "/v1/cases", a_voice(untouched, area_id=new_id()))
    assert (told.status, told.code, told.named) == (404, "AreaUnknown", {"area_id": "AreaUnknown"})


@pytest.mark.parametrize("area", ["county", "township", "community", "total", "first"])
def test_a_case_is_raised_in_a_micro_grid_only(untouched: District, area: str):
    told = untouched.officer.refused("POST", "/v1/cases", a_voice(untouched, area_id=untouched.ids[area]))
    assert (told.status, told.code, list(told.named)) == (422, "AreaNotMicroGrid", ["area_id"])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("事" * 5000, "too_long"),
        ("事" * 4001, "too_long"),
        (" \n ", "too_short"),
        ("a\u0000b", "control_characters"),
        ("\u202eabc", "control_characters"),
    ],
)
def test_a_narrative_has_1_to_4000_characters_that_can_be_read(
    untouched: District, settled: Settled, text: str, code: str
):
    told = untouched.officer.refused("POST", "/v1/cases", a_voice(untouched, text=text))
    assert (told.status, told.named) == (422, {"text": code})
    case = settled.cases["in_hand"]
    path, match = f"/v1/cases/{case['id']}/close", etag_of(case["version"])
    told = untouched.officer.refused("POST", path, {"feedback": text}, match=match)
    assert (told.status, told.named) == (422, {"feedback": code})


def test_4000_characters_on_several_lines_are_kept_as_they_were_told(district: District):
    text = ("楼道灯不亮\n" * 700)[:3999] + "。"
    case = district.register(text=text)
    assert (len(text), district.officer.read(f"/v1/cases/{case['id']}")["text"]) == (4000, text)


@pytest.mark.parametrize("step", STEPS)
def test_a_transition_takes_nothing_else_along(untouched: District, settled: Settled, step: str):
    case = settled.cases["registered"]
    path, body = f"/v1/cases/{case['id']}/{step}", STEPS[step] | {"state": "closed"}
    told = untouched.officer.refused("POST", path, body, match=etag_of(case["version"]))
    assert (told.status, told.named) == (422, {"state": "unknown"})


@pytest.mark.parametrize("path", ["/v1/cases", "/v1/areas/batch", "/v1/cases/{lane}/assign"])
def test_a_command_without_a_key_is_refused(untouched: District, path: str):
    headers = {"Idempotency-Key": ""}
    told = untouched.officer.refused("POST", path.format(**untouched.ids), {}, headers=headers)
    assert (told.status, told.code) == (400, "IdempotencyKeyMissing")


@pytest.mark.parametrize("key", ["two words", "k" * 201, "t\tab"])
def test_a_key_that_is_no_key_is_refused(untouched: District, key: str):
    told = untouched.officer.refused("POST", "/v1/cases", a_voice(untouched), key=key)
    assert (told.status, told.code) == (400, "IdempotencyKeyInvalid")


def test_a_key_of_another_command_is_refused(district: District):
    key = new_id()
    case = district.officer.do("/v1/cases", a_voice(district), key=key)
    told = district.officer.refused("POST", "/v1/cases", a_voice(district, text="另一件事"), key=key)
    assert (told.status, told.code) == (422, "IdempotencyKeyReused")
    assert [each["id"] for each in district.officer.all("/v1/cases")] == [case["id"]]


def test_a_key_of_a_case_does_not_serve_a_transition_of_another(district: District):
    district.appoint("lane")
    key, one, other = new_id(), district.register(), district.register()
    district.officer.do(f"/v1/cases/{one['id']}/assign", {}, key=key, match=etag_of(1))
    path = f"/v1/cases/{other['id']}/assign"
    told = district.officer.refused("POST", path, {}, key=key, match=etag_of(1))
    assert (told.status, told.code) == (422, "IdempotencyKeyReused")
    assert district.officer.read(f"/v1/cases/{other['id']}")["state"] == "registered"


def test_an_id_that_stands_for_another_case_is_refused(untouched: District, settled: Settled):
    body = a_voice(untouched, id=settled.cases["registered"]["id"], text="另一件事")
    told = untouched.officer.refused("POST", "/v1/cases", body)
    assert (told.status, told.code, list(told.named)) == (409, "IdTaken", ["id"])
