"""Labels: their tokens, and that they lead on when the ground changes."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.label_token import district_in, new_label_token
from services.grids.areas.domain.heirs import followed
from services.grids.areas.use_cases.found_areas import found_areas
from services.grids.labels.domain.errors import LabelRevoked, LabelUnknown, TargetUnknown, UnitOnlyOfUnits
from services.grids.labels.domain.events import LabelCalledBack, LabelRow, LabelsMade
from services.grids.labels.domain.label import Label, Target, TargetKind
from services.grids.labels.use_cases.make_labels import MakeLabels, make_labels
from services.grids.labels.use_cases.open_label import OpenLabel, open_label
from services.grids.labels.use_cases.replace_label import ReplaceLabel, replace_label
from tests.grids.builders import NOW, TODAY, founding, id_of, the_ground
from tests.grids.world import CALLER, DISTRICT, FakeWorld

MICRO = Target(TargetKind.AREA, id_of("micro 1"))


@pytest.fixture
def world() -> FakeWorld:
    world = FakeWorld()
    found_areas(founding(*the_ground()), world, CALLER, TODAY)
    world.events.clear()
    return world


def make(world: FakeWorld, *targets: Target) -> list[Label]:
    return make_labels(MakeLabels(targets), world, CALLER, NOW, lambda: new_label_token(DISTRICT))


def names_of(world: FakeWorld, label: Label) -> list[str]:
    opened = open_label(OpenLabel(label.token), world, CALLER, TODAY)
    return [grid["name"] for grid in opened["grids"]]


def retire(world: FakeWorld, area: str, *successors: str) -> None:
    world.kept.areas[id_of(area)].active = False
    world.kept.became[id_of(area)] = [id_of(each) for each in successors]


def test_a_token_is_random_and_says_only_where_it_is_looked_for():
    tokens = {new_label_token(DISTRICT) for _ in range(1000)}
    assert len(tokens) == 1000
    assert {district_in(token) for token in tokens} == {DISTRICT}
    assert len({token[22:] for token in tokens}) == 1
    assert all(id_of("micro 1") not in token and DISTRICT not in token for token in tokens)


@given(st.text(alphabet=st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=64))
def test_a_token_leads_to_its_district_whatever_that_is_called(district):
    token = new_label_token(district)
    assert district_in(token) == district
    assert token.replace("-", "").replace("_", "").isalnum()


@given(st.text(max_size=130))
def test_what_is_no_token_leads_nowhere(text):
    district = district_in(text)
    assert district is None or district.isascii()


@pytest.mark.parametrize("text", ["", "A" * 22, "A" * 22 + "=", "A" * 22 + "é", "A" * 200, "A" * 22 + "AA"])
def test_what_is_too_short_too_long_or_of_other_signs_is_no_token(text):
    assert district_in(text) is None


def test_the_same_target_keeps_its_label_and_only_a_new_one_is_told(world):
    [first] = make(world, MICRO)
    again = make(world, MICRO, Target(TargetKind.AREA, id_of("micro 2")), MICRO)
    assert again[0].token == first.token
    assert len(again) == 2
    told = [LabelsMade(each, (LabelRow(each, "area", 0),)) for each in (id_of("micro 1"), id_of("micro 2"))]
    assert world.events == told


@pytest.mark.parametrize(
    ("target", "refusal"),
    [
        (Target(TargetKind.AREA, id_of("nowhere")), TargetUnknown),
        (Target(TargetKind.BUILDING, id_of("micro 1")), TargetUnknown),
        (Target(TargetKind.AREA, id_of("micro 1"), 2), UnitOnlyOfUnits),
        (Target(TargetKind.UNIT, id_of("micro 1")), UnitOnlyOfUnits),
    ],
)
def test_what_is_not_there_gets_no_label_and_nothing_is_kept(world, target, refusal):
    with pytest.raises(refusal) as refused:
        make(world, MICRO, MICRO, target)
    assert refused.value.about == tuple(f"targets.2.{field}" for field in refusal.about)
    assert (world.kept.labels, world.events) == ({}, [])


def test_a_lost_label_leads_nowhere_and_its_new_one_where_it_led(world):
    [lost] = make(world, MICRO)
    command = ReplaceLabel(lost.token, seen_version=1)
    new = replace_label(command, world, CALLER, NOW, lambda: new_label_token(DISTRICT))
    assert new.token != lost.token
    assert names_of(world, new) == ["micro 1"]
    with pytest.raises(LabelUnknown):
        names_of(world, lost)
    assert LabelCalledBack(id_of("micro 1"), "area", 0) in world.events
    assert make(world, MICRO)[0].token == new.token


def test_a_label_is_revoked_once():
    label = Label("token", MICRO, NOW)
    label.revoke(NOW)
    with pytest.raises(LabelRevoked):
        label.revoke(NOW + timedelta(days=1))
    assert (label.revoked_at, label.version) == (NOW, 2)


def test_a_retired_grids_label_forwards_to_its_successor_and_to_what_came_after_that(world):
    [label] = make(world, MICRO)
    retire(world, "micro 1", "micro 2")
    assert names_of(world, label) == ["micro 2"]
    retire(world, "micro 2", "micro 3")
    assert names_of(world, label) == ["micro 3"]


def test_a_grid_that_was_split_leads_to_all_its_successors_each_once(world):
    [label] = make(world, MICRO)
    retire(world, "micro 1", "micro 2", "micro 3")
    assert names_of(world, label) == ["micro 2", "micro 3"]
    retire(world, "micro 2", "micro 3", "school")
    assert names_of(world, label) == ["micro 3", "school"]


def test_a_grid_that_ended_without_a_successor_leads_to_the_area_above(world):
    [label] = make(world, MICRO)
    retire(world, "micro 1")
    assert names_of(world, label) == ["base 1"]


def test_successors_that_go_round_in_a_ring_end():
    ring = {"a": ["b"], "b": ["c"], "c": ["a"]}
    assert followed(["a"], lambda _: (), lambda ids: {each: ring[each] for each in ids}) == []


@given(st.dictionaries(st.integers(0, 30), st.lists(st.integers(0, 30), max_size=4), max_size=31))
def test_whatever_became_of_grids_a_label_leads_to_those_in_use_alone(became):
    """An area that became nothing is one that is in use, in this world."""
    after = {str(one): [str(each) for each in others] for one, others in became.items() if others}

    def active(ids):
        return {each for each in ids if each not in after}

    found = followed(["0"], active, lambda ids: {each: after.get(each, []) for each in ids})
    assert len(found) == len(set(found))
    assert set(found) == reachable("0", after) - after.keys()


def reachable(start: str, after: dict[str, list[str]]) -> set[str]:
    seen, waiting = set(), [start]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting += after.get(one, [])
    return seen
