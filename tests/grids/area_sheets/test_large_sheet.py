"""A sheet at the size at which offices send one (O1), in chunks as they are."""

from pathlib import Path

from services.grids.area_sheets.use_cases.take_areas_in import AT_ONCE
from tests.grids.area_sheets.going import Import
from tests.grids.house import House
from tests.journeys.area_sheets import as_csv

ROWS, BAD = 10_000, 10
SOLID = ["total/base 1", "micro"]


def test_ten_bad_rows_of_ten_thousand_come_back_and_the_others_go_on(house: House, tmp_path: Path):
    good = [(*SOLID, f"grid {number}", "LOCAL", f"G{number}", "") for number in range(ROWS - BAD)]
    bad = [
        ("total/base 9", "micro", "lost", "", "", ""),
        ("total/base 1", "hamlet", "no kind", "", "", ""),
        ("total/base 1", "exclusive", "too low", "", "", ""),
        (*SOLID, "", "", "", ""),
        (*SOLID, "twice", "NBS2023", "510108006004", ""),
        (*SOLID, "strange", "NOBODY", "7", ""),
        (*SOLID, "half", "LOCAL", "", "2026-01-01"),
        (*SOLID, "no day", "LOCAL", "D8", "yesterday"),
        (*SOLID, "grid 0", "", "", ""),
        (*SOLID, "again", "LOCAL", "G1", ""),
    ]
    each = len(good) // BAD
    lines = [line for at in range(BAD) for line in (*good[each * at : each * (at + 1)], bad[at])]
    assert len(lines) == ROWS == AT_ONCE * BAD

    going = Import(house, tmp_path, as_csv(lines))
    ended = going.to_its_end(going.holder())
    assert ended == {"new": ROWS - BAD, "renamed": 0, "unchanged": 0, "refused": BAD}

    [_, *back] = going.bad_rows()
    assert [tuple(row[1:7]) for row in back] == bad
    assert all(row[0] for row in back)
    assert going.faults() == [
        "unknown_parent",
        "unknown_kind",
        "kind_not_there",
        "required",
        "code_taken",
        "unknown_scheme",
        "required",
        "not_a_date",
        "twice_in_file",
        "twice_in_file",
    ]
