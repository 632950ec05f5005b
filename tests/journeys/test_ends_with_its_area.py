"""What ends with its area, in whichever way that ends, and is not forwarded to what goes on."""

from functools import partial

import pytest

from services.chassis.ids import new_id
from tests.journeys.district import District, Row, etag_of
from tests.journeys.platforms import a_key, asks, why
from tests.journeys.test_regridding import follows, is_known, merged, split, version

WAYS = ("merged", "split", "abolished")


def lane_ends(here: District, way: str) -> None:
    """And the court stands."""
    if way == "merged":
        merged(here, "lane", "court")
    elif way == "split":
        south, north = ({"id": new_id(), "name": name} for name in ("南里", "北里"))
        split(here, "lane", parts=[south, north], primary_id=south["id"])
    else:
        successor = {"area_id": here.ids["court"], "seen_version": version(here, here.ids["court"])}
        path, tag = f"/v1/areas/{here.ids['lane']}/abolish", etag_of(version(here, here.ids["lane"]))
        here.officer.do(path, {"successor": successor}, match=tag)


@pytest.mark.parametrize("way", WAYS)
def test_a_grant_in_a_grid_that_ends_ends_and_one_in_another_goes_on(district: District, way: str):
    here = district
    guard = here.somebody("security_administrator")
    follows(lambda: is_known(here, here.ids["yard"]))
    new: Row = {"role": "volunteer", "reason": "社区志愿者"}
    granted = {
        area: guard.do("/v1/grants", new | {"id": new_id(), "person_id": new_id(), "area_id": here.ids[area]})
        for area in ("lane", "court")
    }

    lane_ends(here, way)

    def ended() -> list[bool]:
        return [guard.read(f"/v1/grants/{each['id']}")["ended_at"] is not None for each in granted.values()]

    follows(lambda: ended()[0])
    assert ended() == [True, False]


@pytest.mark.parametrize("way", WAYS)
def test_a_post_of_a_grid_that_ends_ends_with_its_grant(district: District, way: str):
    here = district
    person = here.appoint("lane")
    guard = here.somebody("security_administrator")
    follows(lambda: len(guard.all("/v1/grants", person_id=person)) == 1)

    lane_ends(here, way)

    follows(lambda: guard.all("/v1/grants", person_id=person)[0]["valid_until"] is not None)
    gone = f"/v1/areas/{here.ids['lane']}"
    assert here.officer.refused("GET", f"{gone}/holder").code == "AreaEnded"
    assert here.officer.refused("GET", f"{gone}/responsible").code == "AreaEnded"
    if way != "split":
        went_on = here.officer.read(f"{gone}/responsible", or_successor=True)
        assert went_on["area_id"] == here.ids["court"]


@pytest.mark.parametrize("way", WAYS)
def test_a_key_of_an_area_that_ends_opens_nothing_any_more(district: District, way: str):
    here = district
    for area in ("lane", "court"):
        follows(partial(is_known, here, here.ids[area]))
    here.register("lane")
    case = here.register("court")
    keys = {area: a_key(here, area_id=here.ids[area]) for area in ("lane", "court")}
    seen = {area: asks(here, key["secret"]).json()["items"] for area, key in keys.items()}
    assert [len(each) for each in seen.values()] == [1, 1]

    lane_ends(here, way)

    follows(lambda: asks(here, keys["lane"]["secret"]).status_code == 401)
    assert why(asks(here, keys["lane"]["secret"])) == "called_back"
    guard = here.somebody("security_administrator")
    shown = guard.read(f"/v1/platform-keys/{keys['lane']['id']}")
    assert shown["ended_at"] is not None
    assert guard.read(f"/v1/platform-keys/{keys['court']['id']}")["ended_at"] is None
    kept = {each["id"] for each in asks(here, keys["court"]["secret"]).json()["items"]}
    assert kept == {case["id"]} | ({seen["lane"][0]["id"]} if way != "split" else set())
