"""A platform's key ends with the area that it was made for, and is not forwarded to what goes on."""

from functools import partial

from tests.journeys.district import District
from tests.journeys.platforms import a_key, asks, why
from tests.journeys.test_regridding import follows, is_known, merged


def test_a_key_of_a_merged_area_opens_nothing_any_more(district: District):
    here = district
    for area in ("lane", "court"):
        follows(partial(is_known, here, here.ids[area]))
    here.register("lane")
    case = here.register("court")
    keys = {area: a_key(here, area_id=here.ids[area]) for area in ("lane", "court")}
    seen = {area: asks(here, key["secret"]).json()["items"] for area, key in keys.items()}
    assert [len(each) for each in seen.values()] == [1, 1]

    merged(here, "lane", "court")

    follows(lambda: asks(here, keys["lane"]["secret"]).status_code == 401)
    assert why(asks(here, keys["lane"]["secret"])) == "called_back"
    guard = here.somebody("security_administrator")
    shown = guard.read(f"/v1/platform-keys/{keys['lane']['id']}")
    assert shown["ended_at"] is not None
    assert guard.read(f"/v1/platform-keys/{keys['court']['id']}")["ended_at"] is None
    kept = {each["id"] for each in asks(here, keys["court"]["secret"]).json()["items"]}
    assert kept == {case["id"], seen["lane"][0]["id"]}
