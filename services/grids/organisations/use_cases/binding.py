"""What an organisation may be bound to: an area or a grouping of a kind that its own allows, or nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from services.grids.organisations.domain.errors import (
    AreaEnded,
    AreaUnknown,
    BoundTwice,
    GroupingClosed,
    GroupingUnknown,
    UnboundNeedsWholeDistrict,
)
from services.grids.organisations.domain.kinds import OrganisationKind
from services.grids.organisations.use_cases.ports import Bindable, Named, Tx


@dataclass(frozen=True)
class Ground:
    """Kinds of areas and groupings that are named, as far as the caller sees them."""

    areas: Mapping[str, str]
    ended: Mapping[str, date | None]
    groupings: Mapping[str, Bindable]
    levels: Named
    is_whole: bool

    @classmethod
    def of(cls, area_ids: Collection[str], grouping_ids: Collection[str], tx: Tx, today: date) -> "Ground":
        areas = tx.area_kinds.kinds(area_ids) if area_ids else {}
        others = set(area_ids) - areas.keys()
        stood = tx.area_kinds.stood(others) if others else {}
        return cls(
            areas,
            {area_id: ended_on for area_id, (_, _, ended_on) in stood.items()},
            tx.groupings.find(grouping_ids) if grouping_ids else {},
            tx.level_schemes.on(today),
            tx.scope.area_ids is None,
        )

    def bind(self, kind: OrganisationKind, area_id: str | None, grouping_id: str | None) -> str | None:
        """The area where it lies then. Raises what may not be."""
        if area_id is not None and grouping_id is not None:
            raise BoundTwice
        if grouping_id is not None:
            return self._to_grouping(kind, grouping_id)
        if area_id is None:
            if not self.is_whole:
                raise UnboundNeedsWholeDistrict(organisation_kind=kind.named())
            return None
        if area_id in self.ended:
            raise AreaEnded(area_id=area_id, ended_on=self.ended[area_id])
        if area_id not in self.areas:
            raise AreaUnknown(area_id=area_id)
        kind.may_be_bound(self.areas[area_id], self.levels.named(self.areas[area_id]))
        return area_id

    def _to_grouping(self, kind: OrganisationKind, grouping_id: str) -> str:
        grouping = self.groupings.get(grouping_id)
        if grouping is None:
            raise GroupingUnknown(grouping_id=grouping_id)
        kind.may_be_bound(grouping.kind, grouping.kind, is_grouping=True)
        if grouping.closed_on is not None:
            raise GroupingClosed(grouping_id=grouping_id)
        return grouping.community_id
