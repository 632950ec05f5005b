"""What becomes of a row, beside what the register holds."""

from dataclasses import replace
from typing import Any

from services.members.register_import.domain.intake import Known, household_id, sort_out
from services.members.register_import.domain.line import Line
from tests.members.register_import.test_line import taken

DWELLING = "0190d0b8-0000-7000-8000-000000000301"
BESIDE = "0190d0b8-0000-7000-8000-000000000302"


def a_line(**different: Any) -> Line:
    line = taken()
    return replace(line, dwelling=replace(line.dwelling, id=DWELLING), **different)


def as_known(line: Line, **different: Any) -> Known:
    usual: dict[str, Any] = {
        "id": "p-1",
        "household_id": household_id(line),
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
    assert (intake.new, intake.changed, intake.unchanged, intake.refused) == ([LINE], [], 0, [])


def test_the_same_once_more_changes_nothing():
    intake = sort_out([LINE], by_document((LINE, as_known(LINE))), {})
    assert (intake.new, intake.changed, intake.unchanged) == ([], [], 1)


def test_another_phone_is_a_change():
    known = as_known(LINE, phone="13900000001")
    assert sort_out([LINE], by_document((LINE, known)), {}).changed == [(known, LINE)]


def test_another_e_mail_is_a_change():
    known = as_known(LINE, email=None)
    assert sort_out([LINE], by_document((LINE, known)), {}).changed == [(known, LINE)]


def test_a_phone_or_e_mail_that_the_file_does_not_have_is_not_taken_away():
    line = a_line(phone=None, email=None)
    assert sort_out([line], by_document((line, as_known(LINE))), {}).unchanged == 1


def test_who_is_registered_at_another_dwelling_is_refused():
    there = replace(LINE, dwelling=replace(LINE.dwelling, id=BESIDE))
    intake = sort_out([LINE], by_document((LINE, as_known(there))), {})
    [refusal] = intake.refused
    assert (refusal.row, refusal.wrong[0].fault) == (7, "registered_elsewhere")


def test_a_child_without_a_number_is_known_by_name_and_birth_date_at_home():
    child = a_line(document_kind=None, document_number=None, relation="20")
    home = {household_id(child): [as_known(child)]}
    assert sort_out([child], {}, home).unchanged == 1
    assert sort_out([a_line(document_number=None, name="张小")], {}, home).new != []


def test_one_dwelling_may_have_two_households_by_number():
    assert household_id(LINE) == household_id(a_line(name="李四"))
    assert household_id(LINE) != household_id(a_line(household_number="2"))


def test_one_person_twice_in_a_chunk_counts_once():
    for line in (LINE, a_line(document_kind=None, document_number=None)):
        intake = sort_out([line, replace(line, row=9)], {}, {})
        assert intake.new == [line]
        assert [(each.row, each.wrong[0].row) for each in intake.refused] == [(9, 7)]


def test_a_sex_that_the_file_does_not_say_is_no_change():
    line = a_line(sex=0)
    assert sort_out([line], by_document((line, as_known(LINE))), {}).unchanged == 1
