"""How many statements the steps of a case take."""

import pytest

from tests.grids.builders import id_of
from tests.grids.cases.steps import CASE, register, step
from tests.grids.house import statements


@pytest.mark.parametrize("held", [None, "community"])
def test_reading_takes_one_statement_and_registering_two_or_three(staffed, held):
    caller = staffed.holding(id_of(held)) if held else staffed
    register(caller)
    with statements() as registering:
        register(caller, "next")
    with statements() as reading:
        caller.ask("get_case", case_id=CASE)

    entering = ["WITH cases"] if staffed.database.is_postgresql else ["UPDATE registers", "INSERT cases"]
    assert registering == ["SELECT areas", *entering]
    assert reading == ["SELECT cases"]


@pytest.mark.parametrize(
    ("method", "more", "sent"),
    [
        ("assign_case", {}, ["SELECT cases", "SELECT areas", "UPDATE cases"]),
        ("take_case_in_hand", {}, ["SELECT cases", "UPDATE cases"]),
        ("close_case", {"feedback": "Done."}, ["SELECT cases", "UPDATE cases"]),
    ],
)
def test_a_step_takes_two_or_three_statements(staffed, method, more, sent):
    register(staffed)
    for before, (earlier, version) in {"take_case_in_hand": ("assign_case", 1)}.items():
        if method in (before, "close_case"):
            step(staffed, earlier, version)
    if method == "close_case":
        step(staffed, "take_case_in_hand", 2)
    version = staffed.ask("get_case", case_id=CASE)["version"]

    with statements() as seen:
        step(staffed, method, version, **more)
    assert seen == sent
