"""Areas of one kind become one, on both databases."""

import pytest

from services.grids.areas.domain.change_errors import (
    PrimaryPostHeld,
)
from services.grids.posts.domain.errors import AreaEnded
from tests.grids.areas.changing import (
    LATER,
    changes,
    founded,
    lived_in,
    merge,
    told,
)
from tests.grids.builders import a_code, a_duty, an_area, id_of
from tests.grids.dwellings.estates import rooms
from tests.grids.house import House
from tests.grids.posts.duties import appoint


def areas_of(house: House, building: str = "A") -> set[str | None]:
    return {area for _, _, area in rooms(house, building)}


def test_what_lay_in_a_merged_grid_lies_in_its_successor(house: House):
    lived_in(house)
    before = len(house.told())

    done = merge(house, "micro 1", into="micro 2")

    assert [area["id"] for area in done["areas"]] == [id_of("micro 2")]
    assert done["ended_ids"] == [id_of("micro 1")]
    assert areas_of(house) == {id_of("micro 2")}
    case = house.ask("get_case", case_id=id_of("case"))
    assert (case["area_id"], case["version"], case["state"]) == (id_of("micro 2"), 2, "registered")
    ended = house.ask("get_area", area_id=id_of("micro 1"))
    assert (ended["active"], ended["valid_to"], ended["version"]) == (False, LATER.isoformat(), 2)
    [over] = told(house, before, "AppointmentEnded")
    assert (over["area_id"], over["valid_to"]) == (id_of("micro 1"), LATER.isoformat())
    assert over["grants"] == "micro_grid_worker"  # which ends with it


def test_the_others_hear_of_a_merge_what_they_follow(house: House):
    lived_in(house)
    before = len(house.told())

    merge(house, "micro 1", into="micro 2")

    [gone] = told(house, before, "AreasChanged")
    assert [(row["id"], row["active"], row["removed"]) for row in gone["rows"]] == [
        (id_of("micro 1"), False, False)
    ]
    [moved] = told(house, before, "DwellingsMoved")
    assert len(moved["rows"]) == 6
    assert {(row["area_id"], row["version"]) for row in moved["rows"]} == {(id_of("micro 2"), 3)}
    [replaced] = told(house, before, "AreasReplaced")
    assert replaced == {
        "first_id": id_of("micro 1"),
        "number": 2,
        "kind": "merged",
        "effective_on": LATER.isoformat(),
        "ended_ids": [id_of("micro 1")],
        "to_ids": [id_of("micro 2")],
        "primary_id": id_of("micro 2"),
    }
    [cases] = told(house, before, "CasesMoved")
    assert [row["number"] for row in cases["rows"]] == ["510108006004-2026-000001"]


def test_child_areas_come_along_with_all_that_lies_below(house: House):
    lived_in(house)
    merge(house, "base 1", into="base 2")

    below = house.ask("list_children", area_id=id_of("base 2"))["items"]
    assert [area["name"] for area in below] == ["micro 1", "micro 2", "micro 3"]
    assert areas_of(house) == {id_of("micro 1"), id_of("micro 2")}
    assert house.ask("list_children", area_id=id_of("base 1"))["items"] == []


def test_communities_merge_with_buildings_and_numbers_that_go_on(house: House):
    lived_in(house)
    merge(house, "community", into="elsewhere")

    (building,) = house.ask("list_buildings", community_id=id_of("elsewhere"))["items"]
    assert building["id"] == id_of("A")
    case = house.ask("get_case", case_id=id_of("case"))
    assert case["number"] == "510108006004-2026-000001"
    assert house.ask("list_cases", area_id=id_of("elsewhere"))["items"][0]["id"] == id_of("case")
    one = {"id": id_of("another"), "area_id": id_of("micro 1"), "text": "x"}
    assert house.ask("register_case", **one)["number"] == "AREA-4-2026-000001"


def test_a_merge_founds_its_successor_if_it_is_asked_to(house: House):
    lived_in(house)
    new = founded("micro 1", "micro", "base 1") | {"id": id_of("new")}

    done = merge(house, "micro 1", "micro 2", into=new)

    assert [(area["id"], area["name"], area["active"]) for area in done["areas"]] == [
        (id_of("new"), "micro 1", True)
    ]
    assert areas_of(house) == {id_of("new")}
    assert house.ask("get_area", area_id=id_of("new"))["valid_from"] == LATER.isoformat()


def test_a_holder_goes_on_in_the_successors_post(house: House):
    lived_in(house)
    merge(house, "micro 1", into="micro 2", holder_of=id_of("micro 1"))

    post = house.ask("find_holder", area_id=id_of("micro 2"))
    assert (post["staff_id"], post["valid_from"]) == (id_of("wang"), LATER.isoformat())
    with pytest.raises(AreaEnded):
        house.ask("find_holder", area_id=id_of("micro 1"))


@pytest.mark.parametrize(
    ("sources", "named", "who"),
    [
        (("micro 1", "micro 2"), {}, "wang"),
        (("micro 2", "micro 1"), {}, "li"),
        (("micro 1", "micro 2"), {"holder_of": id_of("micro 2")}, "li"),
        (("micro 3", "micro 1"), {}, None),
    ],
)
def test_a_founded_successor_has_the_holder_who_is_named_or_the_first_source_s(
    house: House, sources, named, who
):
    lived_in(house)
    appoint(house, a_duty("li", "micro 2"))

    merge(house, *sources, into=founded("new", "micro", "base 1"), **named)

    post = house.ask("find_holder", area_id=id_of("new"))
    assert (post["staff_id"], post["vacant"]) == (who and id_of(who), who is None)


def test_nobody_goes_on_in_a_post_that_is_held(house: House):
    lived_in(house)
    appoint(house, a_duty("li", "micro 2"))

    with pytest.raises(PrimaryPostHeld):
        merge(house, "micro 1", into="micro 2", holder_of=id_of("micro 1"))


def test_codes_of_a_merged_area_retire_that_day_and_the_primarys_stay(house: House):
    lived_in(house)
    merge(
        house,
        "elsewhere",
        into="community",
        effective_on=LATER.isoformat(),
        document_number="川府〔2026〕1号",
    )

    assert house.ask("get_area", area_id=id_of("community"))["codes"][0]["valid_to"] is None
    third = an_area("third", "community", "township", codes=(a_code(code="510108006005"),))
    house.ask("found_areas", areas=[third])
    merge(house, "third", into="community")
    [code] = house.ask("get_area", area_id=id_of("third"))["codes"]
    assert code["valid_to"] == LATER.isoformat()
    was = house.ask("resolve_code", scheme="NBS2023", code="510108006005", date="2026-03-10")
    assert was["id"] == id_of("third")


def test_a_merge_is_in_the_log_of_both(house: House):
    lived_in(house)
    merge(house, "micro 1", into="micro 2", document_number="成民〔2026〕7号")

    [_, of_source] = changes(house, "micro 1")
    assert of_source == changes(house, "micro 2")[-1]
    assert {name: of_source[name] for name in ("kind", "document_number", "primary_id", "number")} == {
        "kind": "merged", "document_number": "成民〔2026〕7号", "primary_id": id_of("micro 2"), "number": 2,
    }  # fmt: skip
    assert sorted(of_source["from_ids"]) == sorted([id_of("micro 1"), id_of("micro 2")])
    assert of_source["to_ids"] == [id_of("micro 2")]
    assert of_source["by"].startswith("person:")
