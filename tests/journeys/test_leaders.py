"""Grid leaders in numbers: Pucheng's 120 over 16 communities, and 244 of a neighbourhood's grids."""

from collections import Counter

import pytest

from services.chassis.ids import new_id
from tests.journeys.district import Row
from tests.journeys.duties import a_duty, a_role, appoint, day, enter, set_roles
from tests.journeys.levels import found, new_district, set_levels, spread
from tests.journeys.somebody import Somebody

COMMUNITIES, ESTATES, LEADERS, NEIGHBOURHOOD = 16, 65, 120, 244


@pytest.fixture
def pucheng(officer: Somebody) -> Somebody:
    somebody = new_district(officer)
    set_levels(somebody, preset="pucheng")
    leader = a_role("grid_leader", "grid", expected=True, rung=1, grants="grid_worker")
    neighbour = a_role("neighbourhood_leader", "building_group", many=True, rung=0, grants="volunteer")
    set_roles(somebody, [leader, neighbour], day(0))
    return somebody


def a_county(somebody: Somebody) -> tuple[Row, list[Row]]:
    county = {"id": new_id(), "parent_id": None, "kind": "county", "name": "浦城县"}
    [township] = spread("township", [county], 1)
    communities = spread("community", [township], COMMUNITIES)
    found(somebody, [county, township, *communities])
    return county, communities


def test_120_grid_leaders_stand_over_16_communities(pucheng: Somebody):
    county, communities = a_county(pucheng)
    estates = found(pucheng, spread("estate", communities, ESTATES))
    grids = found(pucheng, spread("grid", estates, LEADERS))
    people = enter(pucheng, [f"网格长 {number}" for number in range(LEADERS)])
    duties = zip(people, grids, strict=True)
    appoint(
        pucheng, *(a_duty(person, grid["id"], "grid_leader", valid_from=day(0)) for person, grid in duties)
    )

    staffing = pucheng.read(f"/v1/areas/{county['id']}/staffing")
    assert (staffing["posts"], staffing["held"], staffing["vacant"]) == (LEADERS, LEADERS, 0)
    of_community = Counter(pucheng.read(f"/v1/areas/{each['id']}/staffing")["held"] for each in communities)
    assert sum(held * times for held, times in of_community.items()) == LEADERS
    assert sum(of_community.values()) == COMMUNITIES
    assert 0 not in of_community
    held = pucheng.all("/v1/posts", area_id=county["id"], role="grid_leader", vacant="false", limit=50)
    assert len({each["staff_id"] for each in held}) == LEADERS
    chain = pucheng.read(f"/v1/areas/{grids[7]['id']}/responsible")
    assert chain["responsible"]["staff_id"] == people[7]["id"]


def test_244_neighbourhood_grid_leaders_are_counted_once_each(pucheng: Somebody):
    """S3.57."""
    county, communities = a_county(pucheng)
    grids = found(pucheng, spread("grid", communities, COMMUNITIES))
    groups = found(pucheng, spread("building_group", grids, 100))
    people = enter(pucheng, [f"邻里网格长 {number}" for number in range(NEIGHBOURHOOD)])
    role = "neighbourhood_leader"
    duties = [
        a_duty(person, groups[number % len(groups)]["id"], role, valid_from=day(0))
        for number, person in enumerate(people)
    ]
    appoint(pucheng, *duties)
    staffing = pucheng.read(f"/v1/areas/{county['id']}/staffing")
    [line] = [each for each in staffing["roles"] if each["role"] == role]
    assert (line["people"], line["held"], line["percent"]) == (NEIGHBOURHOOD, 100, None)
    assert len(pucheng.all("/v1/posts", area_id=county["id"], role=role, limit=100)) == NEIGHBOURHOOD
