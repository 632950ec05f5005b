"""What became of a division, from event to event; and figures that are added up by it."""

from datetime import date

import pytest

from services.grids.divisions.domain.division import Division, DivisionEvent, EventKind, counted, spellings
from services.grids.divisions.domain.errors import FigureTwice
from services.grids.divisions.domain.figures import figures_of, rolled_up
from services.grids.divisions.domain.history import History

FIRST, SECOND, THIRD = date(2001, 1, 1), date(2011, 1, 1), date(2021, 1, 1)


def a_division(code, since=FIRST, until=None) -> Division:
    return Division("MCA", code, f"{code}区", 3, None, since, until)


def an_event(day, from_codes, to_codes, kind=EventKind.MERGED) -> DivisionEvent:
    return DivisionEvent(f"{day} {from_codes}", "MCA", kind, day, "〔1〕", tuple(from_codes), tuple(to_codes))


def became(code, as_of):
    return HISTORY.followed(next(each for each in HISTORY.divisions if each.code == code), as_of)


HISTORY = History(
    [
        a_division("a", until=SECOND),
        a_division("b", until=SECOND),
        a_division("c", SECOND, THIRD),
        a_division("d", THIRD),
        a_division("e", THIRD),
        a_division("gone", until=SECOND),
        a_division("x", until=SECOND),
        a_division("x", SECOND),
        a_division("said again", until=SECOND),
        a_division("said again", SECOND, THIRD),
        a_division("said again", THIRD),
    ],
    [
        an_event(SECOND, "ab", "c"),
        an_event(THIRD, "c", "de", EventKind.SPLIT),
        an_event(SECOND, ["gone"], [], EventKind.ABOLISHED),
        an_event(SECOND, "x", "x", EventKind.RENAMED),
    ],
)


@pytest.mark.parametrize(
    ("code", "as_of", "codes", "events"),
    [("a", date(2010, 12, 31), "a", 0), ("a", SECOND, "c", 1), ("b", date(2020, 12, 31), "c", 1),
     ("a", THIRD, "de", 2), ("gone", SECOND, "", 1), ("d", THIRD, "d", 0)],
)  # fmt: skip
def test_a_division_is_followed_up_to_the_day(code, as_of, codes, events):
    found = became(code, as_of)

    assert [each.code for each in found.divisions] == list(codes)
    assert len(found.events) == events


def test_a_renamed_division_keeps_its_code():
    [now] = became("x", THIRD).divisions

    assert (now.code, now.valid_from) == ("x", SECOND)


def test_a_division_of_which_a_newer_list_says_nothing_else_goes_on():
    [now] = became("said again", THIRD).divisions

    assert (now.code, now.valid_from, became("said again", THIRD).events) == ("said again", THIRD, ())


def test_figures_that_are_added_up_have_the_sum_that_they_had():
    figures = figures_of(["a:5", "b:7", "gone:2"], "MCA")
    rolled = rolled_up("MCA", figures, {each.code: became(each.code, SECOND).divisions for each in figures})

    assert [(each.code, each.figure, each.of) for each in rolled.sums] == [("c", 12, ("a", "b"))]
    assert [(each.code, each.candidates) for each in rolled.unplaced] == [("gone", ())]
    placed, unplaced = (sum(each.figure for each in part) for part in (rolled.sums, rolled.unplaced))
    assert rolled.total == 14 == placed + unplaced


def test_a_figure_of_what_was_split_is_not_guessed():
    figures = figures_of(["a:5"], "MCA")
    rolled = rolled_up("MCA", figures, {"a": became("a", THIRD).divisions})

    assert (rolled.sums, rolled.unplaced[0].candidates) == ((), ("d", "e"))


def test_a_code_has_one_figure():
    with pytest.raises(FigureTwice):
        figures_of(["1:2", "1:2"], "MCA")


@pytest.mark.parametrize(
    ("code", "kept"),
    [("510108006004", ["510108006004"]), ("510108006000", ["510108006000", "510108006"]),
     ("510108000000", ["510108000000", "510108000", "510108"]), ("510108", ["510108"]),
     ("510108000", ["510108000", "510108"]), ("510108006", ["510108006"]), ("510100", ["510100", "5101"]),
     ("510000", ["510000", "5100", "51"]), ("510000000", ["510000000", "510000", "5100", "51"]),
     ("5100", ["5100"]), ("51", ["51"]), ("51010800", ["51010800"]),
     ("440000000000", ["440000000000", "440000000", "440000", "4400", "44"])],
)  # fmt: skip
def test_codes_are_read_without_the_zeros_that_fill_them(code, kept):
    assert spellings(code) == kept


def test_codes_are_counted_by_the_kind_that_their_digits_say():
    counts = counted([(5, "0", 60), (5, "4", 1), (5, "2", 778), (4, "0", 10), (4, "1", 12), (4, "9", 1)])

    assert {each.kind: each.count for each in counts} == {
        "street": 10, "town": 12, "other": 1, "residents_committee": 61, "villagers_committee": 778,
    }  # fmt: skip
