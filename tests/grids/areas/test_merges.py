"""Areas of one kind become one, on both databases."""

import pytest

from services.chassis.errors import StaleVersion
from services.grids.areas.domain.change_errors import (
    AreaEnded,
    EffectiveBeforeFounding,
    EffectiveBeforeLastChange,
    EffectiveInFuture,
    MergeAcrossCommunities,
    MergeOfDifferentKinds,
    NameBeside,
    PrimaryPostHeld,
    SourceTwice,
    TargetAmongSources,
    TargetUnclear,
)
from services.grids.areas.domain.errors import AreaUnknown, ParentKindWrong
from tests.grids.areas.changing import (
    LATER,
    changes,
    founded,
    lived_in,
    merge,
    seen,
    told,
)
from tests.grids.builders import TODAY, a_code, a_duty, an_area, id_of
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
    assert house.ask("find_holder", area_id=id_of("micro 1"))["vacant"]


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


WRONG = [
    (("micro 1",), "base 2", {}, MergeOfDifferentKinds),
    (("micro 1",), "micro elsewhere", {}, MergeAcrossCommunities),
    (("micro 1", "micro 2"), "micro 2", {}, TargetAmongSources),
    (("micro 1", "micro 1"), "micro 2", {}, SourceTwice),
    (("micro 1",), "micro 2", {"effective_on": "2026-03-16"}, EffectiveInFuture),
    (("micro 1",), "micro 2", {"effective_on": "2026-03-04"}, EffectiveBeforeFounding),
    (("micro 1",), "micro 2", {"founded": founded("x", "micro", "base 1")}, TargetUnclear),
    (("micro 1",), founded("x", "micro", "total"), {}, ParentKindWrong),
    (("base 1",), founded("x", "base", "base 1"), {}, AreaUnknown),
    (("micro 1",), founded("x", "base", "total"), {}, MergeOfDifferentKinds),
    (("micro 1",), "micro 2", {"holder_of": id_of("micro 3")}, AreaUnknown),
]


@pytest.mark.parametrize(("sources", "into", "more", "refusal"), WRONG)
@pytest.mark.parametrize("method", ["merge_areas", "preview_merge"])
def test_a_wrong_merge_is_refused_whole(house: House, sources, into, more, refusal, method):
    lived_in(house)
    before = (house.told(), house.ask("feed_areas", limit=200), rooms(house, "A"))

    with pytest.raises(refusal):
        merge(house, *sources, into=into, method=method, **more)

    assert (house.told(), house.ask("feed_areas", limit=200), rooms(house, "A")) == before


def test_a_stale_source_is_refused_first(house: House):
    lived_in(house)
    stale = seen(house, "micro 1") | {"seen_version": 7}

    with pytest.raises(StaleVersion):
        house.ask("merge_areas", sources=[stale], target=seen(house, "base 2"))


def test_namesakes_do_not_come_under_one_parent(house: House):
    house.ask("found_areas", areas=[an_area("x", "micro", "base 2", name="micro 1")])

    with pytest.raises(NameBeside) as refused:
        merge(house, "base 1", into="base 2")

    assert refused.value.values == {"area_id": id_of("micro 1"), "name": "micro 1", "bearer_id": id_of("x")}


def test_an_area_that_is_no_more_is_not_changed(house: House):
    lived_in(house)
    merge(house, "micro 1", into="micro 2")

    with pytest.raises(AreaEnded):
        merge(house, "micro 1", into="micro 2")
    with pytest.raises(AreaEnded):
        house.ask("rename_area", area_id=id_of("micro 1"), name="x", seen_version=2)
    with pytest.raises(AreaEnded):
        merge(house, "micro 2", into="micro 1")


def test_days_of_changes_follow_each_other(house: House):
    lived_in(house)
    house.ask("move_area", area_id=id_of("micro 1"), parent_id=id_of("base 2"), seen_version=1)

    with pytest.raises(EffectiveBeforeLastChange):
        merge(house, "micro 1", into="micro 2", effective_on=TODAY.isoformat())
    with pytest.raises(EffectiveBeforeLastChange):
        merge(house, "base 1", into="base 2", effective_on=TODAY.isoformat())


def test_a_dry_run_says_what_would_go_where_and_changes_nothing(house: House):
    lived_in(house)
    before = (house.told(), house.ask("feed_areas", limit=200))

    foreseen = merge(house, "micro 1", into="micro 2", method="preview_merge")

    assert foreseen["parts"] == [
        {
            "area_id": id_of("micro 2"), "name": "micro 2", "child_areas": 0, "dwellings": 6,
            "buildings": 0, "open_cases": 1,
        }
    ]  # fmt: skip
    assert (foreseen["ended_ids"], foreseen["posts"]) == ([id_of("micro 1")], 1)
    assert (house.told(), house.ask("feed_areas", limit=200)) == before


def test_a_merge_needs_every_end_in_the_callers_areas(house: House):
    lived_in(house)

    with pytest.raises(AreaUnknown):
        house.holding(id_of("micro 1")).ask(
            "merge_areas", sources=[seen(house, "micro 1")], target=seen(house, "micro 2")
        )
