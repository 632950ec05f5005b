"""Where what was counted on a day belongs in the tree of that day or of a later one: nothing is guessed.

What ended leads to its successors. Of what was split since, nobody knows whose the figure is.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from services.grids.areas.domain.change import ChangeKind

AT_MOST = 5000
"""Areas in one report."""


@dataclass(frozen=True)
class Step:
    """A merge, a split or an abolition."""

    number: int
    kind: ChangeKind
    entered_on: date
    from_ids: frozenset[str]
    to_ids: frozenset[str]


@dataclass(frozen=True)
class Node:
    """An area of the tree; one after those above it."""

    id: str
    parent_id: str | None
    kind: str
    name: str


@dataclass(frozen=True)
class Leads:
    """Where an area's figure may belong; `has_heir`: not only where it had stood when it ended."""

    to_ids: frozenset[str]
    has_heir: bool = True


@dataclass(frozen=True)
class Traced:
    """`of`: the areas whose figures its own is made of."""

    area_id: str
    kind: str
    name: str
    of: tuple[str, ...]


@dataclass(frozen=True)
class Unplaced:
    """`is_counted`: wherever it belongs, that lies in the area of the report, and so its sum has it."""

    area_id: str
    name: str
    to_ids: tuple[str, ...]
    is_counted: bool


@dataclass
class Past:
    """What is known of areas: their steps by whom they led on, and under what those stood that ended."""

    on: date
    steps: dict[str, dict[int, Step]] = field(default_factory=dict)
    stood_under: dict[str, str | None] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def learn(self, steps: Iterable[Step]) -> None:
        for step in steps:
            for area_id in step.from_ids:
                self.steps.setdefault(area_id, {})[step.number] = step

    def leads(self, area_id: str, after: int = 0) -> Leads:
        """The steps of an area follow each other, so there is a last one."""
        for _, step in sorted(self.steps.get(area_id, {}).items()):
            goes_on = area_id in step.to_ids
            if step.number <= after or (goes_on and not self._splits_since(step)):
                continue
            if not step.to_ids:
                break
            return self._all_of(step.to_ids, step.number)
        if area_id not in self.stood_under:
            return Leads(frozenset({area_id}))
        parent_id = self.stood_under[area_id]
        to_ids = self.leads(parent_id).to_ids if parent_id is not None else frozenset()
        return Leads(to_ids, has_heir=False)

    def _all_of(self, area_ids: Collection[str], after: int) -> Leads:
        found = [self.leads(each, after) for each in sorted(area_ids)]
        to_ids = frozenset().union(*(each.to_ids for each in found))
        return Leads(to_ids, any(each.has_heir for each in found))

    def _splits_since(self, step: Step) -> bool:
        return step.kind is ChangeKind.SPLIT and step.entered_on > self.on


def traced(
    nodes: Sequence[Node], known: Collection[str], past: Past
) -> tuple[tuple[Traced, ...], tuple[Unplaced, ...]]:
    """The root first, for what lies in it directly; then each right below, for all that lies in it.

    `nodes` from the root down; `known` are they and whatever leads to them.
    """
    if not nodes:
        return (), ()
    root = nodes[0]
    line: dict[str, str] = {root.id: root.id}
    for node in nodes[1:]:
        above = line[str(node.parent_id)]
        line[node.id] = node.id if above == root.id else above
    of: dict[str, list[str]] = {node.id: [] for node in nodes if line[node.id] == node.id}
    unplaced = []
    for area_id in sorted(known):
        leads = past.leads(area_id)
        here = {line[each] for each in leads.to_ids if each in line}
        is_counted = bool(here) and leads.to_ids <= line.keys()
        if is_counted and len(here) == 1 and (leads.has_heir or here != {root.id}):
            of[here.pop()].append(area_id)
        elif here:
            to_ids = tuple(sorted(leads.to_ids)) if leads.has_heir else ()
            unplaced.append(Unplaced(area_id, past.names[area_id], to_ids, is_counted))
    areas = [Traced(each.id, each.kind, each.name, tuple(of[each.id])) for each in nodes if each.id in of]
    return tuple(areas), tuple(unplaced)
