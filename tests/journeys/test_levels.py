"""A district sets its levels as data: it adds one without code, and what stands is never pulled away."""

from typing import Any

import pytest

from services.chassis.ids import new_id
from tests.days import today
from tests.journeys.district import District, an_area
from tests.journeys.levels import LEVELS, a_level, found, not_set, set_levels
from tests.journeys.somebody import Somebody


@pytest.fixture
def here(officer: Somebody) -> District:
    return District.founded(officer)


def levels_of(here: District) -> list[dict[str, Any]]:
    levels: list[dict[str, Any]] = here.officer.read(LEVELS)["schemes"][0]["levels"]
    return levels


def test_a_district_adds_a_level_below_its_micro_grids_and_founds_areas_of_it(here: District):
    unit = a_level("unit", "micro", name_zh="单元", holds_dwellings=True)
    set_levels(here.officer, levels=[*levels_of(here), unit])
    [area] = found(here.officer, [an_area("unit", here.ids["lane"], name="1单元")])

    [shown] = here.officer.all(f"/v1/areas/{here.ids['lane']}/children")
    assert (shown["id"], shown["kind"], shown["name"]) == (area["id"], "unit", "1单元")


def test_a_district_adds_a_level_between_two_that_it_has(here: District):
    yard = a_level("courtyard_grid", "base", name_zh="院落", optional=True)
    levels = [
        level | ({"parents": ["courtyard_grid"]} if level["kind"] == "micro" else {})
        for level in levels_of(here)
    ]
    set_levels(here.officer, levels=[*levels, yard])
    courtyard = an_area("courtyard_grid", here.ids["first"])
    found(here.officer, [courtyard, an_area("micro", courtyard["id"])])

    tag = here.officer.get(f"/v1/areas/{here.ids['court']}").headers["ETag"]
    moved = here.officer.do(f"/v1/areas/{here.ids['court']}/move", {"parent_id": courtyard["id"]}, match=tag)
    assert moved["parent_id"] == courtyard["id"]


def test_a_level_that_the_district_has_not_is_unknown_by_its_name(here: District):
    told = here.officer.refused("POST", "/v1/areas/batch", {"areas": [an_area("unit", here.ids["lane"])]})
    assert (told.status, told.code) == (422, "KindUnknown")
    assert told.named == {"areas.0.kind": "KindUnknown"}


def test_a_level_holds_from_its_day_and_is_shown_before(here: District):
    unit = a_level("unit", "micro")
    set_levels(here.officer, tomorrow := today(1).isoformat(), levels=[*levels_of(here), unit])

    shown = here.officer.read(LEVELS)["schemes"]
    assert [scheme["valid_from"] for scheme in shown] == ["1900-01-01", tomorrow]
    told = here.officer.refused("POST", "/v1/areas/batch", {"areas": [an_area("unit", here.ids["lane"])]})
    assert told.code == "KindUnknown"


def test_a_planned_scheme_never_locks_the_district(here: District):
    set_levels(here.officer, today(30).isoformat(), levels=[*levels_of(here), a_level("unit", "micro")])
    set_levels(here.officer, today(1).isoformat(), preset="chenghua")
    set_levels(here.officer, levels=[*levels_of(here), a_level("stair", "micro")])

    shown = here.officer.read(LEVELS)
    assert (shown["version"], [scheme["number"] for scheme in shown["schemes"]]) == (3, [3])
    found(here.officer, [an_area("stair", here.ids["lane"])])


def test_a_level_that_areas_are_of_is_not_taken_away(here: District):
    without = [level for level in levels_of(here) if level["kind"] != "micro"]
    told = not_set(here.officer, levels=without)
    assert (told.status, told.code) == (409, "LevelInUse")
    assert told.values == {"level": "micro", "parent": "base"}
    assert here.officer.read(LEVELS)["version"] == 0


def test_a_level_whose_areas_have_open_cases_goes_on_taking_them(here: District):
    hall = a_level("hall", "community", holds_dwellings=True, takes_cases=True)
    set_levels(here.officer, levels=[*levels_of(here), hall])
    found(here.officer, [area := an_area("hall", here.ids["community"])])
    case = {"id": new_id(), "area_id": area["id"], "text": "路灯不亮"}
    here.officer.do("/v1/cases", case)
    told = not_set(here.officer, levels=[*levels_of(here)[:-1], hall | {"takes_cases": False}])
    assert (told.status, told.code) == (409, "LevelHasOpenCases")
    assert (told.values, set(told.named)) == ({"level": "hall"}, {"levels"})
    assert here.officer.read(LEVELS)["version"] == 1


BAD: dict[str, tuple[int, str, Any]] = {
    "a circle": (422, "LevelsInCircle", lambda each: [*each, a_level("a", "b"), a_level("b", "a")]),
    "no top": (422, "TopMissing", lambda each: [each[0] | {"parents": ["micro"]}, *each[1:]]),
    "no community": (422, "CommunityLevelMissing", lambda each: [e | {"is_community": False} for e in each]),
    "a stranger above": (422, "LevelUnknown", lambda each: [*each, a_level("unit", "stair")]),
    "twice": (422, "LevelTwice", lambda each: [*each, each[-1]]),
    "outside": (422, "LevelOutsideCommunity", lambda each: [*each, a_level("x", "county", "micro")]),
    "in use": (409, "LevelInUse", lambda each: [e for e in each if e["kind"] != "base"][:4]),
    "nothing": (422, "LevelsOrPreset", lambda each: []),
}


@pytest.mark.parametrize("wrong", BAD)
def test_levels_that_do_not_hold_together_are_refused(untouched: District, wrong: str):
    status, code, levels = BAD[wrong]
    told = not_set(untouched.officer, levels=levels(levels_of(untouched)))
    assert (told.status, told.code) == (status, code)
    assert "levels" in told.named


@pytest.mark.parametrize("valid_from", ["1899-12-31", "2200-01-01"])
def test_a_scheme_begins_within_three_centuries(untouched: District, valid_from: str):
    told = not_set(untouched.officer, valid_from, preset="chenghua")
    assert (told.status, told.code, told.named) == (422, "FieldsInvalid", {"valid_from": "out_of_range"})


def test_a_scheme_before_the_present_one_is_refused(here: District):
    set_levels(here.officer, preset="chenghua")
    told = not_set(here.officer, "2026-01-01", preset="chenghua")
    assert (told.status, told.code, told.named) == (422, "SchemeInPast", {"valid_from": "SchemeInPast"})


def test_a_preset_that_is_not_there_is_refused(untouched: District):
    told = not_set(untouched.officer, preset="atlantis")
    assert (told.status, told.code, told.named) == (404, "PresetUnknown", {"preset": "PresetUnknown"})


def test_levels_are_set_from_the_version_that_was_seen(untouched: District):
    body = {"valid_from": today().isoformat(), "preset": "chenghua"}
    assert untouched.officer.refused("PUT", LEVELS, body).status == 428
    told = untouched.officer.refused("PUT", LEVELS, body, match='"7-0000000000000000"')
    assert (told.status, told.code) == (412, "StaleVersion")


@pytest.mark.parametrize(("role", "area"), [("community_secretary", None), ("district_officer", "county")])
def test_only_the_districts_officer_sets_its_levels(untouched: District, role: str, area: str | None):
    somebody = untouched.somebody(role, area)
    told = not_set(somebody, preset="chenghua")
    assert (told.status, told.code) == (403, "PermissionMissing")


def test_everybody_of_the_district_reads_its_levels_and_nobody_anothers(here: District, elsewhere: District):
    set_levels(here.officer, levels=[*levels_of(here), a_level("unit", "micro")])
    worker = here.somebody("micro_grid_worker", "lane")

    assert worker.read(LEVELS) == here.officer.read(LEVELS)
    assert elsewhere.officer.read(LEVELS)["version"] == 0
