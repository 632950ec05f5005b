"""What was done, by area, class and days, and how much of it."""

import pytest

from services.grids.work_log.domain.errors import AreaUnknown
from tests.grids.builders import id_of
from tests.grids.house import House, statements
from tests.grids.work_log.days import figures, ids, listed, log, on_duty


@pytest.fixture
def worked(house: House) -> House:
    on_duty(house)
    log(house, "a", "micro 1", done_on="2026-02-27")
    log(house, "b", "micro 2", done_on="2026-03-01", duty_class="groundwork")
    log(house, "c", "micro 1", done_on="2026-03-02")
    log(house, "d", "micro 3", done_on="2026-03-03", duty_class="emergency")
    log(house, "e", "base 1", done_on="2026-03-04")
    return house


def test_the_newest_comes_first_of_an_area_and_below(worked: House):
    assert listed(worked) == ids("e", "d", "c", "b", "a")
    assert listed(worked, area_id=id_of("base 1")) == ids("e", "c", "b", "a")
    assert listed(worked, area_id=id_of("micro 1")) == ids("c", "a")


def test_one_class_is_listed_and_days_from_the_first_to_before_the_last(worked: House):
    assert listed(worked, duty_class="groundwork") == ids("b")
    assert listed(worked, since="2026-03-01", until="2026-03-03") == ids("c", "b")
    assert listed(worked, since="2026-03-03", until="2026-03-03") == []


def test_pages_follow_each_other_whatever_is_written_meanwhile(worked: House):
    first = worked.ask("list_work", limit=2)
    log(worked, "new", done_on="2026-03-05")
    second = worked.ask("list_work", limit=2, after=first["next"])
    third = worked.ask("list_work", limit=2, after=second["next"])
    found = [each["id"] for page in (first, second, third) for each in page["items"]]
    assert (found, third["next"]) == (ids("e", "d", "c", "b", "a"), None)


def test_entries_of_one_day_are_paged_by_their_ids(house: House):
    on_duty(house)
    for name in "abc":
        log(house, name)
    first = house.ask("list_work", limit=2)
    second = house.ask("list_work", limit=2, after=first["next"])
    found = [each["id"] for page in (first, second) for each in page["items"]]
    assert found == sorted(ids(*"abc"), reverse=True)


def test_nobody_sees_or_counts_what_lies_outside_their_areas(worked: House):
    mine = worked.holding(id_of("micro 1"))
    assert listed(mine) == ids("c", "a")
    assert figures(mine, "micro 1") == {("2026-02", "hazards"): 1, ("2026-03", "hazards"): 1}
    for method, more in (("list_work", {}), ("count_work", {"year": 2026})):
        with pytest.raises(AreaUnknown):
            mine.ask(method, area_id=id_of("micro 3"), **more)


def test_figures_are_by_month_and_class_and_sum_up_a_subtree(worked: House):
    log(worked, "f", "micro 2", done_on="2025-12-31")
    counted = worked.ask("count_work", area_id=id_of("base 1"), year=2026)
    assert counted == {
        "year": 2026,
        "months": [
            {"month": "2026-02", "duty_class": "hazards", "entries": 1},
            {"month": "2026-03", "duty_class": "groundwork", "entries": 1},
            {"month": "2026-03", "duty_class": "hazards", "entries": 2},
        ],
        "classes": [
            {"duty_class": "hazards", "entries": 3},
            {"duty_class": "groundwork", "entries": 1},
            {"duty_class": "emergency", "entries": 0},
        ],
        "entries": 4,
    }
    assert figures(worked, "base 1", year=2025) == {("2025-12", "hazards"): 1}


def test_figures_are_read_where_they_are_kept(worked: House):
    with statements() as sent:
        worked.ask("count_work", area_id=id_of("base 1"), year=2026)
    assert "SELECT work_counts" in sent
    assert "SELECT work_entries" not in sent


def test_another_district_sees_nothing_of_it(worked: House):
    assert listed(worked.elsewhere()) == []
    with pytest.raises(AreaUnknown):
        figures(worked.elsewhere(), "micro 1")
