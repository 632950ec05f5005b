"""Headings wherever they stand, and rows that collide."""

from dataclasses import replace

import pytest

from services.chassis.sheets.reading import SheetProblem
from services.chassis.standards.headings import HeadingsMissing, HeadingTwice
from services.chassis.words import LANGUAGES, Catalogue
from services.members.register_import.domain.columns import HEADINGS as CALLED
from services.members.register_import.domain.columns import Column
from services.members.register_import.domain.faults import Fault
from services.members.register_import.domain.line import Line
from services.members.register_import.domain.register import Register
from tests.members.register_import.files import HEADINGS, ZHANG
from tests.members.register_import.test_line import taken

TITLE = ("八里庄社区居民花名册", None, None)
SECOND = ("", "", "", "", "(必填)", "", "18位", "", "", "")


@pytest.mark.parametrize("above", [[], [TITLE], [TITLE, ("填表日期：2026-03-05",)]])
def test_headings_are_found_below_titles(above: list[tuple[object, ...]]):
    place, columns = CALLED.find([*above, HEADINGS, SECOND, ZHANG])
    assert place == len(above)
    assert (columns[Column.NAME], columns[Column.DOCUMENT_NUMBER]) == (4, 6)


def test_a_star_or_a_break_in_a_heading_is_no_other_heading():
    _, columns = CALLED.find([("楼栋*", "房号（必填）", "*姓 名".replace(" ", ""), "与户主\n关系")])
    assert set(columns) == {Column.BUILDING, Column.ROOM, Column.NAME, Column.RELATION}


def test_what_lacks_is_named():
    with pytest.raises(HeadingsMissing) as refused:
        CALLED.find([TITLE, ("姓名", "楼栋")])
    assert refused.value.values["columns"] == (Column.ROOM, Column.RELATION)


def test_an_empty_sheet_lacks_all():
    with pytest.raises(HeadingsMissing):
        CALLED.find([])


def test_two_columns_of_one_heading_cannot_be_told_apart():
    with pytest.raises(HeadingTwice):
        CALLED.find([(*HEADINGS, "姓名")])


def test_headings_on_each_page_are_no_person():
    _, columns = CALLED.find([HEADINGS])
    assert CALLED.is_repeated(HEADINGS, columns)
    assert not CALLED.is_repeated(ZHANG, columns)


def test_a_short_row_is_no_heading():
    assert not CALLED.is_repeated(["17"], {Column.NAME: 3, Column.ROOM: 4})


def at(row: int, **different: object) -> Line:
    return replace(taken(), row=row, **different)  # type: ignore[arg-type]


def test_of_two_rows_with_one_number_the_first_counts():
    register = Register()
    assert register.collisions(at(2)) == []
    [wrong] = register.collisions(at(9, relation="20"))
    assert (wrong.column, wrong.fault, wrong.row) == (Column.DOCUMENT_NUMBER, "twice_in_file", 2)


BARE = {"document_kind": None, "document_number": None, "relation": "20"}
PASSPORT = {"document_kind": "other", "document_number": "E99000001", "relation": "20"}


@pytest.mark.parametrize(
    ("first", "second"), [({}, BARE), (BARE, {}), (BARE, BARE), ({}, PASSPORT), (PASSPORT, BARE)]
)
def test_one_person_with_and_without_a_number_stands_twice(first: dict[str, str], second: dict[str, str]):
    register = Register()
    assert register.collisions(at(2, **first)) == []
    [wrong] = register.collisions(at(9, **second))
    assert (wrong.column, wrong.fault, wrong.row) == (Column.NAME, "twice_in_file", 2)


def test_twins_of_one_name_have_two_numbers():
    register = Register()
    register.collisions(at(2))
    assert register.collisions(at(3, document_number="990101195001010099", relation="20")) == []


def test_of_one_name_and_birth_date_in_a_dwelling_there_is_one_whatever_the_household():
    register = Register()
    register.collisions(at(2))
    [wrong] = register.collisions(at(3, document_number=None, document_kind=None, household_number="2"))
    assert (wrong.fault, wrong.row) == ("twice_in_file", 2)


def test_a_household_has_one_head():
    register = Register()
    register.collisions(at(2))
    [wrong] = register.collisions(at(3, name="李四", document_number=None, document_kind=None))
    assert (wrong.column, wrong.fault, wrong.row) == (Column.RELATION, "two_heads", 2)
    assert register.collisions(at(4, name="王五", document_number=None, household_number="2")) == []


def test_a_child_without_a_number_stands_in_the_file_once():
    register = Register()
    child = at(2, document_number=None, document_kind=None, relation="20")
    register.collisions(child)
    [wrong] = register.collisions(replace(child, row=3))
    assert (wrong.column, wrong.fault, wrong.row) == (Column.NAME, "twice_in_file", 2)
    assert register.collisions(replace(child, row=4, name="张小")) == []


def test_a_row_that_is_refused_is_not_remembered():
    register = Register()
    register.collisions(at(2))
    register.collisions(at(3, document_number="990001195202020021"))
    assert register.collisions(at(4, relation="20", document_number="990001195202020021")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_and_column_is_said_in_every_language(language: str):
    sentences = Catalogue.of_service("members").sentences[language]
    wanted = [*Fault, *Column, *SheetProblem]
    assert [each for each in wanted if f"terms.{type(each).__name__}.{each.value}" not in sentences] == []
