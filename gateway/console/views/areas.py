"""The ground: its tree, opened level by level, a search by name, and each area's page."""

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.views.above import above
from gateway.console.views.area_ended import successors
from gateway.console.visit import Visit

AT_ONCE = 50
FOUND_AT_ONCE = 20
MOST_NEW = 4
"""Of one split."""


def tree(visit: Visit) -> Answer:
    tops = visit.api.get("/v1/areas/tops", limit=AT_ONCE, after=visit.query.get("after"))
    opened = tops["items"][0]["id"] if len(tops["items"]) == 1 else None
    below = visit.api.get(f"/v1/areas/{opened}/children", limit=AT_ONCE) if opened else None
    return visit.page(
        "areas/tree.html",
        title_key="areas.title",
        tops=tops,
        opened=opened,
        below=below,
        gone=[] if tops["items"] or visit.query.get("after") else _gone(visit),
    )


def _gone(visit: Visit) -> list[tuple[Body, list[Body]]]:
    """Areas of the caller's roles that stand no more, each with what succeeded it, as far as they see any."""
    held = dict.fromkeys(grant.area_id for grant in visit.caller.grants)
    areas = [area for area_id in held if (area := visit.area(area_id)) and not area["active"]]
    return [(area, successors(visit, area)) for area in areas]


def children(visit: Visit) -> Answer:
    area_id = visit.parameters["area_id"]
    rows = visit.api.get(f"/v1/areas/{area_id}/children", limit=AT_ONCE, after=visit.query.get("after"))
    return visit.page("areas/rows.html", rows=rows, parent_id=area_id, opened=None, below=None)


def found(visit: Visit) -> Answer:
    """What begins with what is typed; nothing for nothing."""
    wanted, rows = named(visit)
    if visit.is_fragment:
        return visit.page("areas/found.html", wanted=wanted, rows=rows)
    return visit.page("areas/found_page.html", title_key="areas.title", wanted=wanted, rows=rows)


def named(visit: Visit, limit: int = FOUND_AT_ONCE) -> tuple[str, Body]:
    """What was typed, and the areas whose names begin so."""
    wanted = visit.query.get("name_prefix").strip()
    none: Body = {"items": [], "next": None}
    return wanted, visit.api.get("/v1/areas", name_prefix=wanted, limit=limit) if wanted else none


def area(visit: Visit) -> Answer:
    shown = visit.api.get(f"/v1/areas/{visit.parameters['area_id']}")
    is_asked = shown["active"] and visit.may("grids.find_holder")
    post = visit.find(f"/v1/areas/{shown['id']}/holder") if is_asked else None
    after = visit.query.get("after")
    below = visit.api.get(f"/v1/areas/{shown['id']}/children", limit=AT_ONCE, after=after)
    return visit.page(
        "areas/area.html",
        title=shown["name"],
        area=shown,
        above=above(visit, shown),
        post=post,
        successors=successors(visit, shown),
        chain=_chain(visit, shown),
        new=[new for each in visit.query.all("new")[:MOST_NEW] if (new := visit.area(each))],
        below=below,
    )


def _chain(visit: Visit, area: Body) -> Body | None:
    """Who answers for it, from below; of what stands no more nobody does."""
    asked = area["active"] and visit.may("grids.find_responsible")
    return visit.find(f"/v1/areas/{area['id']}/responsible") if asked else None
