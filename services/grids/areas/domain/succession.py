"""Areas that come out of areas: what a merge or a split does, worked out before anything is written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from services.grids.areas.domain.area import Area, Move
from services.grids.areas.domain.change import Change, ChangeKind
from services.grids.areas.domain.change_errors import (
    EffectiveBeforeLastChange,
    MergeAcrossCommunities,
    MergeOfDifferentKinds,
    NameBeside,
    StandsWrong,
    TargetBelowSource,
    TooManyMoved,
)
from services.grids.areas.domain.codes import AreaCode
from services.grids.areas.domain.events import AreasReplaced
from services.grids.areas.domain.kinds import Kinds

AT_MOST = 500
UnitKey = tuple[str, int]
"""A building's id and the number of the unit in it."""


@dataclass(frozen=True)
class Succession:
    """`moves` are child areas with where they go, `units` where the dwellings go; `settled` and `regrouped`
    are buildings and groupings with the community into which they come.

    What else lies in the areas that end goes to the primary. None: there is nothing, and no successor.
    """

    kind: ChangeKind
    day: date
    document_number: str | None
    split_id: str | None
    ended: Sequence[Area]
    founded: Sequence[Area]
    primary: Area | None
    codes: Sequence[AreaCode] = ()
    moves: Sequence[tuple[Area, Move]] = ()
    units: Mapping[UnitKey, str] = field(default_factory=dict)
    settled: Mapping[str, str] = field(default_factory=dict)
    holder_of: str | None = None
    regrouped: Mapping[str, str] = field(default_factory=dict)

    @property
    def ended_ids(self) -> tuple[str, ...]:
        return tuple(area.id for area in self.ended)

    @property
    def primary_id(self) -> str | None:
        return self.primary.id if self.primary else None

    @property
    def targets(self) -> Sequence[Area]:
        """The primary first."""
        others = [area for area in self.founded if area.id != self.primary_id]
        return [*([self.primary] if self.primary else []), *others]

    @property
    def to_ids(self) -> tuple[str, ...]:
        return tuple(area.id for area in self.targets)

    @property
    def goes_on(self) -> Area | None:
        """The primary, if it stood before."""
        return None if self.primary in self.founded else self.primary

    @property
    def joined_ids(self) -> tuple[str, ...]:
        """Those that become one area; of a split, or of an end without a successor, none."""
        if self.split_id is not None or self.primary is None:
            return ()
        return (*([self.goes_on.id] if self.goes_on else []), *self.ended_ids)

    def change(self) -> Change:
        to_ids = self.to_ids
        from_ids = self.ended_ids if self.split_id is None else (self.split_id,)
        if self.kind is ChangeKind.MERGED and self.goes_on:
            from_ids = (*from_ids, *to_ids)
        moved_ids = tuple(child.id for child, _ in self.moves)
        said = (self.kind, self.day, self.document_number)
        return Change(*said, from_ids, to_ids, self.primary_id, moved_ids=moved_ids)

    def replaced(self, number: int) -> AreasReplaced:
        return AreasReplaced(
            (self.split_id or self.ended_ids[0]),
            number,
            self.kind.value,
            self.day.isoformat(),
            self.ended_ids,
            self.to_ids,
            self.primary_id,
        )


def move_together(
    children: Sequence[tuple[Area, Area]],
    bearers: Mapping[tuple[str | None, str], str],
    day: date,
    kinds: Kinds,
    named: Mapping[str, str],
) -> list[tuple[Area, Move]]:
    """Each child comes under its target; `bearers` are who bears which name there already, `named` says what
    stands in front of the fields of an area that ends, `sources.3.`."""
    if len(children) > AT_MOST:
        raise TooManyMoved(at_most=AT_MOST)
    taken = dict(bearers)
    moves = []
    for child, target in children:
        bearer = taken.setdefault((target.id, child.name), child.id)
        if bearer != child.id:
            beside = NameBeside(area_id=child.id, name=child.name, bearer_id=bearer)
            ended = named.get(str(child.parent_id))
            raise beside if ended is None else beside.at(f"{ended}area_id")
        must_fit(child.id, child.kind, target.kind, kinds)
        target.must_stand_on(day)
        child.change_on(day)
        moves.append((child, child.move(target, None, kinds)))
    return moves


def must_fit(area_id: str, kind: str, parent_kind: str | None, kinds: Kinds) -> None:
    """Raises StandsWrong."""
    if not kinds.knows(kind) or not kinds.may_stand(kind, parent_kind):
        above = kinds.named(parent_kind) if parent_kind else None
        raise StandsWrong(area_id=area_id, area_kind=kinds.named(kind), parent_kind=above)


def must_be_alike(sources: Collection[Area], target: Area, kinds: Kinds, *, is_new: bool = False) -> None:
    """Of one kind, and in one community where the kind lies in one. What is new has no path yet."""
    for source in sources:
        if source.kind != target.kind:
            raise MergeOfDifferentKinds(
                area_id=source.id, area_kind=kinds.named(source.kind), target_kind=kinds.named(target.kind)
            )
        if not is_new and target.path.startswith(source.path):
            raise TargetBelowSource(area_id=source.id, target_id=target.id)
        is_community = target.community_id == target.id
        if not is_community and source.community_id != target.community_id:
            raise MergeAcrossCommunities(area_id=source.id, community_id=source.community_id)


def must_be_over(ended: Sequence[Area], last_days: Mapping[str, date], day: date) -> None:
    """Nothing stood below them on a later day."""
    for area in ended:
        last = last_days.get(area.id)
        if last is not None and day < last:
            raise EffectiveBeforeLastChange(area_id=area.id, effective_on=day, changed_on=last)
