"""What the journeys of levels have in common: a district's scheme, and ground founded by it."""

import secrets
from collections import Counter
from dataclasses import replace
from typing import Any

from services.chassis.ids import new_id
from tests.days import today
from tests.journeys.district import Row, an_area
from tests.journeys.somebody import Refusal, Somebody

LEVELS = "/v1/level-schemes"
A_BATCH = 500


def new_district(officer: Somebody) -> Somebody:
    """The officer of a district that has no ground yet."""
    return replace(officer, district="t" + secrets.token_hex(5), principal=new_id())


def set_levels(somebody: Somebody, valid_from: str = "", **what: Any) -> Row:
    """From today on, unless another day is given."""
    tag = somebody.get(LEVELS).headers["ETag"]
    answer = somebody.ask("PUT", LEVELS, {"valid_from": valid_from or today().isoformat(), **what}, match=tag)
    assert answer.is_success, answer.text
    return dict(answer.json())


def not_set(somebody: Somebody, valid_from: str = "", **what: Any) -> Refusal:
    tag = somebody.get(LEVELS).headers["ETag"]
    return somebody.refused(
        "PUT", LEVELS, {"valid_from": valid_from or today().isoformat(), **what}, match=tag
    )


def a_level(kind: str, *parents: str, **more: Any) -> Row:
    named = {"kind": kind, "name_zh": f"{kind}级", "name_en": kind.title(), "parents": list(parents)}
    return named | more


def found(somebody: Somebody, areas: list[Row]) -> list[Row]:
    """By batches, what is above before what is below."""
    for start in range(0, len(areas), A_BATCH):
        somebody.do("/v1/areas/batch", {"areas": areas[start : start + A_BATCH]})
    return areas


def spread(kind: str, parents: list[Row], count: int) -> list[Row]:
    """So many areas of a kind, as evenly as it goes under these parents."""
    return [
        an_area(kind, parents[number % len(parents)]["id"], name=f"{kind} {number + 1:03}")
        for number in range(count)
    ]


def kinds_below(somebody: Somebody, area: Row) -> Counter[str]:
    """How many areas of each kind there are, itself with them."""
    return Counter(row["kind"] for row in somebody.all(f"/v1/areas/{area['id']}/subtree", limit=200))
