"""An area that stands no more: what came in its place, wherever a change of it would be asked for."""

from collections.abc import Iterator

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.views.above import above
from gateway.console.visit import Visit

AT_ONCE = 200
ENDING = {"abolished", "merged", "split"}


def ended(visit: Visit, area: Body) -> Answer:
    return visit.page(
        "areas/ended.html",
        title=area["name"],
        area=area,
        above=above(visit, area),
        successors=successors(visit, area),
    )


def successors(visit: Visit, area: Body) -> list[Body]:
    """Those that this caller sees; none of what stands."""
    if area["active"] or not visit.may("grids.list_area_changes"):
        return []
    ends = [
        each
        for each in _changes(visit, area["id"])
        if each["kind"] in ENDING and area["id"] in each["from_ids"]
    ]
    last = max(ends, key=lambda each: int(each["number"]), default=None)
    found = [visit.area(each) for each in last["to_ids"] if each != area["id"]] if last else []
    return [each for each in found if each is not None]


def _changes(visit: Visit, area_id: str) -> Iterator[Body]:
    """From its founding to its end, which is the last of them."""
    after: str | None = ""
    while after is not None:
        page = visit.api.get(f"/v1/areas/{area_id}/changes", limit=AT_ONCE, after=after)
        yield from page["items"]
        after = page["next"]
