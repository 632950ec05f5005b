"""The posts that a district has before it writes any: those of the documents, and where they stand."""

from services.grids.posts.domain.roles import USUAL

GROUND = {"general_total", "base", "exclusive", "micro"}
"""Every level of grids (S2.55)."""
NAMED = {
    "总网格长": {"general_total"},  # S2.56: the community's secretary, ex officio
    "分网格长": {"base"},  # S0.03
    "网格员": {"base"},  # S2.57
    "微网格员": {"micro"},  # S2.57
    "社区书记": {"community"},  # S2.56
    "组长": {"base", "micro"},
    "楼栋长": {"exclusive", "micro"},
    "单元长": {"exclusive", "micro"},
    "楼道红管家": {"exclusive", "micro"},  # S2.108
    "计生协小组长": {"community", *GROUND},  # S0.03, S0.04
    "民警": {"community", *GROUND},
    "医生": {"community", *GROUND},
    "律师": {"community", *GROUND},
}


def test_the_usual_posts_are_those_that_are_named():
    assert {role.name_zh: set(role.kinds) for role in USUAL.roles} == NAMED


def test_one_climbs_from_the_micro_grid_to_the_general_total_grid():
    """S0.03, but for the group leader, whom a district puts on the ladder itself."""
    ladder = sorted((role.rung, role.name_zh) for role in USUAL.roles if role.rung is not None)
    assert [name for _, name in ladder] == ["微网格员", "网格员", "分网格长", "总网格长"]


def test_only_the_secretary_brings_an_office_along():
    """S2.56."""
    offices = {role.name_zh: role.ex_officio_of for role in USUAL.roles if role.ex_officio_of}
    assert offices == {"总网格长": "community_secretary"}
