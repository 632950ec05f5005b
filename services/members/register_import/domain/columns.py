"""Which column of a register (花名册) is which: by its heading, wherever the headings stand."""

import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum

from services.chassis.domain import DomainError

Cells = Sequence[object]
HEADINGS_WITHIN = 10
"""Rows: a title, a unit and a date often stand above the headings."""


class Column(StrEnum):
    ESTATE = "estate"
    BUILDING = "building"
    UNIT = "unit"
    ROOM = "room"
    HOUSEHOLD_NUMBER = "household_number"
    NAME = "name"
    RELATION = "relation"
    DOCUMENT_NUMBER = "document_number"
    DOCUMENT_KIND = "document_kind"
    SEX = "sex"
    BIRTH_DATE = "birth_date"
    PHONE = "phone"
    EMAIL = "email"
    RESIDENCY = "residency"


NEEDED = (Column.BUILDING, Column.ROOM, Column.NAME, Column.RELATION)
_HEADINGS: Mapping[Column, tuple[str, ...]] = {
    Column.ESTATE: ("小区", "小区名称", "所属小区", "院落", "estate"),
    Column.BUILDING: ("楼栋", "楼栋号", "栋", "幢", "栋号", "幢号", "楼号", "building"),
    Column.UNIT: ("单元", "单元号", "unit"),
    Column.ROOM: ("房号", "室", "门牌", "门牌号", "户室", "房间号", "room"),
    Column.HOUSEHOLD_NUMBER: ("户号", "户编号", "家庭编号", "household"),
    Column.NAME: ("姓名", "居民姓名", "人员姓名", "name"),
    Column.RELATION: ("与户主关系", "与户主的关系", "家庭关系", "关系", "relation"),
    Column.DOCUMENT_NUMBER: (
        "身份证号",
        "身份证号码",
        "居民身份证号码",
        "公民身份号码",
        "证件号",
        "证件号码",
        "document number",
    ),
    Column.DOCUMENT_KIND: ("证件类型", "证件种类", "document kind"),
    Column.SEX: ("性别", "sex"),
    Column.BIRTH_DATE: ("出生日期", "出生年月日", "生日", "birth date"),
    Column.PHONE: ("电话", "手机", "手机号", "手机号码", "联系电话", "联系方式", "phone"),
    Column.EMAIL: ("电子邮箱", "电子邮件", "邮箱", "邮箱地址", "email", "e-mail"),
    Column.RESIDENCY: ("人口类型", "人口类别", "居住类型", "户籍类型", "residency"),
}
_BY_HEADING = {heading: column for column, headings in _HEADINGS.items() for heading in headings}


class HeadingsMissing(DomainError):
    """None of the first rows has all of these headings; `columns` are those that the best of them lacks."""

    columns: tuple[Column, ...]


class HeadingTwice(DomainError):
    column: Column


def find_headings(rows: Sequence[Cells]) -> tuple[int, dict[Column, int]]:
    """Which of the first rows has the headings, and the place of each column in it.

    Raises HeadingsMissing or HeadingTwice.
    """
    found = [_headings(row) for row in rows[:HEADINGS_WITHIN]]
    best = max(range(len(found)), key=lambda place: len(found[place]), default=None)
    known = {} if best is None else _places(found[best])
    if missing := tuple(column for column in NEEDED if column not in known):
        raise HeadingsMissing(columns=missing)
    assert best is not None
    return best, known


def is_repeated(row: Cells, places: Mapping[Column, int]) -> bool:
    """The headings once more, as on each printed page."""
    within = [(column, place) for column, place in places.items() if place < len(row)]
    return bool(within) and all(_column(row[place]) is column for column, place in within)


def _headings(row: Cells) -> list[tuple[Column, int]]:
    return [(column, place) for place, cell in enumerate(row) if (column := _column(cell)) is not None]


def _places(headings: Sequence[tuple[Column, int]]) -> dict[Column, int]:
    places: dict[Column, int] = {}
    for column, place in headings:
        if column in places:
            raise HeadingTwice(column=column)
        places[column] = place
    return places


def _column(cell: object) -> Column | None:
    if not isinstance(cell, str):
        return None
    plain = "".join(unicodedata.normalize("NFKC", cell).split("*"))
    return _BY_HEADING.get(" ".join(plain.replace("\n", "").split()).lower().replace("(必填)", ""))
