"""Who sees to open cases of a grid that ends: the successor's holder, or nobody yet; on both databases."""

from typing import Any

import pytest

from tests.grids.areas.changing import abolish, founded, lived_in, merge, split, told
from tests.grids.builders import a_duty, a_person, id_of
from tests.grids.cases.steps import CASE, register, step
from tests.grids.house import House
from tests.grids.posts.duties import appoint

STEPS = {"assigned": ["assign_case"], "in_hand": ["assign_case", "take_case_in_hand"]}
OF_SOMEBODY = ("assignee_id", "holder_id", "above_id")


def lay(house: House, state: str) -> int:
    """A case of micro 1 that Wang sees to, and one that waits; its version."""
    lived_in(house)
    register(house, "waiting")
    for number, method in enumerate(STEPS[state], 1):
        step(house, method, number)
    return len(STEPS[state]) + 1


def case(house: House, case_id: str = CASE) -> Any:
    return house.ask("get_case", case_id=case_id)


def end(house: House, how: str, **more: Any) -> Any:
    if how == "abolish":
        return abolish(house, "micro 1", successor="micro 2", **more)
    return merge(house, "micro 1", into="micro 2", **more)


@pytest.mark.parametrize("how", ["merge", "abolish"])
@pytest.mark.parametrize("state", STEPS)
def test_whoever_holds_the_successor_sees_to_the_cases(house: House, how, state):
    version, before = lay(house, state), len(house.told())
    appoint(house, a_duty("li", "micro 2"))
    preview = {"merge": "preview_merge", "abolish": "preview_abolition"}[how]
    foreseen = end(house, how, method=preview)

    end(house, how)

    found = case(house)
    assert [found[each] for each in OF_SOMEBODY] == [id_of("li"), id_of("li"), None]
    assert (found["state"], found["area_id"], found["version"]) == (state, id_of("micro 2"), version + 1)
    assert foreseen["cases_reassigned"] == 1
    [handed] = told(house, before, "CasesHandedOver")
    assert [(row["id"], row["assignee_id"], row["version"]) for row in handed["rows"]] == [
        (CASE, id_of("li"), version + 1)
    ]
    [moved] = told(house, before, "CasesMoved")
    assert {row["id"] for row in moved["rows"]} == {CASE, id_of("waiting")}
    waiting = case(house, id_of("waiting"))
    assert (waiting["state"], waiting["assignee_id"], waiting["version"]) == ("registered", None, 2)


@pytest.mark.parametrize("state", STEPS)
def test_where_nobody_holds_it_they_are_registered_and_vacant_again(house: House, state):
    version, before = lay(house, state), len(house.told())
    appoint(house, a_duty("li", "base 1", role="grid_worker"))
    foreseen = merge(house, "micro 1", into="micro 2", method="preview_merge")

    merge(house, "micro 1", into="micro 2")

    found = case(house)
    assert (found["state"], found["vacant"], found["version"]) == ("registered", True, version + 1)
    assert [found[each] for each in OF_SOMEBODY] == [None, None, id_of("li")]
    assert (found["assigned_at"], found["taken_at"]) == (None, None)
    assert foreseen["cases_reassigned"] == 1
    [left] = told(house, before, "CaseLeftVacant")
    assert (left["case_id"], left["above_id"]) == (CASE, id_of("li"))
    appoint(house, a_duty("li", "micro 2"))
    assert step(house, "assign_case", version + 1)["assignee_id"] == id_of("li")


WAYS: list[Any] = [
    (
        "merge",
        lambda house, **more: merge(house, "micro 1", into="micro 2", holder_of=id_of("micro 1"), **more),
    ),
    ("merge", lambda house, **more: merge(house, "micro 1", into=founded("new", "micro", "base 1"), **more)),
    ("split", lambda house, **more: split(house, "micro 1", "new", primary="new", keeps_holder=True, **more)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "change"), WAYS)
def test_whoever_goes_on_sees_to_them_as_before(house: House, kind, change):
    version, before = lay(house, "in_hand"), len(house.told())

    foreseen = change(house, method=f"preview_{kind}")
    change(house)

    found = case(house)
    assert (found["assignee_id"], found["state"], found["version"]) == (id_of("wang"), "in_hand", version + 1)
    assert told(house, before, "CasesHandedOver", "CaseLeftVacant") == []
    assert foreseen["cases_reassigned"] == 0


def test_the_closing_is_told_to_whoever_sees_to_it_now(house: House):
    version = lay(house, "in_hand")
    house.ask("enter_staff", staff=[a_person("zhao")])
    appoint(house, a_duty("zhao", "micro 2"))
    merge(house, "micro 1", into="micro 2")
    before = len(house.told())

    step(house, "close_case", version + 1, feedback="Changed it.")

    [closed] = told(house, before, "CaseClosed")
    assert closed["recipient_id"] == id_of("zhao")
