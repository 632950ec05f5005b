"""Who looks after a grouping: somebody is chosen for a term, and a term gets its end."""

from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.groupings import closed, shown
from gateway.console.views.terms import WITHDRAW, end_of
from gateway.console.visit import Visit

TERM = ("valid_from", "valid_to")
FIELDS = ("staff_id", *TERM)


def ask(visit: Visit) -> Answer:
    return _page(visit)


def add(visit: Visit) -> Answer:
    holding = {name: visit.form.get(name) for name in FIELDS if visit.form.get(name)}
    try:
        _send(visit, holding | {"id": visit.id_of("holding")})
    except ApiRefused as refused:
        return _page(visit, Refusal.of(refused.of_row("holders.0"), *FIELDS))
    return visit.redirect(f"{_place(visit)}?done=holder_set")


def end(visit: Visit) -> Answer:
    """On a day, or withdrawn; what else the holding says stays as it was shown."""
    form, visit.back = visit.form, _place(visit)
    try:
        until = end_of(visit, form.get("valid_from"))
        _send(visit, {name: form.get(name) for name in ("id", *FIELDS)} | {"valid_to": until})
    except ApiRefused as refused:
        return shown(visit, Refusal.of(refused.of_row("holders.0"), "valid_to"), form.get("id"))
    done = "withdrawn" if form.get("do") == WITHDRAW else "holding_ended"
    return visit.redirect(f"{_place(visit)}?done={done}")


def _send(visit: Visit, holding: dict[str, str]) -> None:
    path, form = f"/v1/groupings/{visit.parameters['grouping_id']}/holders", visit.form
    visit.api.post(path, {"holders": [holding]}, key=form.get("key"), seen=form.get("seen"))


def _place(visit: Visit) -> str:
    return f"/console/groupings/{visit.parameters['grouping_id']}"


def _page(visit: Visit, refusal: Refusal | None = None) -> Answer:
    told = visit.api.read(f"/v1/groupings/{visit.parameters['grouping_id']}")
    area = visit.area(told.body["community_id"])
    if told.body["closed_on"]:
        return closed(visit, told.body, area)
    given, visit.keeps = visit.given, True
    return visit.page(
        "groupings/holder.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=visit.speech.say("groupings.holder_of", name=told.body["name"]),
        grouping=told.body,
        area=area,
        above=above(visit, area) if area else [],
        person=visit.staff(given.get("staff_id")),
        valid_from=given.get("valid_from") or visit.desk.clock.today().isoformat(),
        valid_to=given.get("valid_to"),
        refusal=refusal,
        key=visit.key_after(refusal),
        seen=visit.seen_after(told.tag, refusal),
    )
