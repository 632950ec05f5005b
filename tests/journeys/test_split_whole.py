"""A grid is split that somebody holds, with a case that is open, one that is closed, a place and people."""

from functools import partial

import pytest

from services.chassis.ids import new_id
from tests.journeys.district import District, Row
from tests.journeys.duties import a_duty, appoint, day, enter
from tests.journeys.registers import Community, a_person, as_csv
from tests.journeys.test_codes import given
from tests.journeys.test_places import PLACES, a_place, entered
from tests.journeys.test_regridding import follows, is_known, living_in, split


@pytest.fixture
def here(district: District) -> District:
    """Two people in the lane, in one unit."""
    community = Community.built(district)
    community.imported(as_csv([a_person(0), a_person(1)]))
    return district


def halves(here: District) -> tuple[Row, Row]:
    """The lane's unit goes to the north; the south is the primary. Their ids are known from here on."""
    south, north = ({"id": new_id(), "name": name} for name in ("南里", "北里"))
    here.ids |= {"south": south["id"], "north": north["id"]}
    return south, north


def the_split(here: District) -> Row:
    south, north = halves(here)
    [building] = here.officer.all("/v1/buildings", community_id=here.ids["community"])
    units = [{"building_id": building["id"], "first": 1, "last": 1, "part_id": north["id"]}]
    return {"parts": [south, north], "primary_id": south["id"], "units": units}


def test_a_split_takes_holder_open_case_and_place_to_its_primary_and_people_by_their_units(here: District):
    holder = here.appoint("lane")
    case = here.step(here.register("lane"), "assign")
    closed = here.closed(here.register("lane"))
    told = here.message_about(closed)
    [place] = entered(here, a_place(here))
    people = living_in(here, here.ids["lane"])
    given(here, "lane", scheme="LOCAL", code="A-7")
    asked = the_split(here) | {"keeps_holder": True}

    foreseen = split(here, "lane", "split/preview", **asked)
    south, north = foreseen["parts"]
    assert [(each["open_cases"], each["places"], each["dwellings"]) for each in (south, north)] == [
        (1, 1, 0), (0, 0, 250),
    ]  # fmt: skip
    assert (north["households"], north["residents"]) == (2, 2)
    posts = [foreseen[name] for name in ("posts", "posts_go_on", "posts_end", "cases_reassigned")]
    assert (posts, foreseen["codes"]) == ([1, 1, 0, 0], 1)

    split(here, "lane", **asked)

    moved = here.officer.read(f"/v1/cases/{case['id']}")
    assert (moved["area_id"], moved["number"], moved["state"], moved["assignee_id"]) == (
        here.ids["south"], case["number"], "assigned", holder,
    )  # fmt: skip
    assert here.officer.read(f"/v1/cases/{closed['id']}")["area_id"] == here.ids["lane"]
    assert [each["id"] for each in here.messages(closed)] == [told["id"]]
    held = here.officer.read(f"/v1/areas/{here.ids['south']}/holder")
    assert (held["staff_id"], held["vacant"]) == (holder, False)
    assert here.officer.read(f"/v1/areas/{here.ids['north']}/holder")["vacant"]
    assert here.officer.refused("GET", f"/v1/areas/{here.ids['lane']}/holder").code == "AreaEnded"
    assert here.officer.read(f"{PLACES}/{place['id']}")["area_id"] == here.ids["south"]
    [code] = here.officer.read(f"/v1/areas/{here.ids['lane']}")["codes"]
    assert (code["code"], code["valid_to"]) == ("A-7", day(0))
    follows(lambda: living_in(here, here.ids["north"]) == people)
    assert living_in(here, here.ids["south"]) == set() == living_in(here, here.ids["lane"])

    worked = here.step(here.step(moved, "take-in-hand"), "close")
    assert here.message_about(worked)["recipient_id"] == holder


def test_a_split_whose_holder_does_not_go_on_ends_the_post_with_its_grant(here: District):
    holder = here.appoint("lane")
    case = here.step(here.register("lane"), "assign")
    guard = here.somebody("security_administrator")
    follows(lambda: len(guard.all("/v1/grants", person_id=holder)) == 1)
    asked = the_split(here)

    foreseen = split(here, "lane", "split/preview", **asked)
    posts = [foreseen[name] for name in ("posts", "posts_go_on", "posts_end", "cases_reassigned")]
    assert posts == [1, 0, 1, 1]
    split(here, "lane", **asked)

    moved = here.officer.read(f"/v1/cases/{case['id']}")
    assert (moved["area_id"], moved["state"], moved["assignee_id"]) == (here.ids["south"], "registered", None)
    follows(lambda: guard.all("/v1/grants", person_id=holder)[0]["valid_until"] is not None)
    follows(partial(is_known, here, here.ids["south"]))
    [successor] = enter(here.officer, ["云雨水"])
    duty = a_duty(successor, here.ids["south"], "micro_grid_worker", valid_from=day(0))
    appoint(here.officer, duty)
    again = here.step(moved, "assign")
    assert (again["state"], again["assignee_id"]) == ("assigned", successor["id"])
