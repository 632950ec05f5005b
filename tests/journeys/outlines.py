"""Shapes that tests draw."""

from typing import Any

from tests.journeys.district import District, Row, etag_of


def square(west: float, south: float, width: float) -> Row:
    east, north = west + width, south + width
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def draw(here: District, area: str, shape: Row | None, *, seen: int = 0, **more: Any) -> Row:
    path = f"/v1/areas/{here.ids[area]}/shape"
    answer = here.officer.ask("PUT", path, {"shape": shape} | more, match=etag_of(seen))
    assert answer.status_code == 200, answer.text
    drawn: Row = answer.json()
    return drawn
