"""An area is founded below another one: its level, name and code, its first day and its document."""

from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.area_codes import DOUBTED, SCHEMES
from gateway.console.views.area_ended import ended
from gateway.console.visit import Visit
from gateway.console.warrant import FIELDS as WARRANT
from gateway.console.warrant import warrant_of

TYPED = ("kind", "name", "scheme", "code")


def ask(visit: Visit) -> Answer:
    return _page(visit)


def found(visit: Visit) -> Answer:
    area = _area(visit)
    try:
        founded = visit.api.post(
            "/v1/areas/batch", {"areas": [area]} | warrant_of(visit.form), key=visit.form.get("key")
        )
    except ApiRefused as refused:
        refused = refused.of_row("areas.0").of_row("codes.0")
        return _page(visit, Refusal.of(refused, *TYPED, *WARRANT))
    visit.forget()
    done = DOUBTED if founded["warnings"] else "founded"
    return visit.redirect(f"/console/areas/{area['id']}?done={done}")


def _area(visit: Visit) -> Body:
    """A code that is given with it holds from its first day."""
    form = visit.form
    parent_id = visit.parameters["area_id"]
    area: Body = {"id": visit.id_of("area"), "parent_id": parent_id, "name": form.get("name").strip()}
    if code := form.get("code").strip():
        begins = form.get("effective_on") or visit.today
        area["codes"] = [{"scheme": form.get("scheme").strip(), "code": code, "valid_from": begins}]
    return area | {"kind": form.get("kind")}


def _page(visit: Visit, refusal: Refusal | None = None) -> Answer:
    parent = visit.api.get(f"/v1/areas/{visit.parameters['area_id']}")
    if not parent["active"]:
        return ended(visit, parent)
    visit.keeps = True
    kinds = visit.levels.kinds_below(parent["kind"])
    given = {name: visit.given.get(name) for name in (*TYPED, *WARRANT)}
    return visit.page(
        "areas/new.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=visit.speech.say("new_area.title", name=parent["name"]),
        area=parent,
        above=above(visit, parent),
        kinds=kinds,
        schemes=SCHEMES,
        given=given | {"kind": given["kind"] or (kinds[0] if len(kinds) == 1 else "")},
        refusal=refusal,
        key=visit.key_after(refusal),
    )
