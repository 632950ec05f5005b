"""Areas of one kind become one (合并): one of them, or a new one; all that was theirs is its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.chassis.caller import Caller
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.change import ChangeKind, Warranted
from services.grids.areas.domain.change_errors import (
    SourceTwice,
    TargetAmongSources,
    TargetBelowSource,
    TargetUnclear,
)
from services.grids.areas.domain.codes import AreaCode
from services.grids.areas.domain.errors import AreaUnknown
from services.grids.areas.domain.founding import NewArea
from services.grids.areas.domain.succession import Succession, must_be_alike
from services.grids.areas.domain.tree import Tree
from services.grids.areas.use_cases.foreseeing import Foreseen, foresee
from services.grids.areas.use_cases.hold_borders import hold_borders_of
from services.grids.areas.use_cases.hold_groupings import hold_groupings_of
from services.grids.areas.use_cases.planning import (
    above,
    must_be_over_by,
    must_be_vacant,
    must_stand,
    must_stand_there,
    plan_founding,
    plan_moves,
    plan_settling,
)
from services.grids.areas.use_cases.succeed import Succeeded, carry_out
from services.grids.areas.use_cases.succession_ports import Begin, Tx


@dataclass(frozen=True)
class Seen:
    area_id: str
    seen_version: int


@dataclass(frozen=True)
class MergeAreas(Warranted):
    """Into `target`, which stands, or into `founded`. `holder_of`: whose holder goes on in its post.

    If nobody is named the target keeps its own; what is founded has that of the first source.
    """

    sources: tuple[Seen, ...]
    target: Seen | None = None
    founded: NewArea | None = None
    holder_of: str | None = None

    @property
    def asked(self) -> tuple[Seen, ...]:
        return (*self.sources, *((self.target,) if self.target else ()))

    @property
    def goes_on(self) -> str | None:
        """The area whose holder goes on in the primary's post."""
        return self.holder_of or (self.sources[0].area_id if self.founded else None)


def merge_areas(command: MergeAreas, begin: Begin, caller: Caller, now: datetime, today: date) -> Succeeded:
    _must_be_clear(command)
    with begin(caller) as tx:
        tx.outlines.prepare([each.area_id for each in command.asked])
        tree = tx.trees.lock()
        return carry_out(plan_merge(command, tree, tx, today), tree, tx, now)


def preview_merge(command: MergeAreas, begin: Begin, caller: Caller, today: date) -> Foreseen:
    _must_be_clear(command)
    with begin(caller) as tx:
        plan = plan_merge(command, Tree(), tx, today)
        return foresee(plan, tx.homes.units(plan.ended_ids), tx)


def plan_merge(command: MergeAreas, tree: Tree, tx: Tx, today: date, field: str = "sources") -> Succession:
    """`field` is what names the areas that end."""
    versions = {each.area_id: each.seen_version for each in command.asked}
    named = _named(command, field)
    seen = tx.succeeding.seen(versions, named)
    for area_id, area in seen.items():
        must_stand(area, f"{named[area_id]}area_id")
    sources = [seen[each.area_id] for each in command.sources]
    day = command.day(today)
    primary, founded, codes = _primary(command, seen, sources, tree, tx, day)
    must_be_alike(sources, primary, tx.level_schemes.on(day), is_new=bool(founded))
    children = [(child, primary) for child in tx.succeeding.children([each.id for each in sources])]
    for source in sources:
        source.end(day)
    must_stand_there(primary, tx, day)
    must_be_vacant(primary, command.goes_on, tx, day)
    must_be_over_by(sources, tx, day, today)
    moves = plan_moves(children, tx, day, named)
    units = dict.fromkeys(tx.homes.units([each.id for each in sources]), primary.id)
    succession = Succession(
        ChangeKind.MERGED,
        day,
        command.document_number,
        None,
        sources,
        founded,
        primary,
        codes,
        moves,
        units,
        plan_settling(moves, sources, primary, units, tx, field),
        command.goes_on,
    )
    return hold_groupings_of(hold_borders_of(succession, field, tx), field, tx)


def _named(command: MergeAreas, field: str) -> dict[str, str]:
    """Where each area stands in the request: in a merge, or in an abolition with a successor."""
    is_merge = field == "sources"
    named = {
        each.area_id: f"sources.{number}." if is_merge else "" for number, each in enumerate(command.sources)
    }
    if command.target:
        named[command.target.area_id] = "target." if is_merge else "successor."
    return named


def _primary(
    command: MergeAreas, seen: Mapping[str, Area], sources: Sequence[Area], tree: Tree, tx: Tx, day: date
) -> tuple[Area, list[Area], list[AreaCode]]:
    if command.target:
        return seen[command.target.area_id], [], []
    new = command.founded
    assert new is not None
    parent = above(new.parent_id, new.id, tx, "founded.parent_id")
    for source in sources:
        if parent is not None and parent.path.startswith(source.path):
            raise TargetBelowSource(area_id=source.id, target_id=new.id)
    founded, codes = plan_founding({"founded": new}, parent, tree, tx, day, sources)
    return founded[0], founded, codes


def _must_be_clear(command: MergeAreas) -> None:
    if (command.target is None) == (command.founded is None):
        raise TargetUnclear
    named: set[str] = set()
    for place, each in enumerate(command.sources):
        if each.area_id in named:
            raise SourceTwice(area_id=each.area_id).at(f"sources.{place}.area_id")
        named.add(each.area_id)
    for each in command.sources:
        if command.target and each.area_id == command.target.area_id:
            raise TargetAmongSources(area_id=each.area_id)
    if command.holder_of is not None and command.holder_of not in named:
        raise AreaUnknown(area_id=command.holder_of).at("holder_of")
