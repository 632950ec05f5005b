"""The ground: its tree, opened level by level, a search by name, and each area's page."""

from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.area_ended import successors
from gateway.console.visit import Visit

AT_ONCE = 50
FOUND_AT_ONCE = 20
MOST_NEW = 8
"""Of one split by name; of the rest it says how many they are."""


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
    after, new = visit.query.get("after"), list(dict.fromkeys(visit.query.all("new")))
    below = visit.api.get(f"/v1/areas/{shown['id']}/children", limit=AT_ONCE, after=after)
    on = visit.query.get("on").strip()
    chain, refusal = _chain(visit, shown, on)
    return visit.page(
        "areas/area.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=shown["name"],
        area=shown,
        above=above(visit, shown),
        post=post,
        successors=successors(visit, shown),
        chain=chain,
        on=on,
        refusal=refusal,
        new=[found for each in new[:MOST_NEW] if (found := visit.area(each))],
        more_new=len(new[MOST_NEW:]),
        below=below,
    )


def _chain(visit: Visit, area: Body, on: str) -> tuple[Body | None, Refusal | None]:
    """Who answers for it, from below, today or on a day; today nobody does of what stands no more."""
    if not visit.may("grids.find_responsible"):
        return None, None
    path = f"/v1/areas/{area['id']}/responsible"
    if not on:
        return (visit.find(path) if area["active"] else None), None
    try:
        return visit.api.get(path, on=on), None
    except ApiRefused as refused:
        return None, Refusal.of(refused, "on")
