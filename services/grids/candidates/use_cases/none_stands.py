"""Why no area stands where one is named: it ended, or nobody knows it."""

from services.grids.candidates.domain.errors import AreaEnded, AreaUnknown
from services.grids.candidates.use_cases.ports import Tx


def none_stands(area_id: str, tx: Tx) -> AreaEnded | AreaUnknown:
    stood = tx.area_kinds.stood([area_id]).get(area_id)
    if stood is None:
        return AreaUnknown(area_id=area_id)
    _, _, ended_on = stood
    return AreaEnded(area_id=area_id, ended_on=ended_on)
