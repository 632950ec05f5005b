"""What grids tells in T8's stories, in its own words: changes of the ground, people, closings of cases."""

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from services.chassis import wire
from services.chassis.domain import Event
from services.chassis.errors import ServiceUnavailable
from services.chassis.storage.envelopes import envelope_of, type_of
from services.grids.cases.domain.events import CaseClosed
from services.grids.posts.domain.events import StaffChanged, StaffRow
from tests.faults.ground import Ground, id_of

Row = dict[str, Any]
SOURCE = "grids"
PAGE = 2
TOLD_AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class News:
    """One event; however often it is delivered it has its id and says the same."""

    id: str
    said: Event
    moment: int = 0
    """After how many changes of the ground."""

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


def staff_row(word: str, version: int) -> StaffRow:
    """Every third version is a removal."""
    return StaffRow(id_of(word), f"{word} at {version}", f"0000000{version:04d}", version, version % 3 == 0)


def staff_changed(rows: list[tuple[str, int]]) -> StaffChanged:
    told = tuple(staff_row(*row) for row in rows)
    return StaffChanged(told[0].id, told)


def case_closed(closing: Closing) -> CaseClosed:
    case, area, raiser = (id_of(f"{closing.case}'s {word}") for word in ("case", "area", "raiser"))
    return CaseClosed(case, "510108006004-2026-000001", area, raiser, closing.version)


@dataclass
class Source:
    """Stands for grids where it is asked: what it held after `moment` changes of its ground, in pages of two.

    Of its people it always gives what it holds at last.
    """

    ground: Ground = field(default_factory=Ground)
    staff: dict[str, int] = field(default_factory=dict)
    moment: int = 0
    is_away: bool = False

    def hear_of(self, news: News) -> None:
        """Whatever is told has happened."""
        self.moment = max(self.moment, news.moment)

    def rows(self, mirror: str) -> list[Row]:
        """In the order of their ids."""
        if mirror == "areas":
            return list(self.ground.moments[self.moment].rows)
        found = [asdict(staff_row(*held)) for held in self.staff.items()]
        return sorted(found, key=lambda row: str(row["id"]))

    def call(self, service: str, method: str, body: Row) -> Row:
        if self.is_away:
            raise ServiceUnavailable(service=service)
        assert service == SOURCE
        now = self.ground.moments[self.moment]
        if method == "read_tree_log":
            version = body["after"][0]
            page = _page([row for row in now.moves if row["tree_version"] > version], "tree_version")
            page["next"] = page["next"] and [page["next"]]
        else:
            rows = self.rows(method.removeprefix("feed_"))
            page = _page([row for row in rows if row["id"] > body.get("after", "")], "id")
        return page | {"tree_version": now.tree_version}


def _page(left: list[Row], by: str) -> Row:
    page = left[:PAGE]
    return {"items": page, "next": page[-1][by] if len(left) > PAGE else None}
