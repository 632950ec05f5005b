"""Looks at the plan of every statement that goes to PostgreSQL, as whoever sends it, before it is sent."""

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from services.chassis.storage.postgresql import LeadingCursor

MOST_LOOKED_AT = 5000
"""Rows of a hundred thousand that a statement may look at: a page is 50, a community's a few hundred."""

_PLANNED = re.compile(r"\s*(SELECT|WITH|EXECUTE|INSERT|UPDATE|DELETE)\b")
_PREPARED = re.compile(r"PREPARE (\w+).*? AS (.*)", re.DOTALL)
_NAMED = re.compile(r"\s*EXECUTE (\w+)")
_READING = re.compile(r"\s*SELECT\b(?!.*\bFOR (NO KEY |KEY )?(UPDATE|SHARE))", re.DOTALL)


@dataclass
class Plans:
    """`wrong` has a line for each statement that reads more of a tenants' table than it shows."""

    tenants: Collection[str]
    wrong: dict[str, str] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)
    prepared: dict[str, str] = field(default_factory=dict)

    def told(self) -> Iterator[str]:
        for text, why in self.wrong.items():
            yield f"{why}: {' '.join(text.split())}"

    def look_at(self, text: str, plan: dict[str, Any]) -> None:
        scans = [scan for scan in _scans(plan) if scan.table in self.tenants]
        looked = sum(scan.looked_at for scan in scans)
        whole = [scan.table for scan in scans if scan.is_whole]
        if whole or looked > MOST_LOOKED_AT:
            self.wrong.setdefault(text, f"{whole or ''} {looked}")


@dataclass(frozen=True)
class Scan:
    """`is_whole`: it goes through the table, or all of a district in it, and no page ends it."""

    table: str
    is_whole: bool
    looked_at: int


def _scans(plan: dict[str, Any], *, is_page: bool = False) -> Iterator[Scan]:
    kind = plan["Node Type"]
    is_page = kind == "Limit" or (is_page and kind not in _BLOCKING)
    for below in plan.get("Plans", ()):
        yield from _scans(below, is_page=is_page)
    if kind.endswith("Scan") and (table := plan.get("Relation Name")):
        bitmaps = [node for node in _nodes(plan) if node["Node Type"] == "Bitmap Index Scan"]
        conditions = [node["Index Cond"] for node in bitmaps or [plan] if "Index Cond" in node]
        is_narrow = bool(conditions) and all(map(_OTHERS.search, conditions))
        is_whole = kind == "Seq Scan" or not (is_narrow or is_page)
        yield Scan(table, is_whole, _looked_at(plan))


_BLOCKING = {"Sort", "Incremental Sort", "Hash", "Aggregate", "Materialize", "Memoize", "SetOp"}
_OTHERS = re.compile(r"\b(?!district\b)\w+\)*(::\w+)? (=|<|>|<=|>=|IS) ")


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


def _looked_at(node: dict[str, Any]) -> int:
    left_out = ("Rows Removed by Filter", "Rows Removed by Index Recheck")
    each = node.get("Actual Rows", 0) + sum(node.get(name, 0) for name in left_out)
    return int(each * node.get("Actual Loops", 0))


@contextmanager
def explained(plans: Plans) -> Iterator[None]:
    """What only reads is run, and the rows counted that it looks at; what may write is planned alone.

    The same with the same values is looked at once.
    """
    execute = LeadingCursor.execute

    def explaining(cursor: LeadingCursor, query: Any, values: Any = None) -> None:
        sent = cursor.mogrify(query, values).decode()
        if found := _PREPARED.match(sent):
            plans.prepared[found[1]] = found[2]
        for each in filter(_PLANNED.match, sent.split(";")):
            named = _NAMED.match(each)
            text = plans.prepared[named[1]] if named else each
            if (text, each) in plans.seen:
                continue
            plans.seen.add((text, each))
            how = "ANALYZE, TIMING OFF, SUMMARY OFF, " if _READING.match(text) else ""
            execute(cursor, f"EXPLAIN ({how}FORMAT JSON) {each}")
            [(found,)] = cursor.fetchall()
            plans.look_at(text, found[0]["Plan"])
        execute(cursor, query, values)

    LeadingCursor.execute = explaining  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        LeadingCursor.execute = execute  # type: ignore[method-assign]
