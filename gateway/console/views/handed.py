"""What of somebody's may be chosen for a hand-over, and what is chosen already."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus

from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.views.chosen import Chosen
from gateway.console.visit import Visit

MOST_HELD = 100
NOT_SHOWN: Body = {"role": "", "area_id": None, "deputises": False, "valid_to": None}


@dataclass(frozen=True)
class Held:
    """What may be chosen: appointments, but for what comes with another one, and groupings by id and name.

    What is not shown to this caller has no role, or no name. `lists_posts`, `lists_groups`: they could be
    listed, a hundred of them; `has_more`: there are others.
    """

    posts: list[Body]
    groups: list[tuple[str, str]]
    lists_posts: bool
    lists_groups: bool
    has_more: bool

    @property
    def is_empty(self) -> bool:
        return not self.posts and not self.groups


def held(visit: Visit, staff_id: str, on: str, chosen: Chosen) -> Held:
    """What is chosen already may be chosen whatever is listed: it may have gone over meanwhile."""
    of_posts = _listed(visit, "appointments", staff_id, _day_before(on))
    of_groups = _listed(visit, "groupings", staff_id, on)
    posts, groups = _posts(of_posts), _groups(of_groups)
    there = {each["id"] for each in posts}
    others = [each for each in chosen.posts if each not in there]
    shown = [_post(visit, each, is_asked=place < MOST_HELD) for place, each in enumerate(others)]
    left = [each for each in chosen.groups if each not in groups]
    named = [
        (each, name_of_group(visit, each) if place < MOST_HELD else "") for place, each in enumerate(left)
    ]
    lists = {"lists_posts": of_posts is not None, "lists_groups": of_groups is not None}
    has_more = any(found is not None and found["next"] is not None for found in (of_posts, of_groups))
    return Held([*posts, *shown], [*groups.items(), *named], **lists, has_more=has_more)


def name_of_group(visit: Visit, grouping_id: str | None) -> str:
    """Empty for what this caller is not shown."""
    if not grouping_id or not visit.may("grids.get_grouping"):
        return ""
    with suppress(ApiRefused):
        found = visit.find(f"/v1/groupings/{grouping_id}")
        return str(found["name"]) if found else ""
    return ""


def _posts(found: Body | None) -> list[Body]:
    """With those that ended on that day: cases may be left there."""
    return [each for each in found["items"] if not each["ex_officio_of"]] if found else []


def _groups(found: Body | None) -> dict[str, str]:
    """By id, though one is held twice."""
    return {each["grouping_id"]: each["name"] for each in found["items"]} if found else {}


def _listed(visit: Visit, what: str, staff_id: str, on: str) -> Body | None:
    """None where they cannot be told just now."""
    if not visit.may(f"grids.list_held_{what}"):
        return {"items": [], "next": None}
    try:
        return visit.api.get(f"/v1/held-{what}", staff_id=staff_id, on=on, limit=MOST_HELD)
    except ApiRefused as refused:
        if refused.status == HTTPStatus.UNAUTHORIZED:
            raise
        return None


def _day_before(on: str) -> str:
    """What is no day, and the first of all, is left for the API to refuse."""
    with suppress(ValueError, OverflowError):
        return (date.fromisoformat(on) - timedelta(days=1)).isoformat()
    return on


def _post(visit: Visit, appointment_id: str, *, is_asked: bool) -> Body:
    if is_asked and visit.may("grids.get_appointment"):
        with suppress(ApiRefused):
            if found := visit.find(f"/v1/appointments/{appointment_id}"):
                return found
    return NOT_SHOWN | {"id": appointment_id}
