"""What the journeys of posts have in common: people, their appointments, and a district's own posts."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from services.chassis.ids import new_id
from tests.days import today
from tests.journeys.district import Row
from tests.journeys.somebody import Refusal, Somebody

ROLES = "/v1/post-roles"
SINCE = "2026-01-01"
A_BATCH = 500


def day(later: int) -> str:
    return today(later).isoformat()


def enter(somebody: Somebody, names: Iterable[str], **more: Any) -> list[Row]:
    people = [{"id": new_id(), "display_name": name, "duty_phone": "00000000001"} | more for name in names]
    for first in range(0, len(people), A_BATCH):
        somebody.do("/v1/staff/batch", {"staff": people[first : first + A_BATCH]})
    return people


def a_duty(person: Row, area_id: str, role: str, /, **more: Any) -> Row:
    usual = {"id": new_id(), "area_id": area_id, "role": role, "staff_id": person["id"], "valid_from": SINCE}
    return usual | more


def appoint(somebody: Somebody, *duties: Row) -> list[Row]:
    items: list[Row] = []
    for first in range(0, len(duties), A_BATCH):
        batch = {"appointments": list(duties[first : first + A_BATCH])}
        items += somebody.do("/v1/appointments/batch", batch)["items"]
    return items


def not_appointed(somebody: Somebody, *duties: Row) -> Refusal:
    return somebody.refused("POST", "/v1/appointments/batch", {"appointments": list(duties)})


def of_the_row(refused: Refusal) -> set[str]:
    """The fields of the one appointment that was asked for."""
    return {name.removeprefix("appointments.0.") for name in refused.named}


def a_role(key: str, *kinds: str, **more: Any) -> Row:
    names = {"name_zh": f"{key}岗", "name_en": key.replace("_", " ").title()}
    return {"key": key, "kinds": list(kinds)} | names | more


def set_roles(somebody: Somebody, roles: list[Row], valid_from: str = SINCE) -> Row:
    tag = somebody.get(ROLES).headers["ETag"]
    answer = somebody.ask("PUT", ROLES, {"valid_from": valid_from, "roles": roles}, match=tag)
    assert answer.is_success, answer.text
    return dict(answer.json())


def usual_roles(somebody: Somebody) -> list[Row]:
    return list(somebody.read(ROLES)["roles"])


def months_before(years: int, since: date | None = None) -> str:
    """The month of birth of somebody who is so old, today unless a day is given."""
    since = since or today()
    return f"{since.year - years}-{since.month:02}"
