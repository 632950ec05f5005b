"""What a dry run counts is what the change then does: a move, an end with a successor, a merge with codes."""

from services.chassis.ids import new_id
from tests.journeys.district import District, Row, etag_of
from tests.journeys.test_codes import given, retired
from tests.journeys.test_places import a_place, entered
from tests.journeys.test_regridding import merged, version


def seen(here: District, area: str) -> Row:
    return {"area_id": here.ids[area], "seen_version": version(here, here.ids[area])}


def asked(here: District, area: str, what: str, **body: object) -> Row:
    path, tag = f"/v1/areas/{here.ids[area]}/{what}", etag_of(version(here, here.ids[area]))
    answer: Row = here.officer.do(path, dict(body), match=tag)
    return answer


def belongings(here: District, area: str) -> Row:
    """What lies in an area and below it, counted one list after the other."""
    wanted, officer = {"area_id": here.ids[area], "limit": 200}, here.officer
    return {
        "open_cases": len([each for each in officer.all("/v1/cases", **wanted) if each["state"] != "closed"]),
        "places": len(officer.all("/v1/places", **wanted)),
        "posts": len([each for each in officer.all("/v1/posts", **wanted) if not each["vacant"]]),
        "dwellings": len(homes_of(here, area)),
    }


def homes_of(here: District, area: str) -> set[str]:
    below = {each["id"] for each in here.officer.all(f"/v1/areas/{here.ids[area]}/subtree", limit=200)}
    lie: set[str] = set()
    for building in here.officer.all("/v1/buildings", community_id=here.ids["community"]):
        homes = here.officer.all(f"/v1/buildings/{building['id']}/dwellings", limit=200)
        lie |= {home["id"] for home in homes if home["area_id"] in below}
    return lie


def a_house(here: District) -> None:
    """Four dwellings in the lane and four in the court."""
    house = {"id": new_id(), "name": "1栋", "units": 2, "floors": 2, "rooms_per_floor": 2}
    place = {"community_id": here.ids["community"], "estate": "安居苑", "buildings": [house]}
    here.officer.do("/v1/buildings/batch", place)
    ranges = [
        {"building_id": house["id"], "first": unit, "last": unit, "area_id": here.ids[area]}
        for unit, area in ((1, "lane"), (2, "court"))
    ]
    here.officer.do("/v1/units/give", {"ranges": ranges})


def filled(here: District) -> None:
    a_house(here)
    here.appoint("lane")
    here.register("lane")
    here.closed(here.register("lane"))
    entered(here, a_place(here), a_place(here, "court", name="议事厅", kind="deliberation_hall"))


def test_a_move_takes_along_what_its_dry_run_has_counted(district: District):
    here = district
    filled(here)
    before = belongings(here, "first")
    assert before == {"open_cases": 1, "places": 2, "posts": 1, "dwellings": 8}
    homes = homes_of(here, "lane")
    total = {
        "id": new_id(),
        "parent_id": here.ids["community"],
        "kind": "general_total",
        "name": "第二总网格",
    }
    here.officer.do("/v1/areas/batch", {"areas": [total]})
    here.ids["second total"] = total["id"]

    foreseen = asked(here, "first", "move/preview", parent_id=total["id"])
    assert {name: foreseen[name] for name in before} == before
    assert (foreseen["from_id"], foreseen["parent_id"]) == (here.ids["total"], total["id"])
    assert foreseen["kinds"] == [{"kind": "micro", "count": 2}]
    assert (foreseen["leaves_id"], foreseen["enters_id"]) == (None, None)
    assert belongings(here, "second total") == dict.fromkeys(before, 0)

    asked(here, "first", "move", parent_id=total["id"])

    assert belongings(here, "second total") == before
    below = here.officer.all(f"/v1/areas/{total['id']}/subtree", limit=200)
    assert sorted(each["kind"] for each in below) == ["base", "general_total", "micro", "micro"]
    assert homes_of(here, "lane") == homes


def test_an_end_with_a_successor_passes_on_what_its_dry_run_has_counted(district: District):
    here = district
    filled(here)
    given(here, "lane", scheme="LOCAL", code="A-7")
    lane, court = belongings(here, "lane"), belongings(here, "court")

    foreseen = asked(here, "lane", "abolish/preview", successor=seen(here, "court"))
    [part] = foreseen["parts"]
    assert (part["area_id"], foreseen["ended_ids"]) == (here.ids["court"], [here.ids["lane"]])
    comes = ("open_cases", "places", "dwellings")
    assert {name: part[name] for name in comes} == {name: lane[name] for name in comes}
    assert (foreseen["posts"], foreseen["posts_go_on"], foreseen["posts_end"]) == (1, 0, 1)
    assert (foreseen["codes"], foreseen["cases_reassigned"]) == (1, 0)
    assert belongings(here, "lane") == lane

    asked(here, "lane", "abolish", successor=seen(here, "court"))

    after = belongings(here, "court")
    assert after == {name: court[name] + (lane[name] if name in comes else 0) for name in court}
    assert not here.officer.read(f"/v1/areas/{here.ids['lane']}")["active"]


def test_a_dry_run_counts_the_codes_that_the_merge_then_retires(district: District):
    """Those that hold: of what ends, and neither those of the target nor those that were retired."""
    here = district
    for area, scheme, code in (
        ("lane", "LOCAL", "A-7"), ("lane", "MCA", "510108006"), ("lane", "NBS2023", "510108007"),
        ("court", "LOCAL", "A-8"),
    ):  # fmt: skip
        given(here, area, scheme=scheme, code=code)
    retired(here, "lane", scheme="NBS2023", code="510108007", valid_to="2026-02-01")

    sides = {"sources": [seen(here, "lane")], "target": seen(here, "court")}
    assert here.officer.do("/v1/areas/merge/preview", sides)["codes"] == 2
    borne = borne_by(here, "court")
    merged(here, "lane", "court")

    held = [each for each in borne_by(here, "lane") if each["valid_to"] is None]
    ended = [each for each in borne_by(here, "lane") if each["valid_to"] not in (None, "2026-02-01")]
    assert (held, len(ended)) == ([], 2)
    assert borne_by(here, "court") == borne


def borne_by(here: District, area: str) -> list[Row]:
    codes: list[Row] = here.officer.read(f"/v1/areas/{here.ids[area]}")["codes"]
    return codes
