"""Which kind stands under which."""

from itertools import product

import pytest

from services.grids.areas.domain.area import Area
from services.grids.areas.domain.errors import ParentKindWrong
from services.grids.areas.domain.kinds import BELOW, AreaKind
from services.grids.areas.domain.tree import Tree
from tests.grids.builders import an_area

ALLOWED = {
    (None, AreaKind.COUNTY),
    (AreaKind.COUNTY, AreaKind.TOWNSHIP),
    (AreaKind.TOWNSHIP, AreaKind.COMMUNITY),
    (AreaKind.COMMUNITY, AreaKind.GENERAL_TOTAL),
    (AreaKind.GENERAL_TOTAL, AreaKind.BASE),
    (AreaKind.GENERAL_TOTAL, AreaKind.EXCLUSIVE),
    (AreaKind.BASE, AreaKind.MICRO),
}
ALL = list(product([None, *AreaKind], AreaKind))


def a_parent(kind: AreaKind | None) -> Area | None:
    return Area("above", None, kind, "above", "1/", None) if kind else None


@pytest.mark.parametrize(("above", "kind"), [pair for pair in ALL if pair in ALLOWED])
def test_a_kind_stands_under_its_own(above, kind):
    founded = Tree(next_short=2).found(an_area("new", kind, "above"), a_parent(above))

    assert founded.path == ("1/2/" if above else "2/")


@pytest.mark.parametrize(("above", "kind"), [pair for pair in ALL if pair not in ALLOWED])
def test_a_kind_stands_under_no_other(above, kind):
    with pytest.raises(ParentKindWrong) as refused:
        Tree().found(an_area("new", kind, "above"), a_parent(above))

    assert refused.value.values["parent_kind"] is above


def test_every_kind_says_what_stands_below_it():
    assert set(BELOW) == {None, *AreaKind}
