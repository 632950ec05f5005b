"""Where a row of a register says that somebody lives, and the dwelling that this is."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import Any, NamedTuple

_NUMBER = re.compile(r"[第]?0*(\d+)(?:栋|幢|号楼|楼|座|单元|室|号|户|#)?")
_SUFFIX = re.compile(r"(?:栋|幢|号楼|单元|室)$")


@dataclass(frozen=True)
class Dwelling:
    """`area_id` None: its unit has been given to no grid yet."""

    id: str
    area_id: str | None


class Place(NamedTuple):
    """A dwelling as grids gives it; texts that many of them share are one in memory."""

    id: str
    area_id: str | None
    estate: str
    building: str
    unit: str
    room: str


def place_of(row: Mapping[str, Any]) -> Place:
    """Of a row with id, area_id, estate, building, unit and room."""
    shared = (intern(str(row[name])) for name in ("estate", "building", "unit", "room"))
    return Place(row["id"], row["area_id"] and intern(row["area_id"]), *shared)


@dataclass(frozen=True)
class Address:
    """As it is compared: `1栋`, `1幢`, `01` and `1号楼` are one; without an estate the community has one."""

    estate: str
    building: str
    unit: str
    room: str

    @classmethod
    def of(cls, estate: str, building: str, unit: str, room: str) -> "Address":
        return cls(_plain(estate), _plain(building), _plain(unit) or "1", _plain(room))


class Dwellings:
    """The dwellings of a community by their address; two that cannot be told apart are none."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._known: dict[Address, Dwelling | None] = {}
        for each in places:
            address = Address.of(each.estate, each.building, each.unit, each.room)
            is_twice = address in self._known
            self._known[address] = None if is_twice else Dwelling(each.id, each.area_id)
        estates = {address.estate for address in self._known}
        self._only_estate = estates.pop() if len(estates) == 1 else ""

    def find(self, address: Address) -> Dwelling | None:
        estate = address.estate or self._only_estate
        return self._known.get(Address(estate, address.building, address.unit, address.room))


@lru_cache(maxsize=4096)
def _plain(said: str) -> str:
    text = "".join(unicodedata.normalize("NFKC", said).split()).upper()
    if number := _NUMBER.fullmatch(text):
        return number[1]
    return _SUFFIX.sub("", text)
