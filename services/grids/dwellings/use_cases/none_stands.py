"""Why no area stands where one is named: it ended, or nobody knows it."""

from collections.abc import Collection
from datetime import date

from services.grids.dwellings.domain.errors import AreaEnded, AreaUnknown
from services.grids.dwellings.use_cases.ports import Places


def ended_of(area_ids: Collection[str], places: Places) -> dict[str, date]:
    """The days on which they ended, of those that the caller may see."""
    stood = places.stood(area_ids) if area_ids else {}
    return {area_id: ended_on for area_id, (_, _, ended_on) in stood.items() if ended_on is not None}


def none_stands(area_id: str, places: Places) -> AreaEnded | AreaUnknown:
    ended_on = ended_of([area_id], places).get(area_id)
    return AreaEnded(area_id=area_id, ended_on=ended_on) if ended_on else AreaUnknown(area_id=area_id)
