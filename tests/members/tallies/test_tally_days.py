"""What was counted at the end of a day stays so, and an area's report of that day adds up."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, insert, select, update

from services.members.tallies.domain.errors import AreaUnknown, CountsNotKept
from services.members.tallies.domain.tally import ONE_HOUSEHOLD, ONE_RESIDENT, Count
from services.members.tallies.store.tables import tally_beginnings, tally_days
from tests.members.builders import NOW, id_of
from tests.members.house import House
from tests.members.tallies.counting import differences
from tests.members.tallies.test_tallies_follow_dwellings import NEW, told_of

FIRST, SECOND = date(2026, 3, 5), date(2026, 3, 8)
THREE = (Count(1, 3), Count(2, 1), Count(0, 4))


def after(house: House, days: int) -> House:
    return replace(house, clock=replace(house.clock, moment=NOW + timedelta(days=days)))


def add(house: House, **counts: Count) -> None:
    with house.begun() as tx:
        tx.tallies.add({id_of(area): count for area, count in counts.items()})


def line(area: str, *of: str) -> dict[str, Any]:
    return {"area_id": id_of(area), "kind": "micro", "name": area, "of": [id_of(each) for each in of]}


def report(house: House, *lines: dict[str, Any], on: date, unplaced: Any = ()) -> Any:
    asked = {"on": on.isoformat(), "as_of": SECOND.isoformat(), "unplaced": list(unplaced)}
    return house.ask("report_people", area_id=lines[0]["area_id"], areas=list(lines), **asked)


def count_on(house: House, area: str, on: date) -> tuple[int, int]:
    found = report(house, line(area, area), on=on)
    return found["households"], found["residents"]


def days_of(house: House, area: str) -> int:
    with house.begun() as tx:
        its = (tx.rows.of(tally_days), tally_days.c.area_id == id_of(area))
        return int((tx.rows.one(select(func.count().label("days")).where(*its)) or {})["days"])


def test_a_count_is_that_of_the_end_of_its_day(house: House):
    add(house, lane=Count(1, 2))
    add(house, lane=ONE_RESIDENT)
    add(after(house, 3), lane=ONE_HOUSEHOLD)

    on = {day: count_on(after(house, 3), "lane", FIRST + timedelta(days=day)) for day in (-1, 0, 2, 3, 9)}

    assert on == {-1: (0, 0), 0: (1, 3), 2: (1, 3), 3: (2, 3), 9: (2, 3)}
    assert days_of(house, "lane") == 2


def test_reading_writes_down_nothing(house: House):
    add(house, lane=Count(1, 2))
    count_on(after(house, 3), "lane", SECOND)
    assert days_of(house, "lane") == 1


def test_who_began_before_midnight_and_ends_after_it_adds_to_the_new_day(house: House):
    add(after(house, 1), lane=Count(1, 2))
    add(house, lane=ONE_RESIDENT)

    tomorrow = FIRST + timedelta(days=1)
    assert (count_on(house, "lane", FIRST), count_on(house, "lane", tomorrow)) == ((0, 0), (1, 3))


def test_a_report_is_the_sum_of_what_it_is_made_of(house: House):
    add(house, **dict(zip(("lane", "court", "yard"), THREE, strict=True)))
    lines = (line("near", "near"), line("lane", "lane", "yard"), line("court"))
    unplaced = [
        {"area_id": id_of("court"), "name": "court", "to_ids": [id_of("lane")] * 2, "is_counted": True},
        {"area_id": id_of("far"), "name": "far", "to_ids": [], "is_counted": True},
    ]  # fmt: skip

    found = report(house, *lines, on=FIRST, unplaced=unplaced)

    assert (found["households"], found["residents"]) == (3, 8)
    assert found["here"] == {"households": 0, "residents": 0}
    assert [(each["name"], each["households"], each["residents"]) for each in found["below"]] == [
        ("lane", 1, 7), ("court", 0, 0),
    ]  # fmt: skip
    assert [(each["name"], each["households"], each["residents"]) for each in found["unplaced"]] == [
        ("court", 2, 1)
    ]


def test_what_may_belong_elsewhere_is_shown_and_not_added(house: House):
    add(house, lane=Count(1, 2))
    one = {"area_id": id_of("lane"), "name": "lane", "to_ids": [id_of("lane")], "is_counted": False}

    found = report(house, line("court", "court"), on=FIRST, unplaced=[one])

    assert (found["households"], [each["households"] for each in found["unplaced"]]) == (0, [1])


def test_an_area_that_is_heard_of_late_keeps_its_days(house: House):
    add(house, north=Count(1, 2))
    told_of(after(house, 3), NEW)

    assert (count_on(house, "north", FIRST), days_of(house, "north")) == ((1, 2), 1)
    assert differences(house) == 1  # nobody lives there: the count was made up


def test_of_days_before_counts_were_kept_nothing_is_said(house: House):
    with house.begun() as tx:
        tx.rows.write(insert(tally_beginnings), [{"district": house.district, "day": FIRST}])

    assert count_on(house, "lane", FIRST) == (0, 0)
    with pytest.raises(CountsNotKept):
        count_on(house, "lane", FIRST - timedelta(days=1))


def test_a_day_that_was_not_written_down_is_found_and_written(house: House):
    add(house, lane=Count(1, 2))
    with house.begun() as tx:
        wrong = update(tally_days).where(tx.rows.of(tally_days), tally_days.c.area_id == id_of("lane"))
        tx.rows.write(wrong.values(residents=9))

    assert differences(house) == 1  # the same area is counted wrongly, too
    assert (differences(house), count_on(house, "lane", FIRST)) == (0, (0, 0))


def test_an_area_is_reported_where_one_may_see_it(house: House):
    add(house, lane=Count(1, 2))
    assert count_on(house.holding("lane"), "lane", FIRST) == (1, 2)
    with pytest.raises(AreaUnknown):
        count_on(house.holding("court"), "lane", FIRST)


def test_another_district_has_its_own_days(house: House):
    add(house, lane=Count(1, 2))
    assert count_on(house.elsewhere(), "lane", FIRST) == (0, 0)
