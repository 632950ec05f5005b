"""Counts as they were then and as they are now: both add up, and what was is not changed by what comes."""

from typing import Any

import pytest

from services.chassis.ids import new_id
from tests.days import today
from tests.house import House
from tests.journeys.district import District, Row, etag_of
from tests.journeys.kept import change
from tests.journeys.registers import Community, a_person, as_csv
from tests.journeys.test_counts import counts
from tests.journeys.test_regridding import follows, is_known, merged, split, version

DAYS: dict[str, dict[str, tuple[str, ...]]] = {
    "members": {"tally_days": ("day",)},
    "grids": {"areas": ("valid_from", "since"), "area_spans": ("valid_from",)},
}


@pytest.fixture
def community(district: District, house: House) -> Community:
    """Two people in the lane and one in the court, since yesterday."""
    here = Community.built(district)
    here.imported(as_csv([a_person(0), a_person(1), a_person(250)]))
    a_day_passes(house, district)
    return here


def a_day_passes(house: House, here: District) -> None:
    for service, tables in DAYS.items():
        for table, columns in tables.items():
            set_back = ", ".join(f"{column} = '{today(-1)}'" for column in columns)
            change(house, service, f"UPDATE {table} SET {set_back} WHERE district = '{here.id}'")


def then() -> Row:
    """As it was yesterday."""
    return {"on": today(-1), "as_of": today(-1)}


def report(here: District, area: str, **days: Any) -> Row:
    """It adds up, whatever it says."""
    asked = {name: day.isoformat() for name, day in days.items()}
    found: Row = here.officer.read(f"/v1/areas/{here.ids[area]}/counts/report", **asked)
    parts = [found["here"], *found["below"], *(each for each in found["unplaced"] if each["is_counted"])]
    for what in ("households", "residents"):
        assert found[what] == sum(part[what] for part in parts)
    return found


def below(found: Row) -> dict[str, int]:
    return {each["name"]: each["residents"] for each in found["below"]}


def moved(here: District, area: str, under: str) -> None:
    area_id = here.ids[area]
    parent = {"parent_id": here.ids[under]}
    here.officer.do(f"/v1/areas/{area_id}/move", parent, match=etag_of(version(here, area_id)))


def regridded(here: District) -> str:
    """The lane goes into the court, the second unit out of it, and over to the other grid; its id."""
    merged(here, "lane", "court")
    follows(lambda: counts(here, "court") == (3, 3))
    [building] = here.officer.all("/v1/buildings", community_id=here.ids["community"])
    part: Row = {"id": new_id(), "name": "新里"}
    units = [{"building_id": building["id"], "first": 2, "last": 2, "part_id": part["id"]}]
    split(here, "court", parts=[part], primary_id=here.ids["court"], units=units)
    here.ids["part"] = part["id"]
    follows(lambda: is_known(here, part["id"]) and counts(here, "part") == (1, 1))
    moved(here, "part", "second")
    follows(lambda: counts(here, "second") == (1, 1))
    return str(part["id"])


def test_what_was_counted_stays_and_what_is_counted_adds_up(community: Community):
    here = community.district
    before = {area: report(here, area, **then()) for area in ("county", "total", "first")}
    assert below(before["first"]) == {"lane 区": 2, "court 区": 1}

    regridded(here)

    assert {area: report(here, area, **then()) for area in before} == before
    now = report(here, "total")
    assert (now["residents"], below(now), now["unplaced"]) == (3, {"first 区": 2, "second 区": 1}, [])
    assert below(report(here, "first")) == {"court 区": 2}


def test_figures_of_a_day_are_shown_in_the_tree_of_today_and_none_is_guessed(community: Community):
    here = community.district
    part = regridded(here)

    found = report(here, "total", on=today(-1), as_of=today())

    assert (found["residents"], below(found)) == (3, {"first 区": 0, "second 区": 0})
    unplaced = {each["name"]: (each["residents"], set(each["to_ids"])) for each in found["unplaced"]}
    candidates = {here.ids["court"], part}
    assert unplaced == {"lane 区": (2, candidates), "court 区": (1, candidates)}
    whole = report(here, "community", on=today(-1), as_of=today())
    assert (below(whole), whole["unplaced"]) == ({"total 区": 3}, [])


def test_what_merged_and_moved_is_shown_where_it_is_now(community: Community):
    here = community.district
    merged(here, "lane", "court")
    moved(here, "court", "second")

    found = report(here, "total", on=today(-1), as_of=today())

    assert (below(found), found["unplaced"]) == ({"first 区": 0, "second 区": 3}, [])
    assert below(report(here, "total", **then())) == {"first 区": 3, "second 区": 0}


def test_a_day_to_come_is_refused(untouched: District):
    tomorrow = today(1).isoformat()
    path = f"/v1/areas/{untouched.ids['lane']}/counts/report"
    refused = untouched.officer.refused("GET", f"{path}?on={tomorrow}")
    assert (refused.status, refused.code) == (422, "DayToCome")


def seen(here: District, area: str) -> Row:
    return {"area_id": here.ids[area], "seen_version": version(here, here.ids[area])}


def test_a_dry_run_says_who_would_come_along(community: Community):
    here = community.district
    foreseen = here.officer.do(
        "/v1/areas/merge/preview", {"sources": [seen(here, "first")], "target": seen(here, "second")}
    )
    [part] = foreseen["parts"]
    assert (part["child_areas"], part["households"], part["residents"]) == (2, 3, 3)
    assert (foreseen["households"], foreseen["residents"], foreseen["codes"]) == (3, 3, 0)
    foreseen = here.officer.do(
        "/v1/areas/merge/preview", {"sources": [seen(here, "lane")], "target": seen(here, "court")}
    )
    assert [(each["dwellings"], each["households"]) for each in foreseen["parts"]] == [(250, 2)]


def test_a_dry_run_of_a_split_says_it_for_each_part(community: Community):
    here = community.district
    [building] = here.officer.all("/v1/buildings", community_id=here.ids["community"])
    parts = [{"id": new_id(), "name": name} for name in ("新里", "新巷")]
    units = [{"building_id": building["id"], "first": 1, "last": 1, "part_id": parts[1]["id"]}]
    asked: Row = {"parts": parts, "primary_id": parts[0]["id"], "units": units}

    foreseen = split(here, "lane", "split/preview", **asked)

    counted = [(each["name"], each["dwellings"], each["households"]) for each in foreseen["parts"]]
    assert counted == [("新里", 0, 0), ("新巷", 250, 2)]
    assert not {"own_ids", "child_ids", "dwelling_ids"} & foreseen["parts"][0].keys()


def test_a_recount_says_that_nothing_differs_or_what_did(community: Community, house: House):
    here = community.district
    words = ("recount", here.id, "--url", house.url)
    right = ["people: 9 areas counted: nothing differs", "ground: 9 areas counted: nothing differs"]
    assert all(line in house.command(*words) for line in right)
    lane = f"district = '{here.id}' AND area_id = '{here.ids['lane']}'"
    change(house, "members", f"UPDATE area_tallies SET residents = residents + 1 WHERE {lane}")

    with pytest.raises(RuntimeError, match="areas had another number of households or residents"):
        house.command(*words)

    assert all(line in house.command(*words) for line in right)
    assert counts(here, "lane") == (2, 2)
