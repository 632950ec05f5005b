"""What becomes of a row, beside what the register holds."""

from dataclasses import replace
from typing import Any

import pytest

from services.members.register_import.domain.intake import Known, Placed, sort_out
from services.members.register_import.domain.line import Line
from tests.members.register_import.test_line import taken

DWELLING = "0190d0b8-0000-7000-8000-000000000301"
BESIDE = "0190d0b8-0000-7000-8000-000000000302"


def a_line(**different: Any) -> Line:
    line = taken()
    return replace(line, dwelling=replace(line.dwelling, id=DWELLING), **different)


def home_of(line: Line) -> str:
    return line.household_id


def placed(line: Line) -> Placed:
    return Placed(line, home_of(line))


def dwelling(*people: Known, line: Line | None = None) -> dict[str, dict[str, list[Known]]]:
    """Who lives where the line does."""
    homes: dict[str, list[Known]] = {}
    for each in people:
        homes.setdefault(each.household_id, []).append(each)
    return {(line or LINE).dwelling.id: homes}


def as_known(line: Line, **different: Any) -> Known:
    usual: dict[str, Any] = {
        "id": "p-1",
        "household_id": home_of(line),
        "area_id": line.dwelling.area_id,
        "document_kind": line.document_kind,
        "name": line.name,
        "relation": line.relation,
        "sex": line.sex,
        "birth_date": line.birth_date.isoformat(),
        "residency": line.residency,
        "phone": line.phone,
        "email": line.email,
        "version": 1,
    }
    return Known(**usual | different)


def by_document(*known: tuple[Line, Known]) -> dict[tuple[str, str], Known]:
    return {(line.document_kind or "", line.document_number or ""): each for line, each in known}


LINE = a_line()


def test_who_is_not_known_is_new():
    intake = sort_out([LINE], {}, {})
    assert (intake.new, intake.changed, intake.unchanged, intake.refused) == ([placed(LINE)], [], 0, [])


def test_the_same_once_more_changes_nothing():
    known = as_known(LINE)
    intake = sort_out([LINE], by_document((LINE, known)), dwelling(known))
    assert (intake.new, intake.changed, intake.unchanged) == ([], [], 1)


@pytest.mark.parametrize("different", [{"phone": "13900000001"}, {"email": None}, {"relation": "20"}])
def test_another_word_of_somebody_is_a_change(different: dict[str, Any]):
    known = as_known(LINE, **different)
    assert sort_out([LINE], by_document((LINE, known)), dwelling(known)).changed == [(known, placed(LINE))]


@pytest.mark.parametrize("silent", [{"phone": None, "email": None}, {"sex": 0}])
def test_what_the_file_does_not_say_is_not_taken_away(silent: dict[str, Any]):
    line, known = a_line(**silent), as_known(LINE)
    assert sort_out([line], by_document((line, known)), dwelling(known)).unchanged == 1


def fault_of(line: Line, known: Known, **homes: Any) -> tuple[str, list[str]]:
    intake = sort_out([line], by_document((line, known)), homes.get("homes", dwelling(known)))
    [refusal] = intake.refused
    [wrong] = refusal.wrong
    assert (refusal.row, intake.new, intake.changed, intake.unchanged) == (7, [], [], 0)
    return wrong.fault.value, intake.met


def test_who_is_registered_at_another_dwelling_is_refused():
    there = as_known(replace(LINE, dwelling=replace(LINE.dwelling, id=BESIDE)))
    assert fault_of(LINE, there, homes={}) == ("registered_elsewhere", ["p-1"])


@pytest.mark.parametrize("homes", [{}, None])
def test_who_is_dead_or_moved_out_is_refused_wherever_the_file_has_them(homes: Any):
    gone = as_known(LINE, has_left=True)
    assert fault_of(LINE, gone, homes=dwelling(gone) if homes is None else homes) == ("has_left", ["p-1"])


def test_a_second_kind_of_number_is_refused_and_not_dropped():
    known = as_known(LINE, document_kind="other")
    intake = sort_out([LINE], {}, dwelling(known))
    assert [each.wrong[0].fault for each in intake.refused] == ["other_document"]


def test_a_child_without_a_number_is_known_by_name_and_birth_date_at_home():
    child = a_line(document_kind=None, document_number=None, relation="20")
    home = dwelling(as_known(child))
    assert sort_out([child], {}, home).unchanged == 1
    assert sort_out([a_line(document_number=None, name="张小")], {}, home).new != []


def test_one_dwelling_may_have_two_households_by_number():
    assert home_of(LINE) == home_of(a_line(name="李四"))
    assert home_of(LINE) != home_of(a_line(household_number="2"))


SECOND = a_line(household_number="2")
CHILD = a_line(household_number="2", document_kind=None, document_number=None)
SILENT: dict[str, Any] = {"household_number": None}


@pytest.mark.parametrize("held", [SECOND, CHILD])
def test_a_file_without_household_numbers_leaves_people_where_they_are(held: Line):
    known = as_known(held)
    intake = sort_out([replace(held, **SILENT)], by_document((held, known)), dwelling(known))
    assert (intake.unchanged, intake.refused) == (1, [])


@pytest.mark.parametrize("held", [a_line(), a_line(document_kind=None, document_number=None)])
def test_a_file_that_numbers_households_tells_those_of_a_dwelling_apart(held: Line):
    known, line = as_known(held), replace(held, household_number="2")
    intake = sort_out([line], by_document((held, known)), dwelling(known))
    assert intake.changed == [(known, placed(line))]


@pytest.mark.parametrize(("numbers", "home"), [([], ""), (["2"], "2"), (["", "2"], ""), (["2", "3"], None)])
def test_a_newcomer_without_a_household_number_joins_the_only_or_the_unnumbered_one(
    numbers: list[str], home: str | None
):
    homes: dict[str, dict[str, list[Known]]]
    homes = {LINE.dwelling.id: {a_line(household_number=number).household_id: [] for number in numbers}}
    newcomer = a_line(**SILENT)
    intake = sort_out([newcomer], {}, homes)
    if home is None:
        [refusal] = intake.refused
        assert (refusal.wrong[0].column, refusal.wrong[0].fault) == ("household_number", "household_open")
    else:
        assert intake.new == [Placed(newcomer, a_line(household_number=home).household_id)]


def test_of_two_namesakes_in_a_dwelling_the_one_of_the_line_s_household_is_meant():
    first, second = as_known(CHILD, id="p-2"), as_known(replace(CHILD, household_number="3"), id="p-3")
    for homes in (dwelling(first, second), dwelling(second, first)):
        assert sort_out([CHILD], {}, homes).unchanged == 1


def test_one_person_twice_in_a_chunk_counts_once():
    for line in (LINE, a_line(document_kind=None, document_number=None)):
        intake = sort_out([line, replace(line, row=9)], {}, {})
        assert intake.new == [placed(line)]
        assert [(each.row, each.wrong[0].row) for each in intake.refused] == [(9, 7)]
