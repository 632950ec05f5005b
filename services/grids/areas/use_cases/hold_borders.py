"""What moves takes its dwellings along: behind it the borders hold as they did before (S2.54)."""

from services.grids.areas.domain.area import Area
from services.grids.areas.domain.errors import BaseGridSplitsGroup, TotalGridCrossesCommunity
from services.grids.areas.domain.succession import Succession
from services.grids.areas.use_cases import succession_ports
from services.grids.areas.use_cases.ports import Tx


def hold_borders(area: Area, community_before: str | None, tx: Tx) -> None:
    """Raises TotalGridCrossesCommunity or BaseGridSplitsGroup."""
    _stay_in_community(area, community_before, tx)
    if split := tx.borders.split_below(area.id):
        raise BaseGridSplitsGroup(grouping_id=split[0], name=split[1]).at("parent_id")


def hold_borders_if_moved(
    area: Area, community_before: str | None, succession: Succession, tx: succession_ports.Tx
) -> None:
    """The same before anything is written; the succession is that of the move."""
    _stay_in_community(area, community_before, tx)
    hold_borders_of(succession, "parent_id", tx)


def hold_borders_of(succession: Succession, field: str, tx: succession_ports.Tx) -> Succession:
    """As it would be, before anything is written. Raises BaseGridSplitsGroup."""
    if split := tx.borders.split_after(succession):
        raise BaseGridSplitsGroup(grouping_id=split[0], name=split[1]).at(field)
    return succession


def _stay_in_community(area: Area, community_before: str | None, tx: Tx) -> None:
    community_id = area.community_id
    is_elsewhere = community_id is not None and community_id != community_before
    building_id = tx.borders.crossed_below(area.id, community_id or "") if is_elsewhere else None
    if building_id is not None:
        raise TotalGridCrossesCommunity(area_id=area.id, building_id=building_id)
