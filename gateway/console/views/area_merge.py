"""Areas of one kind become one: which, what would move, then it is done; this one goes on, or a new one."""

from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.form import Form, version
from gateway.console.places import fits, place_with
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.area_ended import ended
from gateway.console.visit import Visit
from gateway.console.warrant import FIELDS as WARRANT
from gateway.console.warrant import warrant_of
from services.chassis.ids import new_id

FIELDS = (*WARRANT, "sources", "target", "founded", "holder_of", "name")
TYPED = ("name", "holder_of", *WARRANT)


def ask(visit: Visit) -> Answer:
    return _form(visit, visit.query)


def merge(visit: Visit) -> Answer:
    """First it is looked at; `do` says whether it is to be done, or to be written anew."""
    form = visit.form
    if form.get("add") or form.get("leave_out"):
        return _with_others(visit, _chosen(form))
    if form.get("do") == "edit":
        return _form(visit, form)
    area_id, do_it = visit.parameters["area_id"], form.get("do") == "merge"
    body = _command(visit, area_id)
    try:
        if not do_it:
            return _look(visit, visit.api.post("/v1/areas/merge/preview", body, key=new_id()))
        done = visit.api.post("/v1/areas/merge", body, key=form.get("key"))
    except ApiRefused as refused:
        return _form(visit, form, Refusal.of(refused, *FIELDS))
    visit.forget()
    return visit.redirect(f"/console/areas/{done['areas'][0]['id']}?done=merged")


def _with_others(visit: Visit, chosen: list[tuple[str, str]]) -> Answer:
    """Its address has what was chosen; the page itself where that is more than an address holds."""
    place = place_with(visit.request.path, chosen)
    if fits(place):
        return visit.redirect(place)
    visit.form = Form((*chosen,))
    return _form(visit, visit.form)


def _chosen(form: Form) -> list[tuple[str, str]]:
    """What stands in the form, with the area that was added and without the one that was left out."""
    sources = [each for each in (*form.all("source"), form.get("add")) if each != form.get("leave_out")]
    return [*((name, form.get(name)) for name in TYPED), *(("source", each) for each in sources)]


def _command(visit: Visit, area_id: str) -> Body:
    """With the versions that the page showed."""
    form = visit.form
    seen = [
        {"area_id": each, "seen_version": version(form.get(f"version.{each}"))}
        for each in dict.fromkeys(form.all("source"))
        if each not in ("", area_id)
    ]
    this = {"area_id": area_id, "seen_version": version(form.get("seen"))}
    body: Body = warrant_of(form) | ({"holder_of": form.get("holder_of")} if form.get("holder_of") else {})
    if not (name := form.get("name").strip()):
        return body | {"sources": seen, "target": this}
    founded = {"id": visit.id_of("merged"), "name": name, "kind": form.get("kind")}
    founded |= {"parent_id": form.get("parent_id")} if form.get("parent_id") else {}
    return body | {"sources": [this, *seen], "founded": founded}


def _form(visit: Visit, given: Form, refusal: Refusal | None = None) -> Answer:
    area, sources = _areas(visit, given)
    if not area["active"]:
        return ended(visit, area)
    visit.keeps = True
    given_sources = [("source", each["id"]) for each in sources]
    chosen = [*((name, given.get(name)) for name in TYPED), *given_sources]
    address = place_with(f"/console/areas/{area['id']}/merge", chosen)
    return visit.page(
        "areas/merge.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=visit.speech.say("merge.title", name=area["name"]),
        area=area,
        above=above(visit, area),
        sources=sources,
        address=f"{address}{'&' if '?' in address else '?'}source=" if fits(address) else "",
        given={name: given.get(name) for name in TYPED},
        refusal=refusal,
        key=visit.key_after(refusal),
        seen=visit.looked_at_after(str(area["version"]), refusal),
        versions={
            each["id"]: visit.looked_at_after(str(each["version"]), refusal, f"version.{each['id']}")
            for each in sources
        },
        was_sent=bool(refusal and refusal.may_be_done and visit.form.get("do") == "merge"),
    )


def _look(visit: Visit, foreseen: Body) -> Answer:
    """What is done afterwards names the versions and the ids that were looked at."""
    area, sources = _areas(visit, visit.form)
    visit.keeps = True
    return visit.page(
        "areas/merge_look.html",
        title=visit.speech.say("merge.title", name=area["name"]),
        area=area,
        above=above(visit, area),
        sources=sources,
        foreseen=foreseen,
        refusal=None,
        key=visit.form.get("key"),
    )


def _areas(visit: Visit, given: Form) -> tuple[Body, list[Body]]:
    """This one, and those that merge with it, each once, as they are now."""
    area = visit.api.get(f"/v1/areas/{visit.parameters['area_id']}")
    others = dict.fromkeys(each for each in given.all("source") if each not in ("", area["id"]))
    return area, [visit.api.get(f"/v1/areas/{each}") for each in others]
