"""Somebody on duty gets another name or duty phone; a month of birth is taken, and never shown."""

from http import HTTPStatus

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.visit import Visit

LABELS = {"display_name": "staff.display_name", "duty_phone": "areas.phone"}
FIELDS = tuple(LABELS)
MONTH = "birth_month"


def ask(visit: Visit) -> Answer:
    return _page(visit)


def change(visit: Visit) -> Answer:
    """What is as it was seen is not sent: whoever does not show a number takes none away."""
    form, staff_id = visit.form, visit.parameters["staff_id"]
    typed = {name: form.get(name).strip() for name in FIELDS}
    body: Body = {name: said for name, said in typed.items() if said != form.get(f"was.{name}")}
    if month := form.get(MONTH).strip():
        body[MONTH] = month
    try:
        visit.api.patch(f"/v1/staff/{staff_id}", body, key=form.get("key"), seen=form.get("seen"))
    except ApiRefused as refused:
        return _page(visit, Refusal.of(refused, *FIELDS, MONTH))
    visit.forget()
    return visit.redirect(f"/console/staff/{staff_id}?done=staff_changed")


def _page(visit: Visit, refusal: Refusal | None = None) -> Answer:
    """After somebody else's change the form stands on it, but for what was touched."""
    told, form = visit.api.read(f"/v1/staff/{visit.parameters['staff_id']}"), visit.form
    now = {name: told.body[name] or "" for name in FIELDS}
    before = {name: form.get(f"was.{name}") for name in FIELDS}
    typed = {name: form.get(name) for name in FIELDS}
    if refusal and refusal.is_stale:
        typed = {name: now[name] if typed[name].strip() == before[name] else typed[name] for name in FIELDS}
    return visit.page(
        "staff/change.html",
        refusal.status if refusal else HTTPStatus.OK,
        title=visit.speech.say("staff.change_title", name=now["display_name"]),
        person=told.body,
        was={name: visit.seen_after(said, refusal, f"was.{name}") for name, said in now.items()},
        given=(typed if refusal else now) | {MONTH: form.get(MONTH)},
        rows=[(visit.speech.say(LABELS[name]), before[name], now[name]) for name in FIELDS],
        refusal=refusal,
        key=visit.key_after(refusal),
        seen=visit.seen_after(told.tag, refusal),
    )
