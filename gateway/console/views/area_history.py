"""What became of an area in the course of time, and what stood below it on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.visit import Visit

AT_ONCE = 50
THEN_AT_ONCE = 100
MOST_NAMED = 30
"""Areas that are asked for by name for one page; of the rest it says how many they are."""
NAMED_AT_ONCE = 3


@dataclass(frozen=True)
class Shown:
    """`moved` is what moved, where that is another than the area itself: one came under it, or left it."""

    change: Body
    came_of: "Side"
    led_to: "Side"
    moved: "Side | None" = None


@dataclass(frozen=True)
class Side:
    """What a change came of, or led to: some by name, and how many more."""

    names: list[str]
    more: int = 0


def index(visit: Visit) -> Answer:
    area = visit.api.get(f"/v1/areas/{visit.parameters['area_id']}")
    on, after = visit.query.get("on"), visit.query.get("after")
    refusal, then = None, None
    if on:
        try:
            then = visit.api.get(f"/v1/areas/{area['id']}/then", on=on, after=after, limit=THEN_AT_ONCE)
        except ApiRefused as refused:
            refusal = Refusal.of(refused, "on")
    changes = visit.api.get(f"/v1/areas/{area['id']}/changes", after="" if on else after, limit=AT_ONCE)
    return visit.page(
        "areas/history.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=area["name"],
        area=area,
        above=above(visit, area),
        changes=changes,
        rows=list(_rows(visit, area, changes["items"])),
        then=then,
        depth=lambda each: _depth(each, area),
        on=on,
        is_later=bool(after),
        refusal=refusal,
    )


def _rows(visit: Visit, area: Body, changes: list[Body]) -> Iterator[Shown]:
    known: dict[str, str] = {area["id"]: area["name"]}
    for each in changes:
        if each["kind"] == "renamed":
            yield Shown(each, Side([each["was"]]), Side([each["became"]]))
            continue
        is_move = each["kind"] == "resubordinated"
        came_of = [each["was"]] if is_move else each["from_ids"]
        led_to = [each["became"]] if is_move else each["to_ids"]
        moved = _side(visit, known, each["to_ids"]) if is_move and area["id"] not in each["to_ids"] else None
        yield Shown(each, _side(visit, known, came_of), _side(visit, known, led_to), moved)


def _side(visit: Visit, known: dict[str, str], area_ids: list[str | None]) -> Side:
    ids = [each for each in area_ids if each]
    for area_id in ids[:NAMED_AT_ONCE]:
        if area_id not in known and len(known) <= MOST_NAMED:
            place = visit.area(area_id)
            known[area_id] = place["name"] if place else visit.speech.say("history.outside")
    names = [known[each] for each in ids if each in known][:NAMED_AT_ONCE]
    return Side(names, len(ids) - len(names))


def _depth(each: Body, area: Body) -> int:
    """Levels below the area itself, as it stood that day."""
    _, beginning, below = each["path"].partition(area["path"].rstrip("/").rpartition("/")[2] + "/")
    return int(below.count("/")) if beginning else 0
