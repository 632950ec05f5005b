"""Grid codes: made of the community's, given once, in the order of names."""

import pytest

from services.grids.areas.domain.errors import GridCodesUsedUp
from services.grids.areas.domain.numbering import Grid, GridNumbers, numbered
from services.grids.levels.domain.scheme import USUAL

COMMUNITY = "510108006004"


def a_grid(name: str, under: str = "community", kind: str = "base", code: str | None = None) -> Grid:
    return Grid(name, under, kind, name, code)


def codes_of(*grids: Grid, given=(), at_most=500):
    standing = {grid.code for grid in grids if grid.code}
    return numbered("community", grids, GridNumbers(COMMUNITY, {*given, *standing}), USUAL, at_most)


def test_the_grids_of_a_community_are_numbered_by_name():
    names = [f"第{number}网格" for number in range(1, 18)]
    codes = codes_of(*(a_grid(name) for name in reversed(names)))

    assert [codes[name] for name in names] == [f"510108006004{number:03}" for number in range(1, 18)]


def test_kinds_are_numbered_in_the_order_of_the_districts_levels():
    codes = codes_of(a_grid("a school", kind="exclusive"), a_grid("yard"))

    assert codes == {"yard": COMMUNITY + "001", "a school": COMMUNITY + "002"}


def test_a_general_total_grid_is_its_community_and_those_below_it_count_on_from_there():
    codes = codes_of(a_grid("total", kind="general_total"), a_grid("a", "total"), a_grid("b", "total"))

    assert codes == {"total": COMMUNITY + "000", "a": COMMUNITY + "001", "b": COMMUNITY + "002"}


def test_a_second_general_total_grid_gets_a_number_like_any_grid():
    codes = codes_of(a_grid("t1", kind="general_total"), a_grid("t2", kind="general_total"))

    assert codes == {"t1": COMMUNITY + "000", "t2": COMMUNITY + "001"}


def test_a_micro_grid_has_two_more_digits_than_its_grid_and_what_lies_below_two_more():
    codes = codes_of(
        a_grid("a"), a_grid("m", "a", "micro"), a_grid("n", "a", "micro"), a_grid("u", "n", "unit")
    )

    assert [codes[name] for name in "amnu"] == [
        COMMUNITY + digits for digits in ("001", "00101", "00102", "0010201")
    ]  # fmt: skip


def test_a_grid_that_has_a_code_keeps_it_and_its_number_is_not_given_again():
    codes = codes_of(a_grid("a", code=COMMUNITY + "007"), a_grid("b"), a_grid("m", "a", "micro"))

    assert codes == {"b": COMMUNITY + "008", "m": COMMUNITY + "00701"}


@pytest.mark.parametrize("retired", [{COMMUNITY + "001"}, {COMMUNITY + "00101", COMMUNITY + "001"}])
def test_a_number_that_was_ever_given_is_never_given_again(retired):
    assert codes_of(a_grid("a"), given=retired) == {"a": COMMUNITY + "002"}


def test_below_a_grid_whose_code_was_made_by_hand_the_community_goes_on_counting():
    assert codes_of(a_grid("a", code="甲"), a_grid("m", "a", "micro")) == {"m": COMMUNITY + "001"}


def test_codes_that_are_not_numbers_do_not_count():
    assert codes_of(a_grid("a"), given={COMMUNITY + "00x", COMMUNITY + "00²"}) == {"a": COMMUNITY + "001"}


@pytest.mark.parametrize(("last", "fits"), [("998", True), ("999", False)])
def test_a_community_has_999_grid_numbers(last, fits):
    if fits:
        assert codes_of(a_grid("a"), given={COMMUNITY + last}) == {"a": COMMUNITY + "999"}
    else:
        with pytest.raises(GridCodesUsedUp) as refused:
            codes_of(a_grid("a"), given={COMMUNITY + last})
        assert refused.value.values == {"area_id": "a", "digits": COMMUNITY}


def test_a_grid_has_99_micro_grid_numbers():
    with pytest.raises(GridCodesUsedUp):
        codes_of(a_grid("a", code=COMMUNITY + "001"), a_grid("m", "a", "micro"), given={COMMUNITY + "00199"})


def test_a_batch_ends_where_it_is_full_and_the_next_goes_on():
    grids = [a_grid("a"), a_grid("b"), a_grid("m", "a", "micro")]
    first = codes_of(*grids, at_most=2)
    standing = [Grid(each.id, each.parent_id, each.kind, each.name, first.get(each.id)) for each in grids]

    assert first == {"a": COMMUNITY + "001", "b": COMMUNITY + "002"}
    assert codes_of(*standing) == {"m": COMMUNITY + "00101"}
