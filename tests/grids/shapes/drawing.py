"""Drawing, asked of a house."""

from typing import Any

from tests.grids.builders import id_of
from tests.grids.house import House
from tests.grids.shapes.outlines import polygon, ring


def draw(house: House, area: str, west: float, south: float, width: float, seen: int = 0) -> None:
    shape = polygon(ring(west, south, width))
    house.ask("draw_shape", area_id=id_of(area), shape=shape, seen_version=seen)


def at(house: House, lon: str, lat: str, **more: str) -> str:
    return str(house.ask("find_area_at", lon=lon, lat=lat, **more)["name"])


def shape_of(house: House, area: str) -> Any:
    return house.ask("get_shape", area_id=id_of(area))
