"""The presets: at least one for each article, as it tells of its levels."""

import pytest

from services.grids.levels.domain.preset import Preset
from services.grids.levels.domain.soundness import sound
from services.grids.levels.presets import PresetFiles
from services.grids.posts.domain.roles import USUAL as USUAL_ROLES

ARTICLES = {"siming", "sanyuan", "chenghua", "hexi", "rongcheng", "pucheng", "tongan"}


def below_the_community(preset: Preset) -> list[str]:
    [community] = [place for place, level in enumerate(preset.levels) if level.is_community]
    return [level.name_zh for level in preset.levels[community + 1 :]]


def test_every_district_of_the_articles_has_one():
    assert {preset.key for preset in PresetFiles().all()} == ARTICLES


@pytest.mark.parametrize("key", sorted(ARTICLES))
def test_dwellings_lie_and_cases_are_taken_in_each(key: str):
    scheme = sound(PresetFiles().get(key).levels)
    assert any(scheme.holds_dwellings(kind) and scheme.takes_cases(kind) for kind in scheme.kinds)


def test_qianpu_south_has_a_level_for_each_of_its_steps_and_its_people_a_post_there():
    """总网格长—分网格长—网格员—计生协小组长 (S0.03): the sub-leader and the grid worker share one."""
    preset = PresetFiles().get("siming")
    assert below_the_community(preset) == ["总网格", "分网格", "计生协小组"]
    kinds = ["general_total", "base", "base", "micro"]
    roles = ["chief", "sub_leader", "grid_worker", "association_group_leader"]
    assert all(USUAL_ROLES.stands(role, kind) for role, kind in zip(roles, kinds, strict=True))


def test_fuwen_has_its_residents_grids_right_below_the_community():
    assert below_the_community(PresetFiles().get("sanyuan")) == ["居民网格"]
