"""Posts do not change beside a change of areas: whoever comes second finds what the first has done."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from services.grids.areas.store.trees import SqlTrees
from services.grids.posts.domain.errors import AppointedBeyondEnd
from tests.grids.areas.changing import abolish, founded
from tests.grids.builders import TODAY, a_duty, id_of
from tests.grids.house import House, statements
from tests.grids.posts.duties import appoint
from tests.grids.posts.handing import hand

SECRETARY = {"role": "community_secretary"}
APRIL = date(2026, 4, 1)


def found(house: House) -> None:
    house.ask("found_areas", areas=[founded("new total", "general_total", "community")])


def end(house: House) -> None:
    secretary = id_of("wang at community")
    house.ask("end_appointment", appointment_id=secretary, valid_to=APRIL.isoformat(), seen_version=1)


def chief(house: House, on: date = TODAY) -> str | None:
    held: str | None = house.ask("find_holder", area_id=id_of("new total"), on=on.isoformat())["display_name"]
    return held


@pytest.fixture
def beside(staffed: House, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], None]:
    """Something else is done just before the tree is locked."""
    if not staffed.database.is_postgresql:
        pytest.skip("one writes at a time there")
    lock = SqlTrees.lock

    def comes_first(other: Callable[[], Any]) -> None:
        def late(trees: SqlTrees) -> Any:
            monkeypatch.setattr(SqlTrees, "lock", lock)
            other()
            return lock(trees)

        monkeypatch.setattr(SqlTrees, "lock", late)

    return comes_first


@pytest.mark.parametrize("change", [end, hand, lambda house: appoint(house, a_duty("li", "micro 1"))])
def test_whoever_changes_posts_locks_the_tree_first(staffed: House, change: Callable[[House], Any]):
    appoint(staffed, a_duty("wang", "community", **SECRETARY))
    with statements() as sent:
        change(staffed)
    assert sent[0] == "INSERT trees"


def test_a_dry_run_locks_nothing(staffed: House):
    appoint(staffed, a_duty("wang", "community", **SECRETARY))
    with statements() as sent:
        hand(staffed, dry_run=True)
    assert not [each for each in sent if not each.startswith(("SELECT", "WITH"))]


def test_a_grid_that_is_founded_beside_an_appointment_has_its_chief(staffed, beside):
    beside(lambda: found(staffed))
    appoint(staffed, a_duty("wang", "community", **SECRETARY))
    assert chief(staffed) == "wang"


def test_the_chief_of_a_grid_that_is_founded_beside_an_end_ends_too(staffed, beside):
    appoint(staffed, a_duty("wang", "community", **SECRETARY))
    beside(lambda: found(staffed))
    end(staffed)
    assert (chief(staffed), chief(staffed, APRIL)) == ("wang", None)


def test_nobody_is_appointed_where_an_area_has_ended_meanwhile(staffed, beside):
    beside(lambda: abolish(staffed, "micro 3"))
    with pytest.raises(AppointedBeyondEnd):
        appoint(staffed, a_duty("li", "micro 3"))
