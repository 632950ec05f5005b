"""What is told of the dwellings of a grouping whose units change."""

from collections.abc import Mapping, Sequence

from services.chassis.batches import batches
from services.grids.groupings.domain.events import GroupedDwellingRow, GroupedDwellingsChanged
from services.grids.groupings.domain.grouping import Grouping
from services.grids.groupings.domain.units import Regrouped, UnitKey

ROWS_PER_EVENT = 500


def row_id(grouping_id: str, dwelling_id: str) -> str:
    """As rows are ordered by grouping and dwelling."""
    return f"{grouping_id}/{dwelling_id}"


def told(
    grouping: Grouping, changed: Regrouped, dwellings: Mapping[UnitKey, Sequence[str]]
) -> list[GroupedDwellingsChanged]:
    """By the grouping's version; `dwellings` are the ids of those in the units."""
    rows = [
        GroupedDwellingRow(row_id(grouping.id, each), grouping.id, each, grouping.version, is_gone)
        for units, is_gone in ((changed.left, True), (changed.came, False))
        for unit in units
        for each in dwellings.get(unit, ())
    ]
    rows.sort(key=lambda row: row.id)
    return [GroupedDwellingsChanged(batch[0].id, tuple(batch)) for batch in batches(rows, ROWS_PER_EVENT)]
