"""The grids of a community get their numbers: how that is done is said first, what was given afterwards."""

from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.area_ended import ended
from gateway.console.visit import Visit

MOST = 500
"""Of the grids without a number that are named."""


def ask(visit: Visit) -> Answer:
    return _page(visit)


def give(visit: Visit) -> Answer:
    """What was given stands in the answer alone: the same form once more is answered with the same."""
    path = f"/v1/areas/{visit.parameters['area_id']}/grid-codes"
    try:
        given = visit.api.post(path, {}, key=visit.form.get("key"))
    except ApiRefused as refused:
        return _page(visit, Refusal.of(refused))
    visit.forget()
    visit.back = "" if given["left"] else f"/console/areas/{visit.parameters['area_id']}"
    return _page(visit, given=given)


def _page(visit: Visit, refusal: Refusal | None = None, given: Body | None = None) -> Answer:
    area = visit.api.get(f"/v1/areas/{visit.parameters['area_id']}")
    if not area["active"]:
        return ended(visit, area)
    return visit.page(
        "areas/grid_codes.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=visit.speech.say("grid_codes.title", name=area["name"]),
        area=area,
        above=above(visit, area),
        given=given,
        most=MOST,
        refusal=refusal,
        key=visit.key_after(refusal),
    )
