"""Which column of an estate's sheet (小区楼栋表) is called what."""

from collections.abc import Mapping
from enum import StrEnum

from services.chassis.standards.headings import Headings


class EstateColumn(StrEnum):
    ESTATE = "estate"
    BUILDING = "building"
    UNITS = "units"
    FLOORS = "floors"
    ROOMS_PER_FLOOR = "rooms_per_floor"
    LEFT_OUT = "left_out"
    GRIDS = "grids"


NEEDED = (
    EstateColumn.ESTATE,
    EstateColumn.BUILDING,
    EstateColumn.UNITS,
    EstateColumn.FLOORS,
    EstateColumn.ROOMS_PER_FLOOR,
)
_CALLED: Mapping[EstateColumn, tuple[str, ...]] = {
    EstateColumn.ESTATE: ("小区", "小区名称", "所属小区", "estate"),
    EstateColumn.BUILDING: ("楼栋", "楼栋号", "栋", "幢", "楼号", "building"),
    EstateColumn.UNITS: ("单元数", "单元", "units"),
    EstateColumn.FLOORS: ("层数", "楼层数", "floors"),
    EstateColumn.ROOMS_PER_FLOOR: ("每层户数", "每层房数", "一层几户", "rooms per floor"),
    EstateColumn.LEFT_OUT: ("没有的房间", "缺房", "例外", "exceptions"),
    EstateColumn.GRIDS: ("网格", "微网格", "划入网格", "grids"),
}
HEADINGS = Headings(_CALLED, NEEDED)
FORMS = {
    "zh_CN": tuple(called[0] for called in _CALLED.values()),
    "en": tuple(called[-1] for called in _CALLED.values()),
}
"""The headings of an empty form, in the order of the columns."""
EXAMPLES = {
    "zh_CN": ("锦绣苑", "1栋", "3", "6", "2", "2-301、3-602", "1-2:第一微网格;3:第二微网格"),
    "en": ("Garden estate", "1", "3", "6", "2", "2-301, 3-602", "1-2:First micro-grid;3:Second micro-grid"),
}
"""How a row is filled in; the form says it beside its headings, never as a row."""
