"""A grid ends while a case of it is being registered: none is left in what is no more, on both databases."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Any

import pytest

from services.grids.areas.domain.change_errors import AreaNotEmpty
from services.grids.cases.domain.errors import AreaUnknown
from services.grids.cases.store.cases import SqlCases
from tests.grids.areas.changing import abolish, merge
from tests.grids.builders import id_of
from tests.grids.cases.steps import CASE, register
from tests.grids.house import House

A_WHILE = 0.5
"""Seconds that are enough for a change that waits for nobody."""


@contextmanager
def meanwhile(change: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Future[Any]]]:
    """The change begins when a case is about to be kept."""
    changes: list[Future[Any]] = []
    enter = SqlCases.enter

    def entered(cases: SqlCases, *case: Any) -> int:
        changes.append(threads.submit(change))
        wait(changes, A_WHILE)
        return enter(cases, *case)

    with ThreadPoolExecutor(1) as threads, monkeypatch.context() as patched:
        patched.setattr(SqlCases, "enter", entered)
        yield changes


def test_a_case_goes_along_with_a_grid_that_ends_meanwhile(staffed: House, monkeypatch):
    with meanwhile(lambda: merge(staffed, "micro 1", into="micro 2"), monkeypatch) as merging:
        register(staffed)

    assert merging[0].result()["ended_ids"] == [id_of("micro 1")]
    assert staffed.ask("get_case", case_id=CASE)["area_id"] == id_of("micro 2")


def test_a_grid_with_a_case_that_was_registered_meanwhile_does_not_end_alone(staffed: House, monkeypatch):
    with meanwhile(lambda: abolish(staffed, "micro 3"), monkeypatch) as ending:
        register(staffed, area="micro 3")

    with pytest.raises(AreaNotEmpty):
        ending[0].result()
    assert staffed.ask("get_area", area_id=id_of("micro 3"))["active"]


def test_what_ended_just_before_takes_no_case(staffed: House):
    abolish(staffed, "micro 3")

    with pytest.raises(AreaUnknown):
        register(staffed, area="micro 3")
