"""The work log on both databases."""

from datetime import timedelta

import pytest

from services.chassis.errors import FieldsInvalid, IdTaken, StaleVersion
from services.grids.work_log.domain import errors as refused
from tests.grids.areas.changing import founded
from tests.grids.builders import NOW, id_of
from tests.grids.cases.steps import register
from tests.grids.house import House, statements
from tests.grids.work_log.days import (
    TEXT,
    an_entry,
    correct,
    entries,
    figures,
    ids,
    listed,
    log,
    on_duty,
    withdraw,
)


@pytest.fixture
def working(house: House) -> House:
    return on_duty(house)


def test_an_entry_is_kept_as_it_was_told(working: House):
    register(working)
    logged = log(working, "round", duty_class="emergency", case_id=id_of("case"))
    assert logged == an_entry("round", duty_class="emergency", case_id=id_of("case")) | {"version": 1}
    assert working.ask("get_work_entry", entry_id=id_of("round")) == logged


def test_what_was_told_leaves_in_no_list_no_event_and_no_refusal(working: House):
    log(working, "round")
    assert "text" not in working.ask("list_work")["items"][0]
    with pytest.raises(StaleVersion) as stale:
        correct(working, "round", 2)
    assert TEXT not in str(stale.value.values)
    assert working.told()[-1]["data"] == {
        "entry_id": id_of("round"), "area_id": id_of("micro 1"), "duty_class": "hazards", "version": 1,
    }  # fmt: skip


def test_the_same_entry_again_is_taken_as_done_and_another_of_its_id_is_refused(working: House):
    first = log(working, "round")
    before = len(working.told())
    assert log(working, "round") == first
    assert (len(working.told()), entries(working, "micro 1")) == (before, 1)
    with pytest.raises(IdTaken):
        log(working, "round", text="something else")
    with pytest.raises(IdTaken):
        log(working.holding(id_of("elsewhere")), "round", "micro elsewhere")


@pytest.mark.parametrize(
    ("different", "refusal", "field"),
    [
        ({"area_id": id_of("nowhere")}, refused.AreaUnknown, "area_id"),
        ({"done_on": "2026-03-06"}, refused.DayAhead, "done_on"),
        ({"staff_id": id_of("nobody")}, refused.StaffUnknown, "staff_id"),
        ({"case_id": id_of("no case")}, refused.CaseUnknown, "case_id"),
    ],
)
def test_what_does_not_fit_is_refused_by_its_field_and_nothing_is_kept(
    working: House, different, refusal, field
):
    before = len(working.told())
    with pytest.raises(refusal) as told:
        log(working, "round", **different)
    assert told.value.about == (field,)
    assert (listed(working), figures(working), len(working.told())) == ([], {}, before)


def test_today_is_not_ahead(working: House):
    assert log(working, "round", done_on="2026-03-05")["done_on"] == "2026-03-05"


def test_a_fourth_class_is_no_class(working: House):
    with pytest.raises(FieldsInvalid) as told:
        log(working, "round", duty_class="patrol")
    assert [field.field for field in told.value.fields] == ["duty_class"]
    keys = [each["key"] for each in working.ask("list_duty_classes")["items"]]
    assert keys == ["hazards", "groundwork", "emergency"]


def test_nothing_was_done_before_an_area_was_founded(working: House):
    working.clock.moment = NOW + timedelta(days=10)
    working.ask("found_areas", areas=[founded("new", "micro", "base 1")], effective_on="2026-03-10")
    with pytest.raises(refused.DoneBeforeFounding) as told:
        log(working, "round", "new", done_on="2026-03-09")
    assert told.value.about == ("done_on",)
    assert log(working, "round", "new", done_on="2026-03-10")["version"] == 1


def test_a_day_of_entering_is_no_founding(working: House):
    assert log(working, "round", done_on="2019-07-01")["version"] == 1
    assert figures(working, "micro 1", year=2019) == {("2019-07", "hazards"): 1}


def test_a_case_outside_ones_areas_is_unknown_and_so_is_an_area(working: House):
    register(working, "other", "micro 3")
    mine = working.holding(id_of("base 1"))
    with pytest.raises(refused.CaseUnknown):
        log(mine, "round", case_id=id_of("other"))
    with pytest.raises(refused.AreaUnknown):
        log(mine, "round", "micro 3")
    assert log(working, "round", case_id=id_of("other"))["case_id"] == id_of("other")


def test_a_correction_says_all_anew_and_the_figures_follow(working: House):
    register(working)
    log(working, "round", case_id=id_of("case"))
    corrected = correct(
        working, "round", 1,
        duty_class="groundwork", done_on="2026-02-28", staff_id=id_of("li"), text="入户登记。",
    )  # fmt: skip
    assert corrected == {
        **an_entry("round", duty_class="groundwork", done_on="2026-02-28", staff_id=id_of("li")),
        "text": "入户登记。", "case_id": None, "version": 2,
    }  # fmt: skip
    assert figures(working, "micro 1") == {("2026-02", "groundwork"): 1}
    assert working.told()[-1]["type"] == "linli.grids.WorkCorrected.v1"
    with pytest.raises(StaleVersion):
        correct(working, "round", 1)


def test_a_correction_to_what_it_says_already_changes_nothing(working: House):
    log(working, "round")
    before = len(working.told())
    assert correct(working, "round", 1)["version"] == 1
    assert len(working.told()) == before


def test_a_case_that_an_entry_names_already_may_lie_elsewhere_by_now(working: House):
    register(working, "other", "micro 3")
    log(working, "round", case_id=id_of("other"))
    mine = working.holding(id_of("base 1"))
    assert correct(mine, "round", 1, text="更正。", case_id=id_of("other"))["case_id"] == id_of("other")


def test_a_correction_is_refused_for_what_an_entry_would_be(working: House):
    log(working, "round")
    for different, refusal in (
        ({"done_on": "2026-03-06"}, refused.DayAhead),
        ({"staff_id": id_of("nobody")}, refused.StaffUnknown),
        ({"case_id": id_of("no case")}, refused.CaseUnknown),
    ):
        with pytest.raises(refusal):
            correct(working, "round", 1, **different)
    assert figures(working) == {("2026-03", "hazards"): 1}
    with pytest.raises(refused.EntryUnknown):
        correct(working.holding(id_of("elsewhere")), "round", 1)


def test_what_is_withdrawn_counts_no_more_is_read_no_more_and_does_not_come_back(working: House):
    log(working, "round")
    log(working, "other")
    assert withdraw(working, "round", 1) == {
        "id": id_of("round"), "area_id": id_of("micro 1"), "version": 2,
    }  # fmt: skip
    assert (listed(working), figures(working)) == (ids("other"), {("2026-03", "hazards"): 1})
    for again in (
        lambda: working.ask("get_work_entry", entry_id=id_of("round")),
        lambda: correct(working, "round", 2),
        lambda: withdraw(working, "round", 2),
        lambda: withdraw(working.holding(id_of("elsewhere")), "other", 1),
    ):
        with pytest.raises(refused.EntryUnknown):
            again()
    with pytest.raises(refused.EntryWithdrawn):
        log(working, "round")
    assert entries(working, "micro 1") == 1


def test_nothing_that_was_told_is_kept_of_what_is_withdrawn(working: House):
    register(working)
    log(working, "round", case_id=id_of("case"))
    withdraw(working, "round", 1)
    with working.begin() as tx:
        kept = tx.work_entries.get(id_of("round"), 2)
    assert (kept.told.text, kept.told.case_id, kept.withdrawn) == ("", None, True)


def test_writing_down_takes_few_statements(working: House):
    with statements() as sent:
        log(working, "round")
    assert [each for each in sent if each] == [
        "SELECT work_entries", "SELECT areas", "SELECT areas", "SELECT staff",
        "INSERT work_entries", "INSERT work_counts",
    ]  # fmt: skip
