"""The kinds of groupings (编组): what a district names sets of units by, beside the nesting of its areas."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GroupingKind:
    """A base grid never splits a grouping of a `whole` kind. A kind that is there stays as it is."""

    kind: str
    name_zh: str
    name_en: str
    whole: bool = False
    version: int = 1


COURTYARD = "courtyard"
"""Where an address has one, it says so."""
USUAL = (
    GroupingKind("building", "楼栋", "Building"),
    GroupingKind(COURTYARD, "院落", "Courtyard"),
    GroupingKind("estate", "小区", "Estate"),
    GroupingKind("residents_group", "居民小组", "Residents' group", whole=True),
    GroupingKind("stairwell", "楼道", "Stairwell"),
)
"""What every district has; it adds its own."""
