"""Choosing an area for a page that needs one: found by its name, and put at the end of the page's address."""

from gateway.answer import Answer
from gateway.console.places import place_of_ours
from gateway.console.views.areas import named
from gateway.console.visit import Visit

AT_ONCE = 12
PICKED = "merge"
"""The form on the asking page that takes what is chosen along with what else stands in it."""


def area(visit: Visit) -> Answer:
    """Those that stand no more are not offered."""
    wanted, rows = named(visit, AT_ONCE)
    rows["items"] = [each for each in rows["items"] if each["active"]]
    template = "choose/areas.html" if visit.is_fragment else "choose/areas_page.html"
    return visit.page(
        template,
        title_key="choose.title",
        wanted=wanted,
        rows=rows,
        to=place_of_ours(visit.query.get("to")),
        pick=PICKED if visit.query.get("pick") == PICKED else "",
    )
