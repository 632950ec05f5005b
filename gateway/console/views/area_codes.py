"""The codes of an area: one is given from a day on, one ends on a day."""

from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.area_ended import ended
from gateway.console.visit import Visit

SCHEMES = ("LOCAL", "NBS2023", "MCA", "GB2260")
"""Those that every district has; a system's own is typed."""
GIVEN, RETIRED = ("scheme", "code", "valid_from"), ("valid_to",)
DOUBTED = "code_doubted"


def ask(visit: Visit) -> Answer:
    return _page(visit)


def give(visit: Visit) -> Answer:
    form, area_id = visit.form, visit.parameters["area_id"]
    body = {name: form.get(name).strip() for name in GIVEN}
    try:
        given = visit.api.post(f"/v1/areas/{area_id}/codes", body, key=form.get("key"), seen=form.get("seen"))
    except ApiRefused as refused:
        return _page(visit, Refusal.of(refused, *GIVEN))
    return _done(visit, DOUBTED if given["warnings"] else "code_given")


def retire(visit: Visit) -> Answer:
    form, area_id = visit.form, visit.parameters["area_id"]
    body = {name: form.get(name).strip() for name in ("scheme", "code", *RETIRED)}
    try:
        visit.api.post(
            f"/v1/areas/{area_id}/codes/retirements", body, key=form.get("key"), seen=form.get("seen")
        )
    except ApiRefused as refused:
        return _page(visit, Refusal.of(refused, *RETIRED), retired=(body["scheme"], body["code"]))
    return _done(visit, "code_retired")


def _done(visit: Visit, done: str) -> Answer:
    visit.forget()
    return visit.redirect(f"/console/areas/{visit.parameters['area_id']}/codes?done={done}")


def _page(visit: Visit, refusal: Refusal | None = None, retired: tuple[str, str] | None = None) -> Answer:
    """`retired` is the code whose end was refused."""
    place = f"/console/areas/{visit.parameters['area_id']}/codes"
    told = visit.api.read(f"/v1/areas/{visit.parameters['area_id']}")
    area = told.body
    if not area["active"]:
        return ended(visit, area)
    visit.back = place
    given = {name: "" if retired else visit.form.get(name) for name in GIVEN}
    return visit.page(
        "areas/codes.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=visit.speech.say("codes.title", name=area["name"]),
        area=area,
        above=above(visit, area),
        schemes=SCHEMES,
        given=given if refusal else given | {"valid_from": visit.today},
        retired=retired,
        until=visit.form.get("valid_to") if retired else visit.today,
        refusal=refusal,
        key=visit.key_after(refusal),
        seen=visit.seen_after(told.tag, refusal),
        now=told.tag,
    )
