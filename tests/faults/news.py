"""What grids tells in T8's stories, in its own words: areas and people row by row, closings of cases."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from services.chassis import wire
from services.chassis.domain import Event
from services.chassis.storage.envelopes import envelope_of, type_of
from services.grids.areas.domain.events import AreaRow, AreasChanged
from services.grids.cases.domain.events import CaseClosed
from services.grids.posts.domain.events import StaffChanged, StaffRow

Row = dict[str, Any]
SOURCE = "grids"
PAGE = 2
TOLD_AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class News:
    """One event; however often it is delivered it has its id and says the same."""

    id: str
    said: Event

    @property
    def type(self) -> str:
        return type_of(self.said, SOURCE)

    def body(self, district: str) -> bytes:
        told = envelope_of(self.said, district, service=SOURCE, request_id="t8", now=TOLD_AT)
        return wire.dumps(told | {"id": self.id})


@dataclass(frozen=True)
class Closing:
    case: str
    version: int


def id_of(word: str) -> str:
    return str(uuid5(NAMESPACE_OID, word))


def area_row(word: str, version: int) -> AreaRow:
    """Every third version is a removal; at every second one it has no parent."""
    parent = id_of(f"above {word}") if version % 2 else None
    name, removed = f"{word} at {version}", version % 3 == 0
    return AreaRow(id_of(word), parent, f"{version}/{word}/", "micro", name, not removed, version, removed)


def staff_row(word: str, version: int) -> StaffRow:
    """Every third version is a removal."""
    return StaffRow(id_of(word), f"{word} at {version}", f"0000000{version:04d}", version, version % 3 == 0)


def areas_changed(rows: list[tuple[str, int]]) -> AreasChanged:
    told = tuple(area_row(*row) for row in rows)
    return AreasChanged(told[0].id, rows[0][1], told)


def staff_changed(rows: list[tuple[str, int]]) -> StaffChanged:
    told = tuple(staff_row(*row) for row in rows)
    return StaffChanged(told[0].id, told)


def case_closed(closing: Closing) -> CaseClosed:
    case, area, raiser = (id_of(f"{closing.case}'s {word}") for word in ("case", "area", "raiser"))
    return CaseClosed(case, "510108006004-2026-000001", area, raiser, closing.version)


ROWS: dict[str, Callable[[str, int], Any]] = {"areas": area_row, "staff": staff_row}
CHANGED = {"areas": areas_changed, "staff": staff_changed}


@dataclass
class Source:
    """Stands for grids where it is asked for its rows: all that it holds at last, in pages of two."""

    held: dict[str, dict[str, int]]

    def rows(self, mirror: str) -> list[Row]:
        found = [asdict(ROWS[mirror](*held)) for held in self.held[mirror].items()]
        return sorted(found, key=lambda row: str(row["id"]))

    def versions(self, mirror: str) -> dict[str, int]:
        return {row["id"]: row["version"] for row in self.rows(mirror)}

    def call(self, service: str, method: str, body: Row) -> Row:
        assert service == SOURCE
        after = body.get("after", "")
        left = [row for row in self.rows(method.removeprefix("feed_")) if row["id"] > after]
        page = left[:PAGE]
        return {"items": page, "next": page[-1]["id"] if len(left) > PAGE else None}
