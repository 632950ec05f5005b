"""A batch of areas to be founded: in which order, and what is wrong with it in itself."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from services.grids.areas.domain.codes import NewCode
from services.grids.areas.domain.errors import AreaTwiceInBatch, CycleInBatch


@dataclass(frozen=True)
class NewArea:
    """The parent may be in the same batch, before or after it."""

    id: str
    parent_id: str | None
    kind: str
    name: str
    codes: tuple[NewCode, ...] = ()


def parents_first(batch: Sequence[NewArea]) -> list[NewArea]:
    """The batch in an order in which every parent comes before its children."""
    by_id = {new.id: new for new in batch}
    numbers = {new.id: number for number, new in enumerate(batch)}
    if len(by_id) < len(batch):
        twice = Counter(new.id for new in batch).most_common(1)[0][0]
        raise AreaTwiceInBatch(area_id=twice).at(f"areas.{numbers[twice]}.id")
    above = {new.id: [new.parent_id] if new.parent_id in by_id else [] for new in batch}
    try:
        return [by_id[area_id] for area_id in TopologicalSorter(above).static_order()]
    except CycleError as cycle:
        inside = cycle.args[1][0]
        raise CycleInBatch(area_id=inside).at(f"areas.{numbers[inside]}.parent_id") from None


def parents_outside(batch: Sequence[NewArea]) -> set[str]:
    """The parents that have to stand already."""
    return {new.parent_id for new in batch if new.parent_id} - {new.id for new in batch}
