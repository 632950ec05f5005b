"""The ground: its tree, opened level by level, a search by name, and each area's page."""

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.visit import Visit

AT_ONCE = 50
FOUND_AT_ONCE = 20
DEEPEST = 12
"""Areas above an area; six levels are the most that there are."""


def tree(visit: Visit) -> Answer:
    tops = visit.api.get("/v1/areas/tops", limit=AT_ONCE, after=visit.query.get("after"))
    return visit.page("areas/tree.html", title_key="areas.title", tops=tops)


def children(visit: Visit) -> Answer:
    area_id = visit.parameters["area_id"]
    below = visit.api.get(f"/v1/areas/{area_id}/children", limit=AT_ONCE, after=visit.query.get("after"))
    return visit.page("areas/rows.html", rows=below, parent_id=area_id)


def found(visit: Visit) -> Answer:
    """What begins with what is typed; nothing for nothing."""
    wanted = visit.query.get("name_prefix").strip()
    rows = visit.api.get("/v1/areas", name_prefix=wanted, limit=FOUND_AT_ONCE) if wanted else {"items": []}
    return visit.page("areas/found.html", wanted=wanted, rows=rows)


def area(visit: Visit) -> Answer:
    shown = visit.api.get(f"/v1/areas/{visit.parameters['area_id']}")
    return visit.page(
        "areas/area.html", title=shown["name"], title_key="areas.title", area=shown, above=above(visit, shown)
    )


def above(visit: Visit, area: Body) -> list[Body]:
    """From the uppermost one that this caller sees down to the one right above."""
    line: list[Body] = []
    parent = visit.area(area["parent_id"])
    while parent is not None and len(line) < DEEPEST:
        line.insert(0, parent)
        parent = visit.area(parent["parent_id"])
    return line
