"""Which column of a sheet of areas (区划表) is called what."""

from collections.abc import Mapping
from enum import StrEnum

from services.chassis.standards.headings import Headings


class AreaColumn(StrEnum):
    """Those of NEEDED stand in every sheet; `area_id` and `check` are hidden and filled in by us alone."""

    AREA_ID = "area_id"
    CHECK = "check"
    PARENT = "parent"
    KIND = "kind"
    NAME = "name"
    SCHEME = "scheme"
    CODE = "code"
    VALID_FROM = "valid_from"
    EFFECTIVE_ON = "effective_on"
    DOCUMENT = "document"


NEEDED = (AreaColumn.PARENT, AreaColumn.KIND, AreaColumn.NAME)
_CALLED: Mapping[AreaColumn, tuple[str, ...]] = {
    AreaColumn.AREA_ID: ("区域编号", "area id"),
    AreaColumn.CHECK: ("校验值", "check value"),
    AreaColumn.PARENT: ("上级区域", "上级", "upper area", "parent"),
    AreaColumn.KIND: ("类型", "区域类型", "网格类型", "kind"),
    AreaColumn.NAME: ("名称", "区域名称", "网格名称", "name"),
    AreaColumn.SCHEME: ("代码类别", "代码制", "code scheme", "scheme"),
    AreaColumn.CODE: ("代码", "区划代码", "网格编码", "code"),
    AreaColumn.VALID_FROM: ("代码启用日期", "启用日期", "valid from"),
    AreaColumn.EFFECTIVE_ON: ("生效日期", "effective day"),
    AreaColumn.DOCUMENT: ("文号", "document number"),
}
HEADINGS = Headings(_CALLED, NEEDED)
FIRST_CALLED = {column: called[0] for column, called in _CALLED.items()}
"""The headings of a sheet that is given out in Chinese."""
