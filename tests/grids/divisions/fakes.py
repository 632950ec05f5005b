"""The divisions' ports in memory, on the sheets that the room has."""

import csv
from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any

from services.grids.divisions.domain.division import Division, DivisionEvent, EventKind
from services.grids.migrations.divisions import DATA
from tests.grids.kept import Fake, paged


def rows_of(kind: str) -> list[dict[str, str]]:
    return [
        row
        for file in sorted(DATA.glob(f"{kind}*.csv"))
        for row in csv.DictReader(file.read_text("utf-8").splitlines())
    ]


DIVISIONS = [
    Division(
        row["scheme"],
        row["code"],
        row["name"],
        int(row["level"]),
        row["parent_code"] or None,
        date.fromisoformat(row["valid_from"]),
        date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
    )
    for row in rows_of("divisions")
]
EVENTS = [
    DivisionEvent(
        row["id"],
        row["scheme"],
        EventKind(row["kind"]),
        date.fromisoformat(row["day"]),
        row["document_no"],
        tuple(row["from_codes"].split(";")),
        tuple(row["to_codes"].split(";")),
    )
    for row in rows_of("events")
]


class FakeDivisions(Fake):
    def of(self, scheme: str, codes: Collection[str]) -> list[Division]:
        return [each for each in DIVISIONS if each.scheme == scheme and each.code in codes]

    def events_of(self, scheme: str, codes: Collection[str]) -> list[DivisionEvent]:
        return [each for each in EVENTS if each.scheme == scheme and set(each.from_codes) & set(codes)]


class FakeDivisionLists(Fake):
    def below(self, scheme: str, parent: str | None, on: date, after: Any, limit: int) -> Any:
        below = [each for each in DIVISIONS if (each.scheme, each.parent_code) == (scheme, parent)]
        return paged([vars(each) for each in below if each.holds(on)], "code", after, limit)

    def groups(self, scheme: str, code: str, on: date) -> list[tuple[int, str, int]]:
        below = [
            each
            for each in DIVISIONS
            if each.scheme == scheme and each.code.startswith(code) and each.code != code and each.holds(on)
        ]
        counts = Counter((each.level, each.code[-3]) for each in below)
        return [(level, digit, count) for (level, digit), count in counts.items()]
