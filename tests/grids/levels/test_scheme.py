"""Which levels make a scheme, and what stands under what in it."""

from dataclasses import replace

import pytest

from services.grids.levels.domain.errors import (
    CommunityLevelMissing,
    LevelBelowExclusive,
    LevelOutsideCommunity,
    LevelsInCircle,
    LevelTwice,
    LevelUnknown,
    TopMissing,
)
from services.grids.levels.domain.scheme import USUAL
from services.grids.levels.domain.soundness import sound
from services.grids.levels.presets import PresetFiles
from tests.grids.levels.schemes import a_level, usual_and, usual_but, usual_without


def test_the_usual_levels_make_a_scheme():
    assert sound(USUAL.levels) == USUAL


def test_what_stands_under_an_optional_level_stands_under_its_parents_too():
    scheme = sound(usual_but("general_total", optional=True))

    assert scheme.above("base") == {"general_total", "community"}
    assert scheme.above("general_total") == {"community"}


def test_optional_levels_in_a_row_are_left_out_together():
    scheme = sound(usual_but("general_total", "base", optional=True))

    assert scheme.above("micro") == {"base", "general_total", "community"}


def test_what_stands_under_an_optional_top_may_be_a_top():
    scheme = sound(usual_but("county", optional=True))

    assert scheme.above("township") == {"county", None}


def test_a_level_may_stand_under_several():
    scheme = sound(usual_but("exclusive", parents=("general_total", "community")))

    assert scheme.above("exclusive") == {"general_total", "community"}
    assert scheme.below("community") == {"general_total", "exclusive"}


def test_an_exclusive_grid_has_nothing_below_it_and_holds_dwellings_itself():
    assert USUAL.below("exclusive") == set()
    assert {kind for kind in USUAL.kinds if USUAL.holds_dwellings(kind)} == {"micro", "exclusive"}


def test_an_unknown_kind_holds_no_dwellings():
    assert not USUAL.holds_dwellings("unit")


UNSOUND = [
    (usual_and(a_level("micro", "base")), LevelTwice),
    (usual_and(replace(a_level("zone", "township"), name_zh=" 社区 ")), LevelTwice),
    (usual_and(replace(a_level("zone", "township"), name_en="Community")), LevelTwice),
    (usual_and(replace(a_level("zone", "township"), name_en="community")), LevelTwice),
    (usual_and(a_level("unit", "stair")), LevelUnknown),
    (usual_but("county", parents=("micro",)), TopMissing),
    (usual_but("general_total", parents=("community", "base")), LevelsInCircle),
    (usual_but("base", parents=("base",)), LevelsInCircle),
    (usual_but("community", is_community=False), CommunityLevelMissing),
    (usual_but("community", optional=True), CommunityLevelMissing),
    (usual_but("township", is_community=True), CommunityLevelMissing),
    (usual_without("community", "general_total", "base", "micro", "exclusive"), CommunityLevelMissing),
    (usual_but("base", parents=("general_total", "township")), LevelOutsideCommunity),
    (usual_but("township", holds_dwellings=True), LevelOutsideCommunity),
    (usual_and(a_level("ward", "exclusive")), LevelBelowExclusive),
    (usual_but("micro", parents=("base", "exclusive")), LevelBelowExclusive),
    (usual_and(a_level("village", "township", holds_dwellings=True)), LevelOutsideCommunity),
]  # fmt: skip


@pytest.mark.parametrize(("levels", "refused"), UNSOUND)
def test_levels_that_make_no_tree_of_whole_communities_are_refused(levels, refused):
    with pytest.raises(refused):
        sound(levels)


def test_a_level_above_communities_may_stand_beside_them():
    assert sound(usual_and(a_level("park", "township"))).above("park") == {"township"}


@pytest.mark.parametrize("preset", PresetFiles().all(), ids=lambda preset: preset.key)
def test_every_preset_makes_a_scheme_and_is_named_in_both_languages(preset):
    assert sound(preset.levels).holds_dwellings(preset.levels[-1].kind)
    assert all(level.name_zh and level.name_en for level in preset.levels)


def test_the_preset_of_balizhuang_is_what_a_district_usually_has():
    assert PresetFiles().get("chenghua").levels == USUAL.levels
