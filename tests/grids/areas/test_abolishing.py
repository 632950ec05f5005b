"""An area is no more, on both databases."""

import pytest

from services.chassis.errors import StaleVersion
from services.grids.areas.domain.change_errors import AreaEnded, AreaNotEmpty, TargetAmongSources
from services.grids.areas.domain.errors import AreaUnknown
from services.grids.cases.domain.errors import AreaUnknown as NoGround
from services.grids.dwellings.domain.errors import AreaEnded as GridEnded
from services.grids.posts.domain.errors import AppointedBeyondEnd
from tests.grids.areas.changing import LATER, abolish, changes, lived_in, seen
from tests.grids.builders import a_duty, an_area, id_of
from tests.grids.cases.steps import register
from tests.grids.dwellings.estates import give
from tests.grids.house import House
from tests.grids.posts.duties import appoint


def test_an_empty_area_ends_that_day(house: House):
    lived_in(house)
    done = abolish(house, "micro 3", document_number="成民〔2026〕9号")

    assert (done["areas"], done["ended_ids"]) == ([], [id_of("micro 3")])
    area = house.ask("get_area", area_id=id_of("micro 3"))
    assert (area["active"], area["valid_to"]) == (False, LATER.isoformat())
    assert house.ask("list_children", area_id=id_of("base 2"))["items"] == []
    [founded, abolished] = changes(house, "micro 3")
    assert (founded["kind"], founded["document_number"]) == ("founded", None)
    assert [abolished[name] for name in ("kind", "effective_on", "document_number")] == [
        "abolished", LATER.isoformat(), "成民〔2026〕9号",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("area", "there"),
    [
        ("micro 1", {"dwellings": 6, "open_cases": 1, "posts": 1}),
        ("micro 2", {"dwellings": 6}),
        ("base 1", {"child_areas": 2}),
        ("community", {"child_areas": 1, "buildings": 1}),
    ],
)
def test_an_area_that_holds_something_needs_a_successor_and_says_what_is_there(house: House, area, there):
    lived_in(house)
    before = house.told()

    with pytest.raises(AreaNotEmpty) as refused:
        abolish(house, area)

    kept = (
        "child_areas",
        "dwellings",
        "buildings",
        "open_cases",
        "posts",
        "groupings",
        "places",
        "organisations",
    )
    nothing = dict.fromkeys(kept, 0)
    assert refused.value.values == {"area_id": id_of(area)} | nothing | there
    assert house.told() == before


def test_a_successor_takes_all_that_is_there(house: House):
    lived_in(house)
    done = abolish(house, "micro 1", successor="micro 2")

    assert (done["kind"], done["areas"][0]["id"]) == ("abolished", id_of("micro 2"))
    assert house.ask("get_case", case_id=id_of("case"))["area_id"] == id_of("micro 2")


def test_nobody_succeeds_themselves(house: House):
    with pytest.raises(TargetAmongSources):
        abolish(house, "micro 1", successor="micro 1")


def test_a_stale_end_is_refused(house: House):
    with pytest.raises(StaleVersion):
        house.ask("abolish_area", area_id=id_of("micro 1"), seen_version=2)


def test_nothing_begins_in_an_area_that_is_no_more(house: House):
    lived_in(house)
    abolish(house, "micro 3")
    abolish(house, "base 2")

    with pytest.raises(NoGround):
        register(house, "another", "micro 3")
    with pytest.raises(GridEnded):
        give(house, ("A", 1, 1, "micro 3"))
    with pytest.raises(AppointedBeyondEnd):
        appoint(house, a_duty("li", "micro 3"))
    with pytest.raises(AreaEnded):
        house.ask("found_areas", areas=[an_area("x", "micro", "base 2")])
    with pytest.raises(AreaEnded):
        house.ask("move_area", area_id=id_of("micro 1"), parent_id=id_of("base 2"), seen_version=1)


def test_an_area_that_is_no_more_stands_in_no_list(house: House):
    lived_in(house)
    abolish(house, "micro 3")

    lists = [
        house.ask("list_subtree", area_id=id_of("total"), limit=200),
        house.ask("search_areas", name_prefix="micro", limit=200),
        house.ask("list_posts", area_id=id_of("total"), limit=200),
    ]
    for each in lists:
        assert id_of("micro 3") not in {row.get("id", row.get("area_id")) for row in each["items"]}
    assert [each["id"] for each in house.ask("list_subtree", area_id=id_of("micro 3"))["items"]] == [
        id_of("micro 3")
    ]


def test_its_name_is_free_again(house: House):
    lived_in(house)
    abolish(house, "micro 3")

    [founded] = house.ask("found_areas", areas=[an_area("x", "micro", "base 2", name="micro 3")])["items"]
    assert founded["active"]


def test_who_does_not_see_it_does_not_end_it(house: House):
    with pytest.raises(AreaUnknown):
        house.holding(id_of("elsewhere")).ask("abolish_area", **seen(house, "micro 1"))
