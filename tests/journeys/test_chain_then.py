"""Who answered on a past day (A5): for an area, and for a dwelling by the grid that it lay in then."""

from typing import Any

import pytest

from services.chassis.ids import new_id
from tests.house import House
from tests.journeys.district import District, Row
from tests.journeys.duties import a_duty, appoint, day, enter
from tests.journeys.kept import change
from tests.journeys.test_regridding import merged

SINCE, EVE, CHANGED = day(-60), day(-21), day(-20)
DAYS = {
    "areas": ("valid_from", "since"),
    "area_spans": ("valid_from",),
    "unit_grids": ("valid_from",),
}


@pytest.fixture
def old(district: District, house: House) -> District:
    """It has stood for sixty days, with a house in its lane."""
    building = {"id": new_id(), "name": "1栋", "units": 1, "floors": 1, "rooms_per_floor": 1}
    where = {"community_id": district.ids["community"], "estate": "锦绣苑", "buildings": [building]}
    district.officer.do("/v1/buildings/batch", where)
    ranges = [{"building_id": building["id"], "first": 1, "last": 1, "area_id": district.ids["lane"]}]
    district.officer.do("/v1/units/give", {"ranges": ranges})
    [home] = district.officer.all(f"/v1/buildings/{building['id']}/dwellings")
    district.ids["home"] = home["id"]
    for table, columns in DAYS.items():
        set_back = ", ".join(f"{column} = '{SINCE}'" for column in columns)
        change(house, "grids", f"UPDATE {table} SET {set_back} WHERE district = '{district.id}'")
    return district


@pytest.fixture
def people(old: District) -> dict[str, str]:
    """A chief; somebody in the lane until a day and somebody else from it on; somebody in the court."""
    names = ("first", "then", "chief", "court")
    staff = dict(zip(names, enter(old.officer, ["云雨水", "林惊蛰", "石春分", "江立春"]), strict=True))
    appoint(
        old.officer,
        a_duty(staff["first"], old.ids["lane"], "micro_grid_worker", valid_from=SINCE, valid_to=CHANGED),
        a_duty(staff["then"], old.ids["lane"], "micro_grid_worker", valid_from=CHANGED),
        a_duty(staff["chief"], old.ids["total"], "chief", valid_from=SINCE),
        a_duty(staff["court"], old.ids["court"], "micro_grid_worker", valid_from=SINCE),
    )
    return {name: person["id"] for name, person in staff.items()}


def chains(here: District, **more: Any) -> list[Row]:
    """That of the lane and that of the house in it, as they are asked for."""
    paths = (f"areas/{here.ids['lane']}", f"dwellings/{here.ids['home']}")
    return [here.officer.read(f"/v1/{path}/responsible", **more) for path in paths]


def test_whoever_held_the_post_on_a_past_day_answered_on_it(old: District, people: dict[str, str]):
    for on, answered in ((SINCE, "first"), (EVE, "first"), (CHANGED, "then"), (day(0), "then")):
        for chain in chains(old, on=on):
            assert chain["responsible"]["staff_id"] == people[answered]
            assert (chain["area_id"], chain["on"]) == (old.ids["lane"], on)
            levels = [each for each in chain["levels"] if each["people"]]
            assert [each["people"][0]["staff_id"] for each in levels] == [people[answered], people["chief"]]


def test_a_dwelling_s_chain_of_a_past_day_is_that_of_the_grid_it_lay_in(
    old: District, people: dict[str, str]
):
    merged(old, "lane", "court", effective_on=day(-10), document_number="成民〔2026〕7号")

    path = f"/v1/dwellings/{old.ids['home']}/responsible"
    before, since = (old.officer.read(path, on=on) for on in (day(-11), day(-10)))
    assert (before["area_id"], before["responsible"]["staff_id"]) == (old.ids["lane"], people["then"])
    assert (since["area_id"], since["responsible"]["staff_id"]) == (old.ids["court"], people["court"])
    assert old.officer.read(path)["responsible"]["staff_id"] == people["court"]
