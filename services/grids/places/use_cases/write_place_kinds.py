"""A district says from a day on which kinds of place it has; places of one that goes stay what they are."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.places.domain.kinds import KindEdition, PlaceKind, PlaceKinds
from services.grids.places.use_cases.ports import Begin


@dataclass(frozen=True)
class WritePlaceKinds:
    """`seen_version` 0 is that of the preset."""

    valid_from: date
    kinds: tuple[PlaceKind, ...]
    seen_version: int


def write_place_kinds(command: WritePlaceKinds, begin: Begin, caller: Caller, today: date) -> PlaceKinds:
    edition = KindEdition(command.seen_version + 1, command.valid_from, command.kinds)
    with begin(caller) as tx:
        tx.place_kinds.must_be_writable()
        tx.place_kinds.get(command.seen_version).may_change_from(command.valid_from, today)
        tx.place_kinds.add(edition)
        tx.record(edition.written())
        return tx.place_kinds.get()
