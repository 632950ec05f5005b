"""Somebody reads which kinds of place the district has, and will have."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.places.domain.kinds import PlaceKinds
from services.grids.places.use_cases.ports import Begin


@dataclass(frozen=True)
class GetPlaceKinds:
    """The district has one list."""


def get_place_kinds(_: GetPlaceKinds, begin: Begin, caller: Caller) -> PlaceKinds:
    with begin(caller) as tx:
        return tx.place_kinds.get()
