"""What service places tell the others: ids, kinds and states."""

from dataclasses import dataclass

from services.chassis.domain import Event


@dataclass(frozen=True)
class PlaceRow:
    id: str
    area_id: str
    kind: str
    version: int


@dataclass(frozen=True)
class PlacesEntered(Event):
    first_place_id: str
    rows: tuple[PlaceRow, ...]


@dataclass(frozen=True)
class PlacesMoved(Event):
    """Into another area: theirs is no more, or was not the right one."""

    first_place_id: str
    rows: tuple[PlaceRow, ...]


@dataclass(frozen=True)
class PlaceChanged(Event):
    place_id: str
    version: int


@dataclass(frozen=True)
class PlaceClosed(Event):
    place_id: str
    closed_on: str
    version: int


@dataclass(frozen=True)
class PlaceReused(Event):
    """Another use from that day on."""

    place_id: str
    kind: str
    valid_from: str
    version: int


@dataclass(frozen=True)
class PlaceUseTakenBack(Event):
    """What began that day never was; the kind is that of the use before, where there was one."""

    place_id: str
    kind: str
    version: int


@dataclass(frozen=True)
class PlaceKindsWritten(Event):
    """`list_id` is always "places": the district has one."""

    list_id: str
    number: int
    valid_from: str
