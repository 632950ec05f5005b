"""Level schemes on a database, as the bus runs them."""

from datetime import timedelta

import pytest

from services.chassis.errors import FieldsInvalid, PermissionMissing, StaleVersion
from services.chassis.wire import dumps, loads
from services.grids.areas.domain.errors import KindUnknown
from services.grids.levels.domain.errors import LevelHasOpenCases, LevelHoldsDwellings, LevelInUse
from services.grids.levels.domain.scheme import USUAL
from services.grids.posts.domain.roles import USUAL as USUAL_ROLES
from services.grids.posts.domain.roles import PostRole
from tests.grids.builders import NOW, TODAY, a_duty, id_of
from tests.grids.dwellings.estates import a_building, enter, give
from tests.grids.levels.schemes import a_level, as_json, usual_and, usual_but, usual_without
from tests.grids.posts.duties import WANG, appoint

WITH_UNITS = as_json(usual_and(a_level("unit", "micro", holds_dwellings=True)))


def write(house, seen=0, valid_from=TODAY, **what):
    body = what or {"levels": WITH_UNITS}
    return house.ask("write_level_scheme", valid_from=valid_from.isoformat(), seen_version=seen, **body)


def found(house, kind, under):
    area = {"id": id_of(f"new {kind}"), "parent_id": id_of(under), "kind": kind, "name": f"new {kind}"}
    return house.ask("found_areas", areas=[area])


def test_levels_come_back_as_they_were_written(house):
    written = write(house)

    assert house.ask("list_level_schemes") == written
    assert written["version"] == 1
    assert written["schemes"][0]["levels"] == WITH_UNITS


def test_a_district_without_a_scheme_is_shown_the_usual_one(house):
    shown = house.ask("list_level_schemes")

    assert (shown["version"], shown["schemes"][0]["valid_from"]) == (0, "1900-01-01")
    assert shown["schemes"][0]["levels"] == as_json(USUAL.levels)


def test_areas_of_a_new_level_are_founded_from_its_day_on(house):
    write(house, valid_from=TODAY + timedelta(days=1))
    with pytest.raises(KindUnknown):
        found(house, "unit", "micro 1")
    house.clock.moment = NOW + timedelta(days=1)

    assert found(house, "unit", "micro 1")["items"][0]["kind"] == "unit"


def test_a_later_scheme_for_an_earlier_day_takes_the_place_of_a_planned_one(house):
    write(house, valid_from=TODAY + timedelta(days=9))
    write(house, 1, preset="chenghua")
    house.clock.moment = NOW + timedelta(days=10)

    with pytest.raises(KindUnknown):
        found(house, "unit", "micro 1")


def test_a_level_in_use_is_not_taken_away(house):
    with pytest.raises(LevelInUse) as refused:
        write(house, levels=as_json(usual_without("exclusive")))

    assert refused.value.values == {"level": "exclusive", "parent": "general_total"}
    assert house.ask("list_level_schemes")["version"] == 0


@pytest.fixture
def halls(house):
    """Halls below a community, which hold dwellings and take cases; one has a chief."""
    write(house, levels=hall_that(holds_dwellings=True, takes_cases=True))
    found(house, "hall", "community")
    chief = PostRole("hall_chief", "厅长", "Hall chief", ("hall",), expected=True, rung=1)
    roles = loads(dumps([*USUAL_ROLES.roles, chief]))
    house.ask("write_post_roles", valid_from=TODAY.isoformat(), seen_version=0, roles=roles)
    house.ask("enter_staff", staff=[WANG])
    appoint(house, a_duty("wang", "new hall", role="hall_chief", valid_from=TODAY))
    return house


def hall_that(**does):
    return as_json(usual_and(a_level("hall", "community", **does)))


def test_a_level_whose_areas_hold_dwellings_goes_on_holding_them(halls):
    enter(halls, a_building("A", units=1))
    give(halls, ("A", 1, 1, "new hall"))
    with pytest.raises(LevelHoldsDwellings) as refused:
        write(halls, 1, levels=hall_that(takes_cases=True))
    assert refused.value.values == {"level": "hall"}
    assert halls.ask("list_level_schemes")["version"] == 1

    give(halls, ("A", 1, 1, "micro 1"))
    assert write(halls, 1, levels=hall_that(takes_cases=True))["version"] == 2


def test_a_level_whose_areas_have_open_cases_goes_on_taking_them(halls):
    case = {"case_id": id_of("case")}
    halls.ask("register_case", id=id_of("case"), area_id=id_of("new hall"), text="The lamp is out.")
    with pytest.raises(LevelHasOpenCases) as refused:
        write(halls, 1, levels=hall_that(holds_dwellings=True))
    assert refused.value.values == {"level": "hall"}
    assert halls.ask("list_level_schemes")["version"] == 1

    halls.ask("assign_case", **case, seen_version=1)
    halls.ask("take_case_in_hand", **case, seen_version=2)
    halls.ask("close_case", **case, seen_version=3, feedback="Done.")
    assert write(halls, 1, levels=hall_that(holds_dwellings=True))["version"] == 2


def test_a_micro_grid_takes_cases_whatever_its_level_says(house):
    house.ask("register_case", id=id_of("case"), area_id=id_of("micro 1"), text="The lamp is out.")
    assert write(house, levels=as_json(usual_but("micro", takes_cases=False)))["version"] == 1

    [micro] = [
        level for level in house.ask("list_level_schemes")["schemes"][0]["levels"] if level["kind"] == "micro"
    ]
    assert micro["takes_cases"]


def test_what_stands_in_another_district_is_not_asked(house):
    there = house.elsewhere()

    assert write(there, preset="tongan")["schemes"][0]["preset"] == "tongan"
    assert house.ask("list_level_schemes")["version"] == 0


def test_only_who_holds_the_whole_district_sets_its_levels(house):
    with pytest.raises(PermissionMissing):
        write(house.holding(id_of("county")))


def test_two_who_saw_the_same_list_do_not_both_write(house):
    write(house)
    with pytest.raises(StaleVersion):
        write(house)


@pytest.mark.parametrize("kind", ["", "Unit", "1unit", "unit-a", "单元", "u" * 41])
def test_a_level_is_a_word_of_small_letters(house, kind):
    with pytest.raises(FieldsInvalid):
        write(house, levels=[*WITH_UNITS, WITH_UNITS[0] | {"kind": kind}])


def test_the_presets_are_shown_with_their_levels(house):
    shown = {preset["key"]: preset for preset in house.ask("list_level_presets")["items"]}

    assert set(shown) == {
        "chenghua", "hexi", "pucheng", "rongcheng", "sanyuan", "siming", "tongan",
    }  # fmt: skip
    assert shown["chenghua"]["levels"] == as_json(USUAL.levels)
