"""Case numbers without a gap, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.chassis.clock import FixedClock
from services.chassis.errors import IdTaken
from tests.grids.cases.steps import register


def test_a_taken_id_is_refused_and_takes_no_place(staffed):
    register(staffed)
    with pytest.raises(IdTaken):
        register(staffed)

    assert register(staffed, "next")["number"] == "510108006004-2026-000002"


def test_numbers_have_no_gap_whoever_registers_at_once_or_fails(staffed):
    def try_to(number: int) -> None:
        register(staffed, f"case {number // 2}")  # every id twice: half of them are refused

    with ThreadPoolExecutor(4) as threads:
        outcomes = [threads.submit(try_to, number) for number in range(40)]
    refused = [each.exception() for each in outcomes if each.exception()]

    assert {type(each) for each in refused} == {IdTaken}
    numbers = sorted(row["number"] for row in staffed.ask("list_cases", limit=200)["items"])
    assert numbers == [f"510108006004-2026-{place:06d}" for place in range(1, 21)]


def test_a_new_year_begins_in_shanghai(staffed):
    last_evening = replace(staffed, clock=FixedClock(datetime(2026, 12, 31, 15, 59, tzinfo=UTC)))
    new_year = replace(staffed, clock=FixedClock(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)))

    assert register(last_evening)["number"] == "510108006004-2026-000001"
    assert register(new_year, "next")["number"] == "510108006004-2027-000001"
