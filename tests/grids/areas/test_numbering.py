"""Grid codes: made of the community's, given once, in the order of names."""

import pytest

from services.grids.areas.domain.numbering import Grid, GridNumbers, Numbered, communities_in, numbered
from services.grids.levels.domain.scheme import USUAL

COMMUNITY = "510108006004"


def a_grid(name: str, under: str = "community", kind: str = "base", code: str | None = None) -> Grid:
    return Grid(name, under, kind, name, code)


def codes_of(*grids: Grid, given=(), at_most=500) -> dict[str, str]:
    return numbers_of(*grids, given=given, at_most=at_most).codes


def numbers_of(*grids: Grid, given=(), at_most=500) -> Numbered:
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


def all_but(*left: int, of: int = 1000, behind: str = COMMUNITY) -> set[str]:
    return {f"{behind}{number:0{len(str(of - 1))}}" for number in range(1, of) if number not in left}


def test_a_community_has_999_grid_numbers():
    assert codes_of(a_grid("a"), given={COMMUNITY + "998"}) == {"a": COMMUNITY + "999"}
    assert numbers_of(a_grid("a"), given=all_but()) == Numbered({}, {"a": COMMUNITY})


def test_where_the_last_number_was_given_those_that_were_left_out_are_taken():
    assert codes_of(a_grid("a"), a_grid("b"), given={COMMUNITY + "999", COMMUNITY + "001"}) == {
        "a": COMMUNITY + "002",
        "b": COMMUNITY + "003",
    }
    found = numbers_of(a_grid("a"), a_grid("b"), given=all_but(7))
    assert found == Numbered({"a": COMMUNITY + "007"}, {"b": COMMUNITY})


def test_a_grid_has_99_micro_grid_numbers_and_one_that_is_full_stops_no_other():
    grids = [a_grid("a", code=COMMUNITY + "001"), a_grid("b", code=COMMUNITY + "002")]
    micro = [a_grid("m", "a", "micro"), a_grid("u", "m", "unit"), a_grid("n", "b", "micro")]
    full = all_but(of=100, behind=COMMUNITY + "001")

    found = numbers_of(*grids, *micro, given=full)
    assert found.codes == {"n": COMMUNITY + "00201"}
    assert found.full == {"m": COMMUNITY + "001", "u": COMMUNITY + "001"}
    assert codes_of(*grids, micro[0], given=full - {COMMUNITY + "00199"}) == {"m": COMMUNITY + "00199"}


ELSEWHERE = "510108006005"


@pytest.mark.parametrize("digits", ["001", "00102", "0010203"])
def test_a_grid_of_another_communitys_digits_begins_the_codes_below_it(digits):
    code = ELSEWHERE + digits
    grids = [a_grid("a", code=code), a_grid("m", "a", "micro"), a_grid("n", "a", "micro")]

    assert codes_of(*grids, given={code + "02"}) == {"m": code + "03", "n": code + "04"}
    assert communities_in(grids) == {ELSEWHERE}


@pytest.mark.parametrize("digits", ["", "01", "0010", "001020", "00x"])
def test_a_code_that_is_not_of_the_form_of_a_grids_begins_none(digits):
    grids = [a_grid("a", code=ELSEWHERE + digits), a_grid("m", "a", "micro")]

    assert codes_of(*grids) == {"m": COMMUNITY + "001"}
    assert communities_in(grids) == set()


def test_a_batch_ends_where_it_is_full_and_the_next_goes_on():
    grids = [a_grid("a"), a_grid("b"), a_grid("m", "a", "micro")]
    first = codes_of(*grids, at_most=2)
    standing = [Grid(each.id, each.parent_id, each.kind, each.name, first.get(each.id)) for each in grids]

    assert first == {"a": COMMUNITY + "001", "b": COMMUNITY + "002"}
    assert codes_of(*standing) == {"m": COMMUNITY + "00101"}
