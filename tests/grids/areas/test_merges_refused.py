"""What no merge does, and what a dry run of one says; on both databases."""

from datetime import timedelta

import pytest

from services.chassis.errors import StaleVersion
from services.chassis.words import Catalogue
from services.grids.areas.domain.change_errors import (
    AreaEnded,
    CodeBegunSince,
    EffectiveBeforeFounding,
    EffectiveBeforeLastChange,
    EffectiveInFuture,
    HolderBegunSince,
    MergeAcrossCommunities,
    MergeOfDifferentKinds,
    NameBeside,
    SourceTwice,
    StandsWrong,
    TargetAmongSources,
    TargetBelowSource,
    TargetUnclear,
)
from services.grids.areas.domain.errors import AreaUnknown
from services.grids.levels.domain.scheme import USUAL
from tests.grids.areas.changing import (
    LATER,
    abolish,
    founded,
    lived_in,
    merge,
    seen,
    split,
)
from tests.grids.builders import NOW, TODAY, a_code, a_duty, an_area, id_of
from tests.grids.dwellings.estates import rooms
from tests.grids.house import House
from tests.grids.posts.duties import appoint

WRONG = [
    (("micro 1",), "base 2", {}, MergeOfDifferentKinds),
    (("micro 1",), "micro elsewhere", {}, MergeAcrossCommunities),
    (("micro 1", "micro 2"), "micro 2", {}, TargetAmongSources),
    (("micro 1", "micro 1"), "micro 2", {}, SourceTwice),
    (("micro 1",), "micro 2", {"effective_on": "2026-03-16"}, EffectiveInFuture),
    (("micro 1",), "micro 2", {"effective_on": "2026-03-04"}, EffectiveBeforeFounding),
    (("micro 1",), "micro 2", {"founded": founded("x", "micro", "base 1")}, TargetUnclear),
    (("micro 1",), founded("x", "micro", "total"), {}, StandsWrong),
    (("base 1",), founded("x", "base", "base 1"), {}, TargetBelowSource),
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


WAYS = [("split_area", "merge_areas"), ("preview_split", "preview_merge")]


@pytest.mark.parametrize(("splitting", "merging"), WAYS)
def test_what_goes_on_stood_where_it_does_on_the_day(house: House, splitting, merging):
    """What it was called then makes no difference."""
    lived_in(house)
    house.ask("move_area", area_id=id_of("micro 1"), parent_id=id_of("base 2"), seen_version=1)
    house.ask("rename_area", area_id=id_of("micro 3"), name="renamed", seen_version=1)
    before = {"effective_on": TODAY.isoformat()}

    with pytest.raises(EffectiveBeforeLastChange) as refused:
        split(house, "micro 1", "part", method=splitting, **before)
    assert refused.value.values["changed_on"] == LATER
    with pytest.raises(EffectiveBeforeLastChange):
        merge(house, "micro 2", into="micro 1", method=merging, **before)

    split(house, "micro 3", "part", method=splitting, **before)


@pytest.mark.parametrize("method", ["merge_areas", "preview_merge"])
def test_what_goes_on_came_from_the_top_by_the_day(empty: House, method):
    levels = [vars(level) | {"optional": level.kind == "county"} for level in USUAL.levels]
    empty.ask("write_level_scheme", valid_from=TODAY.isoformat(), seen_version=0, levels=levels)
    tops = [
        founded(name, kind, "") | {"parent_id": None} for name, kind in (("a", "county"), ("t", "township"))
    ]
    empty.ask("found_areas", areas=[*tops, founded("s", "township", "a")])
    empty.clock.moment = NOW + timedelta(days=10)
    empty.ask("move_area", **seen(empty, "t"), parent_id=id_of("a"))

    with pytest.raises(EffectiveBeforeLastChange) as refused:
        merge(empty, "s", into="t", method=method, effective_on=TODAY.isoformat())
    assert refused.value.values["changed_on"] == LATER
    merge(empty, "s", into="t", method=method, effective_on=LATER.isoformat())


@pytest.mark.parametrize("method", ["abolish_area", "preview_abolition"])
def test_what_took_others_in_does_not_end_before_it_did(house: House, method):
    lived_in(house)
    merge(house, "micro 1", into="micro 2")

    with pytest.raises(EffectiveBeforeLastChange):
        abolish(house, "micro 2", "micro 3", method=method, effective_on=TODAY.isoformat())


def test_what_others_came_out_of_does_not_end_before_they_did(house: House):
    lived_in(house)
    split(house, "micro 1", "part")

    with pytest.raises(EffectiveBeforeLastChange):
        merge(house, "micro 1", into="micro 2", effective_on=TODAY.isoformat())
    with pytest.raises(EffectiveBeforeLastChange):
        house.ask("rename_area", **seen(house, "micro 1"), name="renamed", effective_on=TODAY.isoformat())


YESTERDAY = LATER - timedelta(days=1)
ENDINGS = {
    "merge": lambda house, **more: merge(house, "micro 3", into="micro 1", **more),
    "split": lambda house, **more: split(house, "micro 3", "part", primary="part", **more),
    "abolish": lambda house, **more: abolish(house, "micro 3", **more),
}


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("begun", [TODAY, YESTERDAY])
def test_no_area_ends_before_a_code_of_its_own_began(house: House, ending, begun):
    lived_in(house)
    code = a_code(scheme="LOCAL", code="x", valid_from=begun)
    house.ask("give_code", **seen(house, "micro 3"), **vars(code) | {"valid_from": begun.isoformat()})
    before = house.ask("get_area", area_id=id_of("micro 3"))

    with pytest.raises(CodeBegunSince) as refused:
        ENDINGS[ending](house, effective_on=TODAY.isoformat())

    assert refused.value.about == ("effective_on",)
    assert house.ask("get_area", area_id=id_of("micro 3")) == before


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("begun", [TODAY, YESTERDAY])
def test_no_area_ends_before_somebody_began_to_hold_a_post_there(house: House, ending, begun):
    lived_in(house)
    appoint(house, a_duty("li", "micro 3", valid_from=begun))

    with pytest.raises(HolderBegunSince) as refused:
        ENDINGS[ending](house, effective_on=TODAY.isoformat())

    assert refused.value.about == ("effective_on",)
    assert not house.ask("find_holder", area_id=id_of("micro 3"))["vacant"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_code_that_was_to_begin_after_an_area_ends_never_holds(house: House, ending):
    lived_in(house)
    begins = (LATER + timedelta(days=1)).isoformat()
    code = a_code(scheme="LOCAL", code="x")
    house.ask("give_code", **seen(house, "micro 3"), **vars(code) | {"valid_from": begins})

    ENDINGS[ending](house)

    [code] = house.ask("get_area", area_id=id_of("micro 3"))["codes"]
    assert (code["valid_from"], code["valid_to"]) == (begins, begins)


def test_a_dry_run_says_what_would_go_where_and_changes_nothing(house: House):
    lived_in(house)
    before = (house.told(), house.ask("feed_areas", limit=200))

    foreseen = merge(house, "micro 1", into="micro 2", method="preview_merge")

    assert foreseen["parts"] == [
        {
            "area_id": id_of("micro 2"), "name": "micro 2", "child_areas": 0, "dwellings": 6,
            "buildings": 0, "groupings": 0, "open_cases": 1, "places": 0, "organisations": 0, "candidates": 0,
            "child_ids": [], "own_ids": [id_of("micro 1")], "dwelling_ids": [],
        }
    ]  # fmt: skip
    assert (foreseen["ended_ids"], foreseen["posts"], foreseen["codes"]) == ([id_of("micro 1")], 1, 0)
    assert (house.told(), house.ask("feed_areas", limit=200)) == before


def test_a_merge_needs_every_end_in_the_callers_areas(house: House):
    lived_in(house)

    with pytest.raises(AreaUnknown):
        house.holding(id_of("micro 1")).ask(
            "merge_areas", sources=[seen(house, "micro 1")], target=seen(house, "micro 2")
        )


def test_a_refused_merge_says_the_districts_own_names_of_kinds(house: House):
    with pytest.raises(MergeOfDifferentKinds) as refused:
        merge(house, "micro 1", into="base 2")
    said = Catalogue.of_service("grids").say("zh_CN", "errors.MergeOfDifferentKinds", refused.value.values)
    assert said == f"区域 {id_of('micro 1')} 的类型为“微网格”，与接收它的区域的类型“一般网格”不同"
