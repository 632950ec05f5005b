"""Which column of a register (花名册) is called what."""

from collections.abc import Mapping
from enum import StrEnum

from services.chassis.standards.headings import Headings


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
HEADINGS = Headings(_HEADINGS, NEEDED)
