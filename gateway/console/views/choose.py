"""Choosing an area for a page that needs one: found by its name, and put at the end of the page's address."""

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.places import place_of_ours
from gateway.console.views.areas import named
from gateway.console.visit import Visit

AT_ONCE = 12
MOST = 50
PICKED = "merge"
"""The form on the asking page that takes what is chosen along with what else stands in it."""


def area(visit: Visit) -> Answer:
    """Those that stand no more are not offered, nor what is asked for itself and what lies below it.

    Where it has to be of some kinds, those of others neither.
    """
    of = visit.area(visit.query.get("of"))
    wanted, rows = named(visit, MOST if of else AT_ONCE)
    kinds = visit.query.all("kind")
    offered = [
        each
        for each in rows["items"]
        if each["active"] and not _is_of(visit, each, of) and (not kinds or each["kind"] in kinds)
    ]
    is_unfit = bool(rows["items"]) and not offered
    rows = {"items": offered[:AT_ONCE], "next": rows["next"] or offered[AT_ONCE:]}
    template = "choose/areas.html" if visit.is_fragment else "choose/areas_page.html"
    return visit.page(
        template,
        title_key="choose.title",
        wanted=wanted,
        rows=rows,
        is_unfit=is_unfit,
        to=place_of_ours(visit.query.get("to")),
        is_too_much=bool(visit.query.get("pick")) and not visit.query.get("to") and not visit.is_fragment,
        of=visit.query.get("of"),
        but=visit.query.get("but"),
        pick=PICKED if visit.query.get("pick") == PICKED else "",
    )


def _is_of(visit: Visit, area: Body, of: Body | None) -> bool:
    return of is not None and (area["path"].startswith(of["path"]) or area["id"] == visit.query.get("but"))
