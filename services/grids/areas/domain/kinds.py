"""The kinds of area (区划与网格) and which kind stands under which."""

from collections.abc import Mapping
from enum import StrEnum


class AreaKind(StrEnum):
    """县区, 街道乡镇, 社区, 总网格, 一般网格, 微网格, 专属网格."""

    COUNTY = "county"
    TOWNSHIP = "township"
    COMMUNITY = "community"
    GENERAL_TOTAL = "general_total"
    BASE = "base"
    MICRO = "micro"
    EXCLUSIVE = "exclusive"


BELOW: Mapping[AreaKind | None, frozenset[AreaKind]] = {
    None: frozenset({AreaKind.COUNTY}),
    AreaKind.COUNTY: frozenset({AreaKind.TOWNSHIP}),
    AreaKind.TOWNSHIP: frozenset({AreaKind.COMMUNITY}),
    AreaKind.COMMUNITY: frozenset({AreaKind.GENERAL_TOTAL}),
    AreaKind.GENERAL_TOTAL: frozenset({AreaKind.BASE, AreaKind.EXCLUSIVE}),
    AreaKind.BASE: frozenset({AreaKind.MICRO}),
    AreaKind.MICRO: frozenset(),
    AreaKind.EXCLUSIVE: frozenset(),
}
"""None stands for "no parent": a district's tree begins at its county."""
