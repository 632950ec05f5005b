"""QR labels of an area: made for its grids, buildings and units, listed, and printed on sheets."""

from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.labelled import labelled
from gateway.console.views.units import all_of
from gateway.console.visit import Visit

AT_ONCE = 60
MOST_AT_ONCE = 500
"""Targets that one command names."""
WHAT = ("grids", "buildings", "units")


def index(visit: Visit) -> Answer:
    return _page(visit)


def make(visit: Visit) -> Answer:
    """What has a label keeps it, so that what was made before a refusal is there."""
    form, area_id = visit.form, visit.parameters["area_id"]
    if not form.all("what"):
        said = {"what": visit.speech.say("labels.none_ticked")}
        return _page(visit, Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, {}, None, said, is_above=False))
    targets = _targets(visit, area_id)
    if not targets:
        return visit.redirect(f"/console/areas/{area_id}/labels?done=no_labels")
    try:
        for first in range(0, len(targets), MOST_AT_ONCE):
            part = targets[first : first + MOST_AT_ONCE]
            visit.api.post("/v1/labels/batch", {"targets": part}, key=f"{form.get('key')}-{first}")
    except ApiRefused as refused:
        return _page(visit, Refusal.of(refused))
    return visit.redirect(f"/console/areas/{area_id}/labels?done=labels_made")


def sheet(visit: Visit) -> Answer:
    """As the API draws it: a page of its own, to print."""
    area_id, after = visit.parameters["area_id"], visit.query.get("after")
    drawn = visit.api.answer("/v1/label-sheets", area_id=area_id, after=after, limit=AT_ONCE)
    drawn.headers = [header for header in drawn.headers if header[0] != "Link"]
    return drawn


def label(visit: Visit) -> Answer:
    return _label(visit)


def image(visit: Visit) -> Answer:
    """The one code, shown where it is to be printed."""
    drawn = visit.api.answer(f"/v1/labels/{visit.parameters['token']}/image")
    drawn.headers = [header for header in drawn.headers if header[0] != "Content-Disposition"]
    return drawn


def printed(visit: Visit) -> Answer:
    """The one code with what it is on."""
    return _label(visit, template="labels/print.html")


def revoke(visit: Visit) -> Answer:
    return _called_back(visit, "revoke", "label_revoked")


def replace(visit: Visit) -> Answer:
    return _called_back(visit, "replace", "label_replaced")


def _listed(visit: Visit, area: Body, after: str) -> Body:
    return visit.api.get("/v1/labels", area_id=area["id"], after=after, limit=AT_ONCE)


def _called_back(visit: Visit, how: str, done: str) -> Answer:
    """To the code that stands now: the new one, or the one that was called back."""
    form, area_id = visit.form, visit.parameters["area_id"]
    path = f"/v1/labels/{visit.parameters['token']}/{how}"
    try:
        label = visit.api.post(path, {}, key=form.get("key"), seen=form.get("seen"))
    except ApiRefused as refused:
        return _label(visit, Refusal.of(refused), sent=how)
    return visit.redirect(f"/console/areas/{area_id}/labels/{label['token']}?done={done}")


def _label(
    visit: Visit, refusal: Refusal | None = None, template: str = "labels/label.html", sent: str = ""
) -> Answer:
    """`sent` is which of its forms was refused."""
    area = visit.api.get(f"/v1/areas/{visit.parameters['area_id']}")
    told, line = visit.api.read(f"/v1/labels/{visit.parameters['token']}"), above(visit, area)
    after = visit.given.get("after")
    target = visit.area(told.body["target_id"]) if told.body["kind"] == "area" else None
    return visit.page(
        template,
        refusal.status if refusal else HTTPStatus.OK,
        title_key="labels.one",
        area=area,
        above=line,
        label=told.body,
        is_ended=target is not None and not target["active"],
        name=labelled(visit, told.body, lambda: _listed(visit, area, after)["items"]),
        after=after,
        refusal=refusal,
        key=visit.key_after(refusal),
        seen=visit.seen_after(told.tag, refusal),
        now=told.tag,
        sent=sent,
    )


def _what(visit: Visit, area: Body) -> tuple[str, ...]:
    """Nothing above a community: there are more than one page can name."""
    if visit.levels.level(area["kind"])["is_community"]:
        return WHAT
    return WHAT[:1] if _is_grid(visit, area) else ()


def _targets(visit: Visit, area_id: str) -> list[Body]:
    offered = _what(visit, visit.api.get(f"/v1/areas/{area_id}"))
    what = [each for each in visit.form.all("what") if each in offered]
    found: list[Body] = []
    if "grids" in what:
        below = all_of(visit, f"/v1/areas/{area_id}/subtree")
        found += [_target("area", each["id"]) for each in below if each["active"] and _is_grid(visit, each)]
    if "buildings" in what or "units" in what:
        for building in all_of(visit, "/v1/buildings", community_id=area_id):
            found += [_target("building", building["id"])] if "buildings" in what else []
            units = range(1, building["units"] + 1) if "units" in what else ()
            found += [_target("unit", building["id"]) | {"unit": unit} for unit in units]
    return found


def _is_grid(visit: Visit, area: Body) -> bool:
    """Whatever lies below the community."""
    return visit.levels.is_within_community(area["kind"])


def _target(kind: str, target_id: str) -> Body:
    return {"kind": kind, "target_id": target_id}


def _page(visit: Visit, refusal: Refusal | None = None) -> Answer:
    area = visit.api.get(f"/v1/areas/{visit.parameters['area_id']}")
    after = visit.query.get("after")
    return visit.page(
        "labels/index.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=area["name"],
        area=area,
        above=above(visit, area),
        page=_listed(visit, area, after),
        after=after,
        what=_what(visit, area),
        refusal=refusal,
        key=visit.key_after(refusal),
    )
