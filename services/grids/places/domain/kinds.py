"""The kinds of service place (阵地) of a district, as of days: data, with a preset to begin with."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.chassis.domain import Named
from services.grids.places.domain.errors import (
    KindsChangedInPast,
    KindTwice,
    MobileNotAllowed,
    PlaceKindUnknown,
)
from services.grids.places.domain.events import PlaceKindsWritten

PLACES = "places"
"""The one list of kinds of this room."""


@dataclass(frozen=True)
class PlaceKind:
    """`may_be_mobile`: a van or a tent may be one, without a place of its own."""

    key: str
    name_zh: str
    name_en: str
    may_be_mobile: bool = False

    def named(self) -> Named:
        """With its names, to be said in sentences."""
        return Named(self.key, zh_CN=self.name_zh, en=self.name_en)


@dataclass(frozen=True)
class KindEdition:
    """What holds from a day on, until another edition does; it never changes."""

    number: int
    valid_from: date
    kinds: tuple[PlaceKind, ...]

    def __post_init__(self) -> None:
        key, times = Counter(kind.key for kind in self.kinds).most_common(1)[0]
        if times > 1:
            raise KindTwice(place_kind=key)

    def must_allow(self, key: str, mobile: bool) -> None:
        """Raises PlaceKindUnknown or MobileNotAllowed."""
        kind = next((kind for kind in self.kinds if kind.key == key), None)
        if kind is None:
            raise PlaceKindUnknown(place_kind=key).at("kind")
        if mobile and not kind.may_be_mobile:
            raise MobileNotAllowed(place_kind=kind.named()).at("mobile")

    def may_be_mobile(self, key: str) -> bool:
        """A kind that has left the list stays with its places as it was."""
        return all(kind.may_be_mobile for kind in self.kinds if kind.key == key)

    def written(self) -> PlaceKindsWritten:
        return PlaceKindsWritten(PLACES, self.number, self.valid_from.isoformat())


PRESET = KindEdition(
    0,
    date(1900, 1, 1),
    (
        PlaceKind("health_station", "健康驿站", "health station"),
        PlaceKind("parent_child_room", "亲子小屋", "parent-child room"),
        PlaceKind("deliberation_hall", "议事厅", "deliberation hall"),
        PlaceKind("speaking_room", "说事室", "speaking room"),
        PlaceKind("speaking_box", "说事箱", "speaking box"),
        PlaceKind("canteen", "长者食堂", "canteen"),
        PlaceKind("reading_room", "阅览室", "reading room"),
        PlaceKind("rehabilitation_station", "康复站", "rehabilitation station"),
        PlaceKind("science_hut", "科普小屋", "science hut"),
        PlaceKind("testing_hut", "核酸采样小屋", "testing hut"),
        PlaceKind("warm_heart_home", "暖心家园", "warm-heart home", may_be_mobile=True),
        PlaceKind("party_centre", "党群服务中心", "Party and residents' centre"),
        PlaceKind("volunteer_station", "志愿服务站", "volunteer station", may_be_mobile=True),
        PlaceKind("activity_room", "活动室", "activity room"),
    ),
)


@dataclass(frozen=True)
class PlaceKinds:
    """`version` counts the editions that were ever written; 0: the preset alone."""

    version: int
    editions: tuple[KindEdition, ...]

    @classmethod
    def of(cls, written: Sequence[KindEdition]) -> "PlaceKinds":
        """Of editions that begin on one day the last written holds."""
        ordered = sorted([PRESET, *written], key=lambda edition: edition.number)
        last = {edition.valid_from: edition for edition in ordered}
        return cls(ordered[-1].number, tuple(last[day] for day in sorted(last)))

    def on(self, day: date) -> KindEdition:
        return [edition for edition in self.editions if edition.valid_from <= day][-1]

    def may_change_from(self, valid_from: date, today: date) -> None:
        """Raises KindsChangedInPast."""
        if valid_from < today:
            raise KindsChangedInPast(valid_from=valid_from)
