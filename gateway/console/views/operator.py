"""For whoever runs the house: which services answer, what was set aside, and trying it again."""

from dataclasses import dataclass, field
from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.problems import SOON_OVER
from gateway.console.refusal import Refusal
from gateway.console.views.jobs import OVER, jobs_of
from gateway.console.visit import Visit

AT_ONCE = 100
STATES = ("dead", "parked")
NOT_TOLD = {HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN, *SOON_OVER}


@dataclass
class Service:
    """`counts` by state, of one that `hears` events; `has_more` where there are more than are shown."""

    name: str
    hears: bool
    answers: bool = True
    counts: dict[str, int] = field(default_factory=dict)
    has_more: set[str] = field(default_factory=set)
    running: int = 0


def index(visit: Visit) -> Answer:
    return _page(visit)


def replay(visit: Visit) -> Answer:
    return _decided(visit, "replay", "replayed")


def drop(visit: Visit) -> Answer:
    return _decided(visit, "drop", "dropped")


def _decided(visit: Visit, decision: str, done: str) -> Answer:
    form = visit.form
    body = {"handler": form.get("handler"), "event_id": form.get("event_id")}
    path = f"/v1/operator/{visit.parameters['service']}/events/{decision}"
    try:
        visit.api.post(path, body, key=form.get("key"))
    except ApiRefused as refused:
        return _page(visit, Refusal.of(refused))
    return visit.redirect(f"/console/operator?done={done}")


def _page(visit: Visit, refusal: Refusal | None = None) -> Answer:
    hearing = visit.desk.permitted.services_with("list_set_aside")
    services = [Service(name, name in hearing) for name in visit.desk.permitted.services_with("list_jobs")]
    events = [event for service in services for event in _events_of(visit, service)]
    return visit.page(
        "operator/index.html",
        refusal.status if refusal else HTTPStatus.OK,
        title_key="operator.title",
        services=services,
        states=STATES,
        events=sorted(events, key=lambda event: STATES.index(event["state"])),
        refusal=refusal,
        queues=_queues(visit),
    )


def _events_of(visit: Visit, service: Service) -> list[Body]:
    """And, on the way, how the service fares."""
    events: list[Body] = []
    try:
        for state in STATES if service.hears else ():
            page = visit.api.get(f"/v1/operator/{service.name}/events", state=state, limit=AT_ONCE)
            service.counts[state] = len(page["items"])
            service.has_more |= {state} if page["next"] else set()
            events += [{**event, "service": service.name} for event in page["items"]]
    except ApiRefused as refused:
        if refused.status not in SOON_OVER:
            raise
        service.answers = False
        return events
    if visit.may("*.list_jobs"):
        found = jobs_of(visit, [service.name])
        service.answers = not found.away
        service.running = sum(job["state"] not in OVER for job in found.items)
    return events


def _queues(visit: Visit) -> list[Body] | None:
    """The fullest first, each once however many tell of it; None where the house tells of none."""
    try:
        services = visit.api.get("/v1/operator/status")["services"]
    except ApiRefused as refused:
        if refused.status not in NOT_TOLD:
            raise
        return None
    told: dict[str, Body] = {}
    for each in services:
        for queue in (each["status"] or {}).get("queues") or ():
            name = f"{each['cell']}/{queue['name']}" if each["cell"] else queue["name"]
            told.setdefault(name, {**queue, "name": name})
    return sorted(told.values(), key=lambda queue: (-queue["depth"], queue["name"]))
