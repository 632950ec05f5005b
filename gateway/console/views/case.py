"""A case's page, and the one step that follows; grids decides whether it is taken."""

from dataclasses import dataclass
from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.visit import Visit


@dataclass(frozen=True)
class Step:
    """What is shown in a state, to whoever may ask for `rpc`; `name` ends its path and its words."""

    name: str
    rpc: str
    done: str


STEPS = {
    "registered": Step("assign", "grids.assign_case", "assigned"),
    "assigned": Step("take-in-hand", "grids.take_case_in_hand", "taken"),
    "in_hand": Step("close", "grids.close_case", "closed"),
}
COMPARED = ("state", "assignee_id", "feedback")


def case(visit: Visit) -> Answer:
    return _page(visit)


def assign(visit: Visit) -> Answer:
    return _step(visit, STEPS["registered"], {})


def take_in_hand(visit: Visit) -> Answer:
    return _step(visit, STEPS["assigned"], {})


def close(visit: Visit) -> Answer:
    return _step(
        visit, STEPS["in_hand"], {"feedback": visit.form.get("feedback").replace("\r\n", "\n").strip()}
    )


def _step(visit: Visit, step: Step, body: Body) -> Answer:
    place = f"/cases/{visit.parameters['case_id']}"
    form = visit.form
    try:
        after = visit.api.post(f"/v1{place}/{step.name}", body, key=form.get("key"), seen=form.get("seen"))
    except ApiRefused as refused:
        return _page(visit, Refusal.of(refused, *body))
    done = "left_vacant" if after["state"] == "registered" else step.done
    return visit.redirect(f"/console{place}?done={done}")


def _page(visit: Visit, refusal: Refusal | None = None) -> Answer:
    told = visit.api.read(f"/v1/cases/{visit.parameters['case_id']}")
    shown, area = told.body, visit.area(told.body["area_id"])
    step = STEPS.get(shown["state"])
    return visit.page(
        "cases/case.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=shown["number"],
        case=shown,
        area=area,
        above=above(visit, area) if area else [],
        step=step if step and visit.may(step.rpc) else None,
        seen=visit.seen_after(told.tag, refusal),
        key=visit.key_after(refusal),
        feedback=visit.form.get("feedback"),
        refusal=refusal,
        was={name: visit.form.get(f"seen_{name}") for name in COMPARED},
        stands_on={name: visit.seen_after(shown[name] or "", refusal, f"seen_{name}") for name in COMPARED},
    )
