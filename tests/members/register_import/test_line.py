"""A row becomes a person, or says everything that is wrong with it."""

from datetime import date, datetime
from typing import Any

import pytest

from services.members.register_import.domain.address import Address, Dwelling, Dwellings, Place
from services.members.register_import.domain.columns import Column
from services.members.register_import.domain.faults import Fault
from services.members.register_import.domain.line import Line, read_line
from tests.members.builders import TODAY, a_number

DWELLINGS = Dwellings(
    [Place("d-301", "lane", "锦绣苑", "1栋", "1", "301"), Place("d-302", None, "锦绣苑", "1栋", "1", "302")]
)
USUAL: dict[Column, Any] = {
    Column.ESTATE: "锦绣苑",
    Column.BUILDING: "1栋",
    Column.UNIT: 1,
    Column.ROOM: "301",
    Column.NAME: "张三",
    Column.RELATION: "户主",
    Column.DOCUMENT_NUMBER: a_number(),
    Column.SEX: "男",
    Column.BIRTH_DATE: "1950-01-01",
    Column.PHONE: "13900000000",
    Column.EMAIL: "zhang@example.org",
}


def read(**different: Any) -> tuple[Line | None, list[tuple[str, str]]]:
    cells = USUAL | {Column(name): value for name, value in different.items()}
    line, wrong = read_line(7, cells, DWELLINGS, TODAY)
    return line, [(each.column.value, each.fault.value) for each in wrong]


def taken(**different: Any) -> Line:
    line, wrong = read(**different)
    assert line is not None, wrong
    return line


def faults(**different: Any) -> list[tuple[str, str]]:
    line, wrong = read(**different)
    assert line is None
    return wrong


def test_a_usual_row_is_a_person():
    line = taken()
    assert (line.row, line.dwelling, line.name, line.relation) == (7, Dwelling("d-301", "lane"), "张三", "02")
    assert (line.sex, line.birth_date, line.residency) == (1, date(1950, 1, 1), "registered")
    assert (line.document_kind, line.document_number) == ("identity_number", a_number())
    assert (line.phone, line.email) == ("13900000000", "zhang@example.org")


def test_sex_and_birth_date_are_taken_from_the_number():
    line = taken(sex=None, birth_date=None)
    assert (line.sex, line.birth_date) == (1, date(1950, 1, 1))


@pytest.mark.parametrize(
    "said",
    [
        "1950/1/1",
        "1950.01.01",
        "1950年1月1日",
        "19500101",
        19500101.0,
        18264,
        18264.0,
        date(1950, 1, 1),
        datetime(1950, 1, 1),
    ],
)
def test_a_date_is_read_as_text_as_figure_and_as_date(said: Any):
    assert taken(birth_date=said).birth_date == date(1950, 1, 1)


@pytest.mark.parametrize(
    "said", ["990001195001010015", " 990001 19500101 0015 ", "９９０００１１９５００１０１００１５"]
)
def test_a_number_is_read_as_it_was_typed(said: str):
    assert taken(document_number=said).document_number == a_number()


@pytest.mark.parametrize("said", ["张\x00三", "张\u200b三", "\ufeff张三", "张三\n", "张 三"])
def test_what_nobody_sees_in_a_name_is_not_in_it(said: str):
    assert taken(name=said).name == "张三"


def test_a_phone_typed_as_a_figure_is_a_phone():
    assert taken(phone=13900000000.0).phone == "13900000000"


@pytest.mark.parametrize("said", [None, "", "无", "-"])
def test_who_has_no_phone_or_e_mail_has_none(said: Any):
    line = taken(phone=said, email=said)
    assert (line.phone, line.email) == (None, None)


def test_a_child_without_a_number_has_a_birth_date():
    line = taken(document_number=None, birth_date="2026-01-02", relation="子")
    assert (line.document_kind, line.document_number, line.birth_date) == (None, None, date(2026, 1, 2))


def test_another_document_is_taken_as_it_is():
    line = taken(document_kind="护照", document_number="e 1234567")
    assert (line.document_kind, line.document_number) == ("other", "E1234567")


@pytest.mark.parametrize(
    ("different", "column", "fault"),
    [
        ({"name": " "}, "name", Fault.REQUIRED),
        ({"name": "长" * 101}, "name", Fault.TOO_LONG),
        ({"building": None}, "building", Fault.REQUIRED),
        ({"room": "999"}, "room", Fault.UNKNOWN_DWELLING),
        ({"room": "302"}, "room", Fault.DWELLING_WITHOUT_GRID),
        ({"document_number": "990001195001010014"}, "document_number", Fault.NUMBER_CHECK_DIGIT),
        ({"document_number": "990001194102290015"}, "document_number", Fault.NUMBER_BIRTH_DATE),
        ({"document_number": "99000119500101"}, "document_number", Fault.NUMBER_SHAPE),
        ({"document_number": 990001195001010015.0}, "document_number", Fault.DIGITS_LOST),
        ({"birth_date": "1950-01-02"}, "birth_date", Fault.BIRTH_DATE_CONTRADICTS),
        ({"birth_date": "1950-02-30"}, "birth_date", Fault.NOT_A_DATE),
        ({"birth_date": "1950"}, "birth_date", Fault.NOT_A_DATE),
        ({"birth_date": 1950.0}, "birth_date", Fault.NOT_A_DATE),
        ({"birth_date": "春天"}, "birth_date", Fault.NOT_A_DATE),
        ({"birth_date": "2026-03-06"}, "birth_date", Fault.DATE_TO_COME),
        ({"birth_date": None, "document_number": None}, "birth_date", Fault.REQUIRED),
        ({"sex": "女"}, "sex", Fault.SEX_CONTRADICTS),
        ({"sex": "?"}, "sex", Fault.UNKNOWN_SEX),
        ({"relation": "邻居的猫"}, "relation", Fault.UNKNOWN_RELATION),
        ({"relation": None}, "relation", Fault.REQUIRED),
        ({"residency": "外星"}, "residency", Fault.UNKNOWN_RESIDENCY),
        ({"phone": "12345"}, "phone", Fault.NOT_A_PHONE),
        ({"email": "zhang"}, "email", Fault.NOT_AN_EMAIL),
        ({"email": "zhang@example.org\r\nBcc: li@example.org"}, "email", Fault.NOT_AN_EMAIL),
        ({"email": 12345.0}, "email", Fault.NOT_AN_EMAIL),
    ],
)
def test_what_is_wrong_is_named_by_its_column(different: dict[str, Any], column: str, fault: Fault):
    assert faults(**different) == [(column, fault.value)]


def test_everything_that_is_wrong_is_named_at_once():
    wrong = faults(name=None, phone="1", sex="女", room="999")
    assert wrong == [
        ("room", "unknown_dwelling"),
        ("name", "required"),
        ("sex", "sex_contradicts"),
        ("phone", "not_a_phone"),
    ]


def test_the_day_today_is_no_day_to_come():
    assert taken(document_number=None, birth_date=TODAY.isoformat()).birth_date == TODAY


@pytest.mark.parametrize("building", ["1栋", "1幢", "01", "1", 1.0, "第1栋", "１号楼"])
@pytest.mark.parametrize("room", ["301", 301.0, "301室", "0301"])
def test_an_address_is_known_however_it_is_written(building: Any, room: Any):
    assert taken(building=building, room=room, unit="1单元").dwelling.id == "d-301"


def test_without_an_estate_the_community_s_only_one_is_meant():
    assert taken(estate=None, unit=None).dwelling.id == "d-301"
    assert Address.of("", "1", "", "1").unit == "1"


@pytest.mark.parametrize(("length", "fits"), [(40, True), (41, False)])
def test_another_document_s_number_is_no_longer_than_a_search_takes(length: int, fits: bool):
    cells = USUAL | {Column.DOCUMENT_KIND: "护照", Column.DOCUMENT_NUMBER: "E" * length}
    line, wrong = read_line(7, cells | {Column.BIRTH_DATE: "1950-01-01"}, DWELLINGS, TODAY)
    assert (line is not None) is fits
    assert [each.fault for each in wrong] == ([] if fits else ["too_long"])


def test_two_buildings_that_cannot_be_told_apart_are_none():
    both = Dwellings(
        [Place(id, "lane", "锦绣苑", name, "1", "101") for id, name in (("a", "1栋"), ("b", "1号楼"))]
    )
    assert both.find(Address.of("锦绣苑", "1栋", "1", "101")) is None
