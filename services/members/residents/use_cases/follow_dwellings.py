"""Dwellings come into other areas because the areas change; whoever lives there comes along."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.chassis.batches import batches
from services.chassis.caller import Caller
from services.members.residents.domain.events import ROWS_PER_EVENT, ResidentRow, ResidentsChanged
from services.members.residents.use_cases.ports import Begin, Place


@dataclass(frozen=True)
class FollowDwellings:
    rows: tuple[Place, ...]


def follow_dwellings(command: FollowDwellings, begin: Begin, caller: Caller) -> None:
    """An import is as good as before: whom it brought is as it left them, but for where they live."""
    with begin(caller) as tx:
        rehoused = tx.dwelling_places.rehouse(tx.dwelling_places.take(command.rows))
        tx.imports.restate({row.id: (row.version - 1, row.version) for row in rehoused.rows})
        tx.record(*_told(rehoused.rows))
        tx.tallies.moved(rehoused.homes, rehoused.living)


def _told(moved: Sequence[ResidentRow]) -> list[ResidentsChanged]:
    return [ResidentsChanged(batch[0].id, tuple(batch)) for batch in batches(moved, ROWS_PER_EVENT)]
