"""Which kind stands under which."""

from itertools import product

import pytest

from services.chassis.contracts import SERVICES
from services.chassis.words import Catalogue
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.errors import KindUnknown, ParentKindWrong, ParentNeeded
from services.grids.areas.domain.tree import Tree
from services.grids.levels.domain.scheme import USUAL
from tests.grids.builders import an_area

ALLOWED = {
    (None, "county"),
    ("county", "township"),
    ("township", "community"),
    ("community", "general_total"),
    ("general_total", "base"),
    ("general_total", "exclusive"),
    ("base", "micro"),
}
WORDS = SERVICES / "grids" / "words"
ALL = list(product([None, *sorted(USUAL.kinds)], sorted(USUAL.kinds)))


def a_parent(kind: str | None) -> Area | None:
    return Area("above", None, kind, "above", "1/", None) if kind else None


@pytest.mark.parametrize(("above", "kind"), [pair for pair in ALL if pair in ALLOWED])
def test_a_kind_stands_under_its_own(above, kind):
    founded = Tree(next_short=2).found(an_area("new", kind, "above"), a_parent(above), USUAL)

    assert founded.path == ("1/2/" if above else "2/")


@pytest.mark.parametrize(("above", "kind"), [pair for pair in ALL if pair not in ALLOWED])
def test_a_kind_stands_under_no_other(above, kind):
    with pytest.raises(ParentKindWrong) as refused:
        Tree().found(an_area("new", kind, "above"), a_parent(above), USUAL)

    assert refused.value.values["parent_kind"] == above


@pytest.mark.parametrize("kind", ["", "Micro", "unit", "社区"])
def test_a_kind_that_the_districts_scheme_does_not_have_is_refused_by_its_name(kind):
    with pytest.raises(KindUnknown) as refused:
        Tree().found(an_area("new", kind, "above"), a_parent("base"), USUAL)

    assert refused.value.values["area_kind"] == kind
    assert refused.value.about == ("kind",)


@pytest.mark.parametrize(("language", "said"), [("zh_CN", "微网格不能设在社区之下"), ("en", "Micro-grid")])
def test_a_refusal_calls_kinds_by_their_names_in_the_districts_scheme(language, said):
    with pytest.raises(ParentKindWrong) as refused:
        Tree().found(an_area("new", "micro", "above"), a_parent("community"), USUAL)

    words = Catalogue.load([WORDS]).say(language, "errors.ParentKindWrong", refused.value.values)
    assert said in words


@pytest.mark.parametrize(("language", "said"), [("zh_CN", "微网格须设在上级区域之下"), ("en", "at the top")])
def test_what_needs_a_parent_and_has_none_is_told_so(language, said):
    with pytest.raises(ParentNeeded) as refused:
        Tree().found(an_area("new", "micro", None), None, USUAL)

    words = Catalogue.load([WORDS]).say(language, "errors.ParentNeeded", refused.value.values)
    assert said in words
    assert "—" not in words
