"""A community is drawn anew: nothing of it is left behind in any service, and what had begun goes on."""

from collections.abc import Callable
from functools import partial

import pytest

from services.chassis.ids import new_id
from tests.days import today
from tests.journeys import meals
from tests.journeys.district import District, Row, etag_of
from tests.journeys.registers import Community, a_person, as_csv
from tests.journeys.test_moves import recount
from tests.processes import wait_until

FOLLOWS_WITHIN = 20.0


@pytest.fixture
def community(district: District) -> Community:
    """Two units, the first in the lane and the second in the court, with somebody in each."""
    here = Community.built(district)
    here.imported(as_csv([a_person(0), a_person(1), a_person(250)]))
    return here


def version(here: District, area_id: str) -> int:
    return int(here.officer.read(f"/v1/areas/{area_id}")["version"])


def merged(here: District, source: str, target: str, **more: object) -> Row:
    seen = [
        {"area_id": here.ids[each], "seen_version": version(here, here.ids[each])}
        for each in (source, target)
    ]
    done: Row = here.officer.do("/v1/areas/merge", {"sources": seen[:1], "target": seen[1], **more})
    return done


def split(here: District, area: str, what: str = "split", **more: object) -> Row:
    path, tag = f"/v1/areas/{here.ids[area]}/{what}", etag_of(version(here, here.ids[area]))
    done: Row = here.officer.do(path, dict(more), match=tag)
    return done


def follows(said: Callable[[], bool]) -> None:
    wait_until(said, "the others have followed", FOLLOWS_WITHIN)


def is_known(here: District, area_id: str) -> bool:
    """To members, who hear of it."""
    return here.officer.get("/v1/residents", area_id=area_id, limit=1).status_code == 200


def living_in(here: District, area_id: str) -> set[str]:
    follows(lambda: is_known(here, area_id))
    return {each["id"] for each in here.officer.all("/v1/residents", area_id=area_id, limit=200)}


def test_a_merged_grid_leaves_nothing_behind(community: Community):
    here = community.district
    everybody = {each["id"] for each in community.residents()}
    here.appoint("lane")
    holder = here.appoint("court")
    case = here.step(here.register("lane"), "assign")
    worker = here.somebody("micro_grid_worker", "court")

    done = merged(here, "lane", "court", document_number="成民〔2026〕7号")

    assert [area["id"] for area in done["areas"]] == [here.ids["court"]]
    follows(lambda: living_in(here, here.ids["court"]) == everybody)
    assert living_in(here, here.ids["lane"]) == set()
    again = worker.read(f"/v1/cases/{case['id']}")
    assert (again["area_id"], again["number"], again["state"], again["assignee_id"]) == (
        here.ids["court"], case["number"], "assigned", holder,
    )  # fmt: skip


def test_a_case_that_was_open_before_is_closed_after(community: Community):
    here = community.district
    here.appoint("lane")
    here.appoint("court")
    case = here.step(here.register("lane"), "assign")

    merged(here, "lane", "court")

    moved = here.officer.read(f"/v1/cases/{case['id']}")
    taken = here.step(moved, "take-in-hand")
    closed = here.step(taken, "close")
    assert (closed["state"], closed["number"]) == ("closed", case["number"])
    assert here.message_about(closed)["state"] == "sent"


def test_a_split_takes_people_along_by_their_units(community: Community):
    here = community.district
    merged(here, "lane", "court")
    everybody = {each["id"] for each in community.residents()}
    follows(lambda: living_in(here, here.ids["court"]) == everybody)
    [building] = here.officer.all("/v1/buildings", community_id=here.ids["community"])
    part = {"id": new_id(), "name": "新里"}
    units = [{"building_id": building["id"], "first": 2, "last": 2, "part_id": part["id"]}]
    asked: Row = {"parts": [part], "primary_id": here.ids["court"], "units": units}

    foreseen = split(here, "court", "split/preview", **asked)
    assert [(each["area_id"], each["dwellings"]) for each in foreseen["parts"]] == [
        (here.ids["court"], 0), (part["id"], 250),
    ]  # fmt: skip
    assert here.officer.get(f"/v1/areas/{part['id']}").status_code == 404

    split(here, "court", **asked)

    follows(lambda: len(living_in(here, part["id"])) == 1)
    assert len(living_in(here, here.ids["court"])) == 2


def test_the_mirrors_of_all_services_agree_with_the_ground(community: Community):
    """After merges, a split and an end, one behind the other."""
    here = community.district
    merged(here, "first", "second")
    merged(here, "lane", "court")
    south, north = ({"id": new_id(), "name": name} for name in ("南里", "北里"))
    [building] = here.officer.all("/v1/buildings", community_id=here.ids["community"])
    units = [{"building_id": building["id"], "first": 1, "last": 1, "part_id": north["id"]}]
    split(here, "court", parts=[south, north], primary_id=south["id"], units=units)
    here.ids |= {"south": south["id"], "north": north["id"]}
    successor = {"area_id": south["id"], "seen_version": version(here, south["id"])}
    split(here, "yard", "abolish", successor=successor)

    def differences(service: str) -> set[int]:
        """Of every mirror that it keeps, of people too."""
        mirrors = recount(here, service).values()
        return {counted[name] for counted in mirrors for name in ("missing", "extra", "behind")}

    def agrees(service: str) -> bool:
        return differences(service) == {0}

    for service in ("members", "care", "notify"):
        follows(partial(agrees, service))


def test_a_canteen_of_a_merged_grid_lies_in_its_successor(district: District):
    here = district
    follows(partial(meals.founded, here))

    def lies_in() -> list[tuple[str, str]]:
        editions = here.officer.read(meals.PROGRAMME)["editions"]
        return [(each["valid_from"], each["canteens"][0]["area_id"]) for each in editions]

    merged(here, "lane", "court")

    expected = [("2026-01-01", here.ids["lane"]), (today().isoformat(), here.ids["court"])]
    follows(lambda: lies_in() == expected)
    split(here, "court", parts=[{"id": (part := new_id()), "name": "新里"}], primary_id=part)
    follows(lambda: lies_in() == [expected[0], (today().isoformat(), part)])


def test_old_codes_and_days_still_answer(district: District):
    here = district
    merged(here, "lane", "court", document_number="成民〔2026〕7号")

    [founded, merge] = here.officer.all(f"/v1/areas/{here.ids['lane']}/changes")
    assert (founded["kind"], merge["kind"], merge["primary_id"]) == ("founded", "merged", here.ids["court"])
    path = f"/v1/areas/{here.ids['first']}/then"
    now = here.officer.all(path, on=today().isoformat())
    assert [area["id"] for area in now] == [here.ids["first"], here.ids["court"]]
    assert here.officer.all(path, on=today(-1).isoformat()) == []


def test_a_refused_merge_changes_nothing(untouched: District):
    here = untouched
    seen = [{"area_id": here.ids[each], "seen_version": 1} for each in ("lane", "second")]
    refused = here.officer.ask("POST", "/v1/areas/merge", {"sources": seen[:1], "target": seen[1]})

    assert (refused.status_code, refused.json()["code"]) == (422, "MergeOfDifferentKinds")
    assert here.officer.read(f"/v1/areas/{here.ids['lane']}")["active"]


def test_an_area_that_holds_something_says_what_it_holds(untouched: District):
    here = untouched
    path = f"/v1/areas/{here.ids['first']}/abolish"
    refused = here.officer.ask("POST", path, {}, match=etag_of(1))

    assert (refused.status_code, refused.json()["code"]) == (409, "AreaNotEmpty")
    assert refused.json()["values"]["child_areas"] == 2
