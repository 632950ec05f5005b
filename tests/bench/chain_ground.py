"""The district in which it is asked who answers, as rows: areas in six levels, homes, posts, and what was.

Everything above the micro-grids was called otherwise until `CHANGED`; one micro-grid in ten stood under the
base grid beside its own, one in a hundred has taken another in since and had its unit entered behind that,
and one unit in twenty lay in the micro-grid beside.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Table

from services.grids.areas.domain.change import ChangeKind
from services.grids.areas.store.tables import area_change_sides, area_changes, area_spans, areas
from services.grids.dwellings.store import buildings, dwellings, unit_grids
from services.grids.posts.store.tables import appointments, staff

Row = dict[str, Any]
SINCE, CHANGED = date(2026, 1, 1), date(2026, 3, 1)
IN_TOWNSHIP, BASES, MICROS = 20, 5, 20
"""Communities, base grids of each, and micro-grids of one."""
KINDS = {"county": 1, "township": 2, "community": 3, "general_total": 4, "base": 5, "micro": 6}
ROLES = {"general_total": "chief", "base": "grid_worker", "micro": "micro_grid_worker"}
MOVED, SWOLLEN, REGIVEN = 10, 100, 20
"""One micro-grid, or one unit, in so many."""


def id_of(kind: str, number: int) -> str:
    level = KINDS.get(kind, sum(map(ord, kind)))
    return f"{level:08x}-0000-7000-8000-{number:012x}"


def base_before(micro: int) -> int:
    """The base grid under which it stood before the change."""
    base = micro // MICROS
    return base ^ 1 if micro % MOVED == 0 and (base ^ 1) // BASES == base // BASES else base


def micro_before(unit: int) -> int:
    """The micro-grid in which the unit of that number lay before the change; now that is the same number."""
    return unit ^ 1 if unit % REGIVEN == 3 else unit


class District:
    """`communities` in townships of twenty; each has 100 micro-grids."""

    def __init__(self, communities: int) -> None:
        townships = communities // IN_TOWNSHIP
        bases = communities * BASES
        self._widths = (1, townships, communities, communities, bases, bases * MICROS)
        self.micros = bases * MICROS

    def rows(self) -> Iterator[tuple[Table, list[Row]]]:
        """Table by table, each behind what it refers to."""
        stands = list(self._areas())
        posts = [area for area in stands if area["kind"] in ROLES and area["active"]]
        changes = list(self._changes(stands))
        yield areas, stands
        yield area_changes, [row for row, _ in changes]
        yield area_change_sides, [side for _, sides in changes for side in sides]
        yield area_spans, [span for area in stands for span in _spans(area)]
        yield staff, [_person(number) for number in range(len(posts))]
        yield appointments, [row for number, area in enumerate(posts) for row in _duties(number, area)]
        yield buildings, [_building(number) for number in range(self.micros)]
        yield dwellings, [_home(number) for number in range(self.micros)]
        yield unit_grids, [row for number in range(self.micros) for row in _given(number, len(stands))]

    def _areas(self) -> Iterator[Row]:
        above: list[Row] = []
        for kind, count in zip(KINDS, self._widths, strict=True):
            level = [
                _area(kind, number, above[number * len(above) // count] if above else None)
                for number in range(count)
            ]
            yield from level
            if kind == "micro":
                yield from (_ended(each) for each in level[::SWOLLEN])
            above = level

    def _changes(self, stands: list[Row]) -> Iterator[tuple[Row, list[Row]]]:
        """Numbered in the order of the areas; with who they came of and became."""
        for number, area in enumerate(stands, start=1):
            nth = int(area["id"][-12:], 16)
            if not area["active"]:
                yield _change(number, ChangeKind.ABOLISHED, area["id"], id_of("micro", nth))
            elif area["kind"] != "micro":
                yield _change(number, ChangeKind.RENAMED, area["id"], area["id"])
            elif base_before(nth) != nth // MICROS:
                yield _change(number, ChangeKind.RESUBORDINATED, area["id"], area["id"])


def _area(kind: str, number: int, above: Row | None) -> Row:
    place = id_of(kind, number)
    community = place if kind == "community" else above and above["community_id"]
    has_changed = kind != "micro" or base_before(number) != number // MICROS
    return {
        "id": place,
        "parent_id": above and above["id"],
        "kind": kind,
        "name": f"{kind} {number}",
        "path": f"{above['path'] if above else ''}{KINDS[kind]}{number:x}/",
        "community_id": community,
        "active": True,
        "version": 1,
        "valid_from": SINCE,
        "valid_to": None,
        "since": CHANGED if has_changed else SINCE,
        "founded_in": None,
    }


def _ended(micro: Row) -> Row:
    """What a micro-grid has taken in."""
    nth = int(micro["id"][-12:], 16)
    over = {"active": False, "version": 2, "valid_to": CHANGED, "since": CHANGED}
    path = micro["path"].removesuffix("/") + "x/"
    return {**micro, **over, "id": id_of("ended", nth), "name": f"ended {nth}", "path": path}


def _spans(area: Row) -> Iterator[Row]:
    span = {name: area[name] for name in ("parent_id", "name")} | {"area_id": area["id"]}
    nth = int(area["id"][-12:], 16)
    if area["since"] == CHANGED:
        former = {**span, "valid_from": SINCE, "valid_to": CHANGED}
        if area["kind"] == "micro" and area["active"]:
            former["parent_id"] = id_of("base", base_before(nth))
        elif area["active"]:
            former["name"] = f"former {area['name']}"
        yield former
    if area["active"]:
        yield {**span, "valid_from": area["since"], "valid_to": None}


def _change(number: int, kind: ChangeKind, came_of: str, became: str) -> tuple[Row, list[Row]]:
    said = {"number": number, "kind": kind.value, "effective_on": CHANGED, "document_number": "document 3"}
    left = {"primary_id": None, "was": None, "became": None}
    sides = [
        {"area_id": area_id, "number": number, "side": side}
        for side, area_id in (("from", came_of), ("to", became))
    ]
    return {**said, **left, "by": "bench", "at": datetime.combine(CHANGED, time(9), UTC)}, sides


def _person(number: int) -> Row:
    names = {"display_name": f"person {number}", "duty_phone": "00000000001"}
    return {"id": id_of("person", number), **names, "born": None, "version": 1}


def _duties(number: int, area: Row) -> Iterator[Row]:
    """Nobody in one post of ten, and a deputy in one of twenty."""
    usual = {
        "area_id": area["id"],
        "role": ROLES[area["kind"]],
        "staff_id": id_of("person", number),
        "valid_from": SINCE,
        "valid_to": None,
        "version": 1,
        "deputises": False,
        "grants": None,
        "ex_officio_of": None,
    }
    if number % 10:
        yield {"id": id_of("duty", number), **usual}
    if number % 20 == 0:
        yield {"id": id_of("deputy", number), **usual, "deputises": True, "valid_to": date(2027, 1, 1)}


def _home(number: int) -> Row:
    home = {"id": id_of("home", number), "building_id": id_of("building", number)}
    return {**home, "unit": 1, "floor": 1, "room": "101", "area_id": id_of("micro", number)}


def _given(number: int, last_change: int) -> Iterator[Row]:
    knows = 0 if number % SWOLLEN else last_change
    unit = {"building_id": id_of("building", number), "unit": 1, "knows": knows}
    before = micro_before(number)
    yield {**unit, "valid_from": SINCE, "area_id": id_of("micro", before)}
    if before != number:
        yield {**unit, "valid_from": CHANGED, "area_id": id_of("micro", number)}


def _building(number: int) -> Row:
    names = {"community_id": id_of("community", number // MICROS // BASES), "estate": "estate"}
    counts = {"units": 1, "dwellings": 1, "version": 1}
    return {"id": id_of("building", number), **names, "name": id_of("building", number), **counts}
