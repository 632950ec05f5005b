"""The whole path over HTTP: the ground, a resident's voice, a holder, a message."""

from dataclasses import replace

import pytest

from deploy.sample.ground import COMMUNITY, LOCAL, STATISTICS, base_code, micro_code
from deploy.sample.ids import area_id, resident_id
from deploy.sample.people import duties
from services.chassis.caller import PrincipalKind
from services.chassis.ids import new_id
from tests.journeys.district import District, etag_of
from tests.journeys.somebody import Somebody

COMMUNITY_ID = area_id(STATISTICS, COMMUNITY)
BASE_ID = area_id(LOCAL, base_code(5))
MICRO_ID = area_id(LOCAL, micro_code(5, 3))
HOLDER_OF = {duty.area_id: duty.staff_id for duty in duties()}
RAISER = resident_id(7)


@pytest.fixture
def here(officer: Somebody) -> District:
    """The sample's district, spoken of by one of its micro-grids."""
    return District(officer.district, officer, {"lane": MICRO_ID, "county": area_id(STATISTICS, "510108")})


def test_a_name_is_found_by_its_beginning(officer: Somebody):
    found = officer.all("/v1/areas", name_prefix="八里庄第05网格")
    assert found[0]["id"] == BASE_ID
    assert {area["kind"] for area in found[1:]} == {"micro"}
    assert officer.all("/v1/areas", name_prefix="里庄第05网格") == []


@pytest.mark.parametrize(
    "prefix", ["%", "_", "八里庄%", "八里庄第0_", "\\", "'", "八里庄\U0010ffff", "\U0010ffff"]
)
def test_a_beginning_is_looked_for_letter_by_letter(officer: Somebody, prefix: str):
    assert officer.all("/v1/areas", name_prefix=prefix) == []


def test_a_code_finds_the_grid_whose_children_are_listed(officer: Somebody):
    base = officer.read("/v1/areas/resolve", scheme=LOCAL, code=base_code(5))
    children = officer.all(f"/v1/areas/{base['id']}/children")
    assert {child["parent_id"] for child in children} == {BASE_ID}
    assert MICRO_ID in {child["id"] for child in children}


def test_a_voice_goes_from_registering_to_the_message(here: District):
    case = here.register(raiser_id=RAISER)
    assert (case["state"], case["holder_id"], case["vacant"]) == ("registered", HOLDER_OF[MICRO_ID], False)

    case = here.step(case, "assign")
    assert (case["state"], case["assignee_id"]) == ("assigned", HOLDER_OF[MICRO_ID])

    case = here.step(case, "take-in-hand")
    assert (case["state"], case["taken_at"] is None) == ("in_hand", False)

    case = here.step(case, "close", feedback="灯已修好")
    assert (case["state"], case["feedback"], case["version"]) == ("closed", "灯已修好", 4)
    assert here.officer.read(f"/v1/cases/{case['id']}") == case

    message = here.message_about(case)
    assert message["recipient_id"] == RAISER
    assert message["variables"] == {"number": case["number"], "state": "closed"}
    assert here.officer.read(f"/v1/messages/{message['id']}") == message


def test_the_holder_is_told_where_nobody_is_named_as_raiser(here: District):
    case = here.closed(here.register())
    assert here.message_about(case)["recipient_id"] == HOLDER_OF[MICRO_ID]


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("district_officer", None),
        ("community_secretary", COMMUNITY_ID),
        ("grid_worker", BASE_ID),
        ("micro_grid_worker", MICRO_ID),
    ],
)
def test_whoever_works_there_can_take_a_case_through(here: District, role: str, place: str | None):
    worker = replace(here.officer, role=role, area_id=place, principal=new_id())
    there = District(here.id, worker, here.ids)
    case = there.closed(there.register())
    assert there.message_about(case)["case_id"] == case["id"]


@pytest.mark.parametrize("kind", ["person", "key"])
def test_whoever_may_only_register_gets_a_number(here: District, kind: PrincipalKind):
    role = {"person": "resident", "key": "platform_key"}[kind]
    raiser = replace(here.officer, role=role, area_id=COMMUNITY_ID, kind=kind, principal=new_id())
    case = raiser.do("/v1/cases", {"area_id": MICRO_ID, "text": "树枝挡住了路灯"})
    assert case["number"].startswith(f"{COMMUNITY}-")


def test_cases_of_a_community_are_numbered_without_a_gap(district: District):
    numbers = [district.register(area)["number"] for area in ("lane", "yard", "court", "lane")]
    assert [int(number.rpartition("-")[2]) for number in numbers] == [1, 2, 3, 4]


def test_a_case_is_listed_by_area_and_state(district: District):
    district.appoint("lane")
    first, second = district.register("lane"), district.register("yard")
    assigned = district.step(first, "assign")

    def listed(**query: str) -> set[str]:
        return {case["id"] for case in district.officer.all("/v1/cases", **query)}

    assert listed() == {first["id"], second["id"]}
    assert listed(area_id=district.ids["first"]) == {first["id"]}
    assert listed(area_id=district.ids["second"]) == {second["id"]}
    assert listed(state="assigned") == {assigned["id"]}
    assert listed(state="assigned", area_id=district.ids["second"]) == set()


def test_what_was_told_stands_in_no_list(district: District):
    district.register(text="只给经办人看")
    [line] = district.officer.all("/v1/cases")
    assert not {"text", "feedback"} & line.keys()


def test_a_change_shows_the_version_that_the_next_one_has_to_name(district: District):
    district.appoint("lane")
    case = district.register()
    path = f"/v1/cases/{case['id']}/assign"
    answer = district.officer.ask("POST", path, {}, match=etag_of(1))
    assert answer.headers["ETag"].startswith('"2-')
    assert district.officer.get(f"/v1/cases/{case['id']}").headers["ETag"] == answer.headers["ETag"]
