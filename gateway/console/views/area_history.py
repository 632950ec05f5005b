"""What became of an area in the course of time, and what stood below it on a day."""

from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.visit import Visit

AT_ONCE = 50
THEN_AT_ONCE = 100


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
        then=then,
        depth=lambda each: _depth(each, area),
        on=on,
        is_later=bool(after),
        refusal=refusal,
    )


def _depth(each: Body, area: Body) -> int:
    """Levels below the area itself, as it stood that day."""
    _, beginning, below = each["path"].partition(area["path"].rstrip("/").rpartition("/")[2] + "/")
    return int(below.count("/")) if beginning else 0
