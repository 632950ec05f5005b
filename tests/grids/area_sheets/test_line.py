"""What a row of a sheet says, and what is wrong with it in itself."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.importing import Refusal
from services.chassis.standards.cells import spelt
from services.chassis.words import LANGUAGES, Catalogue
from services.grids.area_sheets.domain.columns import HEADINGS, NEEDED, AreaColumn
from services.grids.area_sheets.domain.faults import AreaFault
from services.grids.area_sheets.domain.line import Code, Line, Protected, Reading
from services.grids.area_sheets.domain.names import as_text, names_in
from services.grids.area_sheets.domain.twice import Twice

KINDS = {"街道(乡镇)": "township", "micro": "micro", "微网格": "micro", "base": "base"}
C, F = AreaColumn, AreaFault
DAY = date(2026, 3, 5)
USUAL = {C.PARENT: "总网格/一网格", C.KIND: "微网格", C.NAME: "甲"}


def read(row: int = 2, /, **different: Any) -> Line | Refusal:
    """Where a check value is the word `right`, it is that of its row."""
    cells = USUAL | {C(name): value for name, value in different.items()}
    return Reading("root", KINDS, lambda _, value: value == "right").line(row, cells)


def faults(read: Line | Refusal) -> list[tuple[StrEnum, StrEnum]]:
    assert isinstance(read, Refusal), read
    return [(each.column, each.fault) for each in read.wrong]


def test_a_row_names_an_area_and_where_it_stands():
    assert read() == Line(2, None, 0, ("总网格", "一网格"), "micro", "甲", None)


def test_a_kind_is_meant_in_half_width_and_full_and_a_name_stays_as_it_is_spelt():
    line = read(kind="街道（乡镇）", name="甲（一）")
    assert isinstance(line, Line)
    assert (line.kind, line.name) == ("township", "甲（一）")


@pytest.mark.parametrize(
    ("cell", "day"),
    [("2026-03-05", date(2026, 3, 5)), (datetime(2026, 3, 5), date(2026, 3, 5)), (None, None)],
)
def test_a_code_has_its_scheme_and_a_day_if_one_is_named(cell: Any, day: date | None):
    line = read(scheme="LOCAL", code=17.0, valid_from=cell)
    assert isinstance(line, Line)
    assert line.code == Code("LOCAL", "17", day)


@pytest.mark.parametrize(
    ("different", "wrong"),
    [
        ({"name": " "}, [(C.NAME, F.REQUIRED)]),
        ({"name": "\u200b"}, [(C.NAME, F.REQUIRED)]),
        ({"kind": None}, [(C.KIND, F.REQUIRED)]),
        ({"kind": "星区"}, [(C.KIND, F.UNKNOWN_KIND)]),
        ({"name": "x" * 201}, [(C.NAME, F.TOO_LONG)]),
        ({"name": "a\nb"}, [(C.NAME, F.NOT_A_LINE)]),
        ({"code": "7"}, [(C.SCHEME, F.REQUIRED)]),
        ({"scheme": "LOCAL", "code": 5101040060040001.0}, [(C.CODE, F.DIGITS_LOST)]),
        ({"scheme": "LOCAL", "code": "7", "valid_from": "soon"}, [(C.VALID_FROM, F.NOT_A_DATE)]),
        ({"scheme": "LOCAL", "code": "7", "valid_from": "1899-12-31"}, [(C.VALID_FROM, F.NOT_A_DATE)]),
        ({"scheme": "LOCAL", "code": "7", "valid_from": "2200-01-01"}, [(C.VALID_FROM, F.NOT_A_DATE)]),
        ({"scheme": "LOCAL", "code": "7", "valid_from": "1900-01-01"}, []),
        ({"scheme": "LOCAL", "code": "7", "valid_from": "2199-12-31"}, []),
        ({"scheme": "LOCAL"}, []),
        ({"scheme": "LOCAL", "valid_from": "2026-01-01"}, [(C.CODE, F.REQUIRED)]),
        ({"valid_from": "2026-01-01"}, [(C.SCHEME, F.REQUIRED), (C.CODE, F.REQUIRED)]),
        ({"area_id": "id"}, [(C.AREA_ID, F.TAMPERED)]),
        ({"check": "1.right"}, []),
        ({"area_id": "id", "check": "1.wrong"}, [(C.AREA_ID, F.TAMPERED)]),
        ({"area_id": "id", "check": "right"}, [(C.AREA_ID, F.TAMPERED)]),
    ],
)
def test_what_is_wrong_is_named_by_its_column(different: dict[str, Any], wrong: list[Any]):
    found = read(**different)
    assert (faults(found) if wrong else isinstance(found, Line)) == (wrong or True)


def test_a_name_of_the_longest_is_taken():
    assert isinstance(read(name="x" * 200), Line)


def test_what_nobody_changes_is_all_in_the_check_value():
    usual = Protected("root", "id", 1, "a/b", "micro")
    others = [
        Protected("other", "id", 1, "a/b", "micro"),
        Protected("root", "other", 1, "a/b", "micro"),
        Protected("root", "id", 2, "a/b", "micro"),
        Protected("root", "id", 1, "a/c", "micro"),
        Protected("root", "id", 1, "a/b", "base"),
    ]
    assert usual.as_bytes() not in [each.as_bytes() for each in others]


NAMES = st.lists(
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), min_size=1), max_size=5
)


@given(NAMES.filter(lambda names: all(name == spelt(name) and name for name in names)))
def test_names_are_read_as_they_were_written(names: list[str]):
    assert names_in(as_text(names)) == tuple(names)


def test_what_stands_twice_is_named_with_the_other_row():
    twice = Twice()
    first, again = read(2, scheme="LOCAL", code="7"), read(5, scheme="LOCAL", code="7")
    elsewhere = read(6, parent="总网格/二网格")
    assert isinstance(first, Line) and isinstance(again, Line) and isinstance(elsewhere, Line)  # noqa: PT018
    assert twice.collisions(first) == []
    assert [(each.column, each.row) for each in twice.collisions(again)] == [(C.NAME, 2), (C.CODE, 2)]
    assert twice.collisions(elsewhere) == []


@pytest.mark.parametrize("name", ["甲  乙", " 甲 乙", "甲\u3000乙", "\u200b甲 乙", "甲 \u00ad乙"])
def test_names_that_nobody_can_tell_apart_are_one(name: str):
    line = read(name=name, parent=f"总网格/ {name}/一  网格")
    assert isinstance(line, Line)
    assert (line.parent, line.name) == (("总网格", "甲 乙", "一 网格"), "甲 乙")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_and_heading_is_said_and_read_in_every_language(language: str):
    say = Catalogue.of_service("grids").say
    said = {each: say(language, f"terms.{type(each).__name__}.{each.value}", {}) for each in (*C, *F)}
    assert [each for each, words in said.items() if words.startswith("terms.")] == []
    _, places = HEADINGS.find([[said[column] for column in C]])
    assert places == {column: place for place, column in enumerate(C)}
    assert set(NEEDED) <= set(places)
