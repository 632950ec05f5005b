"""The districts of the documents, founded by their presets: their numbers come out."""

from typing import Any

import pytest

from services.chassis.ids import new_id
from tests.journeys.district import an_area, etag_of
from tests.journeys.duties import a_duty, a_role, appoint, enter, set_roles
from tests.journeys.levels import LEVELS, found, kinds_below, new_district, set_levels, spread
from tests.journeys.somebody import Somebody

ARTICLES = {"siming", "sanyuan", "chenghua", "hexi", "rongcheng", "pucheng", "tongan"}


def a_community(somebody: Somebody, preset: str, count: int = 1) -> tuple[Any, list[Any]]:
    """A county and its communities, in a district that has taken over a preset."""
    set_levels(somebody, preset=preset)
    county = an_area("county", None)
    township = an_area("township", county["id"])
    communities = spread("community", [township], count)
    found(somebody, [county, township, *communities])
    return county, communities


@pytest.fixture
def somebody(officer: Somebody) -> Somebody:
    return new_district(officer)


def test_gangyunli_has_ten_base_grids_and_below_them_sixty_seven_micro_grids(somebody: Somebody):
    _, [community] = a_community(somebody, "hexi")
    bases = found(somebody, spread("base", [community], 10))
    found(somebody, spread("micro", bases, 67))

    below = kinds_below(somebody, community)
    assert below == {"community": 1, "base": 10, "micro": 67}
    assert round(below["micro"] / below["base"], 1) == 6.7


def test_pucheng_has_its_communities_estates_grids_and_groups(somebody: Somebody):
    """Each of 120 grids has a leader; 279 groups of buildings and lanes lie in them (S3.19, S3.21)."""
    county, communities = a_community(somebody, "pucheng", count=16)
    estates = found(somebody, spread("estate", communities, 65))
    grids = found(somebody, spread("grid", [*estates, *communities], 120))
    found(somebody, spread("building_group", grids, 279))

    below = kinds_below(somebody, county)
    assert below == {
        "county": 1, "township": 1, "community": 16, "estate": 65, "grid": 120, "building_group": 279,
    }  # fmt: skip
    assert below["grid"] / below["community"] == 7.5


def test_rongcheng_has_244_neighbourhood_grids_in_sixty_communities(somebody: Somebody):
    county, communities = a_community(somebody, "rongcheng", count=60)
    found(somebody, spread("neighbourhood", communities, 244))

    assert kinds_below(somebody, county)["neighbourhood"] == 244


def test_tongan_has_residents_groups_right_below_its_communities(somebody: Somebody):
    county, communities = a_community(somebody, "tongan", count=3)
    found(somebody, spread("group", communities, 9))

    assert kinds_below(somebody, county)["group"] == 9


def test_qianpu_south_has_23_group_leaders_who_answer_first(somebody: Somebody):
    """S0.03, S0.04: of a group its leader, then the grid worker, the sub-leader and the chief."""
    _, [community] = a_community(somebody, "siming")
    [total] = found(somebody, spread("general_total", [community], 1))
    bases = found(somebody, spread("base", [total], 5))
    groups = found(somebody, spread("micro", bases, 23))
    steps = [("micro", 1), ("base", 2), ("base", 3), ("general_total", 4)]
    keys = ["association_group_leader", "grid_worker", "sub_leader", "chief"]
    set_roles(
        somebody,
        [a_role(key, kind, rung=rung, expected=True) for key, (kind, rung) in zip(keys, steps, strict=True)],
    )
    people = enter(somebody, [f"组长{number}" for number in range(23)])
    duties = zip(people, groups, strict=True)
    appoint(somebody, *(a_duty(person, group["id"], keys[0]) for person, group in duties))

    code = {"scheme": "NBS2023", "code": "350203010034", "valid_from": "2026-01-01"}
    somebody.do(f"/v1/areas/{community['id']}/codes", code, match=etag_of(1))
    found_by = somebody.read("/v1/areas/resolve", scheme=code["scheme"], code=code["code"], date="2026-03-05")
    held = somebody.all("/v1/posts", area_id=found_by["id"], role=keys[0], vacant="false")
    assert len({each["staff_id"] for each in held}) == 23
    figures = somebody.read(f"/v1/areas/{found_by['id']}/staffing")["roles"]
    assert [each["people"] for each in figures if each["role"] == keys[0]] == [23]
    answers = somebody.read(f"/v1/areas/{groups[7]['id']}/responsible")
    assert [level["role"] for level in answers["levels"]] == keys
    assert answers["responsible"]["staff_id"] == people[7]["id"]


def test_fuwen_has_residents_grids_right_below_its_community(somebody: Somebody):
    county, communities = a_community(somebody, "sanyuan")
    found(somebody, spread("grid", communities, 4))

    assert kinds_below(somebody, county)["grid"] == 4


def test_a_case_is_registered_where_the_levels_of_the_district_take_them(somebody: Somebody):
    _, [community] = a_community(somebody, "tongan")
    [group] = found(somebody, spread("group", [community], 1))
    case = somebody.do("/v1/cases", {"area_id": group["id"], "text": "楼道灯不亮"})
    told = somebody.refused("POST", "/v1/cases", {"area_id": community["id"], "text": "楼道灯不亮"})

    assert (case["area_id"], case["state"]) == (group["id"], "registered")
    assert (told.status, told.code) == (422, "AreaNotMicroGrid")


def test_dwellings_lie_where_the_levels_of_the_district_hold_them(somebody: Somebody):
    _, [community] = a_community(somebody, "pucheng")
    [grid] = found(somebody, spread("grid", [community], 1))
    [group] = found(somebody, spread("building_group", [grid], 1))
    building = {"id": new_id(), "name": "1栋", "units": 2, "floors": 6, "rooms_per_floor": 2}
    estate = {"community_id": community["id"], "estate": "梦笔苑", "buildings": [building]}
    somebody.do("/v1/buildings/batch", estate)
    units = {"building_id": building["id"], "first": 1, "last": 2}

    told = somebody.refused("POST", "/v1/units/give", {"ranges": [units | {"area_id": grid["id"]}]})
    assert (told.status, told.code) == (422, "HoldsNoDwellings")
    given = somebody.do("/v1/units/give", {"ranges": [units | {"area_id": group["id"]}]})
    assert sum(each["dwellings"] for each in given["items"]) == 24


def test_balizhuang_has_151_nodes(somebody: Somebody):
    _, [community] = a_community(somebody, "chenghua")
    [total] = found(somebody, spread("general_total", [community], 1))
    bases = found(somebody, spread("base", [total], 17))
    found(somebody, [*spread("micro", bases, 117), *spread("exclusive", [total], 16)])

    below = kinds_below(somebody, total)
    assert below == {"general_total": 1, "base": 17, "micro": 117, "exclusive": 16}
    assert below.total() == 151


def test_an_exclusive_grid_has_nothing_below_it(somebody: Somebody):
    _, [community] = a_community(somebody, "hexi")
    [school] = found(somebody, spread("exclusive", [community], 1))
    told = somebody.refused("POST", "/v1/areas/batch", {"areas": spread("micro", [school], 1)})

    assert (told.status, told.code) == (422, "ParentKindWrong")


def test_every_preset_can_be_taken_over_as_it_is_shown(officer: Somebody):
    presets = officer.read(f"{LEVELS}/presets")["items"]
    assert {preset["key"] for preset in presets} == ARTICLES
    for preset in presets:
        written = set_levels(new_district(officer), preset=preset["key"])
        assert written["schemes"][0]["levels"] == preset["levels"]
