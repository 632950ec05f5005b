"""How the grounds of the five documents are staffed: vacancies, shares and ages."""

from typing import Any

from deploy.sample.ground import COMMUNITY, GENERAL_TOTAL, LOCAL, STATISTICS
from deploy.sample.ids import area_id
from tests.journeys.district import District
from tests.journeys.duties import a_duty, appoint, day, enter, months_before
from tests.journeys.somebody import Somebody

BALIZHUANG = area_id(STATISTICS, COMMUNITY)


def of_role(found: Any, role: str) -> tuple[Any, ...]:
    [line] = [each for each in found["roles"] if each["role"] == role]
    return tuple(line[name] for name in ("posts", "held", "vacant", "percent"))


def test_balizhuang_has_17_of_17_and_117_of_117_and_no_vacancy(officer: Somebody):
    """S2.57."""
    found = officer.read(f"/v1/areas/{BALIZHUANG}/staffing")
    assert of_role(found, "chief") == (1, 1, 0, 100)
    assert of_role(found, "grid_worker") == (17, 17, 0, 100)
    assert of_role(found, "micro_grid_worker") == (117, 117, 0, 100)
    assert (found["posts"], found["vacant"], found["percent"]) == (135, 0, 100)
    assert officer.all("/v1/posts", area_id=BALIZHUANG, vacant="true") == []
    total = officer.read(f"/v1/areas/{area_id(LOCAL, GENERAL_TOTAL)}/staffing")
    assert (total["posts"], total["held"]) == (135, 135)


def test_vacancies_are_listed_by_role_and_area(district: District):
    district.appoint("lane")
    there = {"area_id": district.ids["community"], "vacant": "true"}
    assert len(district.officer.all("/v1/posts", **there, limit=2)) == 5
    micro = district.officer.all("/v1/posts", **there, role="micro_grid_worker")
    assert {each["area_id"] for each in micro} == {district.ids["court"], district.ids["yard"]}
    found = district.officer.read(f"/v1/areas/{district.ids['first']}/staffing")
    assert of_role(found, "micro_grid_worker") == (2, 1, 1, 50)


def test_17_of_23_group_leaders_under_sixty_are_74_percent(district: District):
    """S0.04 and S0.21: 23 leaders of groups, none of them under 30."""
    community = district.ids["community"]
    officer = district.officer
    leaders = [
        *enter(officer, ["江立春"], birth_month=months_before(36)),
        *enter(officer, ["云雨水"] * 16, birth_month=months_before(59)),
        *enter(officer, ["林惊蛰"] * 6, birth_month=months_before(60)),
    ]
    role = "association_group_leader"
    appoint(officer, *(a_duty(each, community, role) for each in leaders))
    held = officer.all("/v1/posts", area_id=community, role=role, vacant="false", limit=10)
    assert len({each["staff_id"] for each in held}) == 23
    found = officer.read(f"/v1/areas/{community}/age-profile", role=role)
    assert (found["people"], found["younger"], found["younger_percent"]) == (23, 17, 74)
    assert (found["at_least"], found["below"], found["withheld"]) == (30, 70, False)
    assert officer.read(f"/v1/areas/{community}/age-profile", role=role, on="2025-12-31")["people"] == 0


def test_of_four_people_no_age_is_told(district: District):
    people = enter(district.officer, ["江立春"] * 4, birth_month=months_before(40))
    community = district.ids["community"]
    appoint(district.officer, *(a_duty(each, community, "doctor") for each in people))
    found = district.officer.read(f"/v1/areas/{community}/age-profile", role="doctor")
    assert (found["people"], found["withheld"], found["at_least"], found["younger"]) == (4, True, None, None)


def test_nobody_s_age_is_told_with_their_name(district: District):
    [person] = enter(district.officer, ["江立春"], birth_month=months_before(40))
    shown = district.officer.read(f"/v1/staff/{person['id']}")
    assert set(shown) == {"id", "display_name", "duty_phone", "version"}


def test_a_birth_to_come_and_a_role_that_is_none_are_refused(district: District):
    person = {"id": "9" * 8 + "-0000-7000-8000-000000000001", "display_name": "江立春"}
    person["birth_month"] = day(40)[:7]
    refused = district.officer.refused("POST", "/v1/staff/batch", {"staff": [person]})
    assert (refused.status, refused.code) == (422, "BornLater")
    profile = f"/v1/areas/{district.ids['lane']}/age-profile"
    refused = district.officer.refused("GET", f"{profile}?role=nobody")
    assert (refused.status, refused.code, set(refused.named)) == (422, "RoleUnknown", {"role"})
