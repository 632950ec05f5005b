"""Long work: what runs, how far it is, and how it ended."""

from dataclasses import dataclass
from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.problems import SOON_OVER
from gateway.console.refusal import Refusal
from gateway.console.visit import Visit

AT_ONCE = 20
OVER = {"done", "failed", "cancelled"}


@dataclass
class Found:
    """The jobs of all services, newest first; `away` are services that do not answer."""

    items: list[Body]
    away: list[str]
    next: str | None = None


def index(visit: Visit) -> Answer:
    services = visit.desk.permitted.services_with("list_jobs")
    one = visit.query.get("service")
    found = jobs_of(visit, [one] if one in services else services, visit.query.get("after") if one else "")
    return visit.page(
        "jobs/index.html", title_key="jobs.title", found=found, services=services, service=one, over=OVER
    )


def row(visit: Visit) -> Answer:
    """One line anew."""
    job = visit.api.get(f"/v1/jobs/{visit.parameters['job_id']}")
    return visit.page("jobs/row.html", job=job, over=OVER)


def job(visit: Visit) -> Answer:
    return _page(visit)


def cancel(visit: Visit) -> Answer:
    job_id = visit.parameters["job_id"]
    try:
        visit.api.post(f"/v1/jobs/{job_id}/cancel", {}, key=visit.form.get("key"))
    except ApiRefused as refused:
        return _page(visit, Refusal.of(refused))
    return visit.redirect(f"/console/jobs/{job_id}?done=cancelled")


def job_of(visit: Visit, begun: Body) -> Body | None:
    """The job of what has begun, to whoever is shown it: its asker, while it is kept, and few others."""
    try:
        return visit.api.get(f"/v1/jobs/{begun['job_id']}")
    except ApiRefused as refused:
        if refused.status in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND):
            return None
        raise


def jobs_of(visit: Visit, services: list[str], after: str = "") -> Found:
    found = Found([], [])
    for service in services:
        try:
            page = visit.api.get(f"/v1/operator/{service}/jobs", limit=AT_ONCE, after=after)
        except ApiRefused as refused:
            if refused.status not in SOON_OVER:
                raise
            found.away.append(service)
            continue
        found.items += page["items"]
        found.next = page["next"] if len(services) == 1 else None
    found.items.sort(key=lambda job: str(job["created_at"]), reverse=True)
    return found


def _page(visit: Visit, refusal: Refusal | None = None) -> Answer:
    shown = visit.api.get(f"/v1/jobs/{visit.parameters['job_id']}")
    return visit.page(
        "jobs/job.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=visit.speech.term("job_kind", shown["kind"]),
        job=shown,
        over=OVER,
        refusal=refusal,
        key=visit.key_after(refusal),
    )
