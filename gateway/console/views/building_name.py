"""A building, or the estate that it stands in, is called otherwise; its dwellings and labels stay."""

from http import HTTPStatus
from urllib.parse import urlencode

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.changed_place import FILLED
from gateway.console.visit import Visit
from gateway.etag import seen_version

LABELS = {"estate": "buildings.estate", "name": "buildings.name"}
FIELDS = tuple(LABELS)


def ask(visit: Visit) -> Answer:
    return _page(visit)


def rename(visit: Visit) -> Answer:
    """What is as it was seen is not sent: somebody else may have changed it since."""
    form, path = visit.form, f"/v1/buildings/{visit.parameters['building_id']}"
    typed = {name: form.get(name).strip() for name in FIELDS}
    body: Body = {name: said for name, said in typed.items() if said != form.get(f"was.{name}")}
    try:
        named = visit.api.patch(path, body, key=form.get("key"), seen=form.get("seen"))
    except ApiRefused as refused:
        return _page(visit, Refusal.of(refused, *FIELDS))
    visit.forget()
    done = "same_name" if named["version"] == seen_version(form.get("seen")) else "renamed"
    after = f"&{urlencode({'after': form.get('after')})}" if form.get("after") else ""
    return visit.redirect(f"/console/areas/{named['community_id']}/buildings?done={done}{after}")


def _page(visit: Visit, refusal: Refusal | None = None) -> Answer:
    """After somebody else's change the form stands on it, but for what was touched."""
    told = visit.api.read(f"/v1/buildings/{visit.parameters['building_id']}")
    building, form, visit.keeps = told.body, visit.given, True
    now: dict[str, str] = {name: building[name] for name in FIELDS}
    before = {name: form.get(f"was.{name}", now[name]) for name in FIELDS}
    typed = {name: form.get(name, "" if refusal or form.get(FILLED) else now[name]) for name in FIELDS}
    if refusal and refusal.is_stale:
        typed = {name: now[name] if typed[name].strip() == before[name] else typed[name] for name in FIELDS}
    area = visit.area(building["community_id"])
    return visit.page(
        "buildings/name.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=visit.speech.say("rename.title", name=f"{now['estate']} {now['name']}"),
        building=building,
        area=area,
        above=above(visit, area) if area else [],
        was={name: visit.seen_after(said, refusal, f"was.{name}") for name, said in now.items()},
        given=typed,
        after=form.get("after"),
        rows=[(visit.speech.say(LABELS[name]), before[name], now[name]) for name in FIELDS],
        refusal=refusal,
        key=visit.key_after(refusal),
        seen=visit.seen_after(told.tag, refusal),
    )
