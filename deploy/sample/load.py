"""Loads the sample through the gateway, as any other system would.

Three batches, each all or nothing, each asked for first: what is there stays as it is, whatever
has been done with it since.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from deploy.sample.api import Api, ApiRefused
from deploy.sample.ground import COUNTY, GENERAL_TOTAL, LOCAL, SINCE, Ground, ground
from deploy.sample.ids import area_id, loading_key
from deploy.sample.people import Duty, duties, people

NATIONAL = "GB2260"


def load(api: Api) -> Iterator[tuple[str, int]]:
    """What was loaded and how many of it; 0: it was there already. Raises ApiRefused."""
    areas = [area_row(each) for each in ground()]
    founded = {"effective_on": SINCE.isoformat()}
    yield "areas", _load(api, "areas", areas, lambda: api.get(f"/v1/areas/{areas[0]['id']}"), **founded)
    staff = [asdict(person) for person in people()]
    yield "staff", _load(api, "staff", staff, lambda: api.get(f"/v1/staff/{staff[0]['id']}"))
    appointments = [appointment_row(duty) for duty in duties()]
    yield "appointments", _load(api, "appointments", appointments, lambda: _any_holder(api))


def area_row(area: Ground) -> dict[str, Any]:
    codes = [(area.scheme, area.code)] + ([(NATIONAL, COUNTY)] if area.code == COUNTY else [])
    return {
        "id": area.id,
        "parent_id": area.parent_id,
        "kind": area.kind,
        "name": area.name,
        "codes": [
            {"scheme": scheme, "code": code, "valid_from": SINCE.isoformat()} for scheme, code in codes
        ],
    }


def appointment_row(duty: Duty) -> dict[str, Any]:
    return asdict(duty) | {"valid_from": SINCE.isoformat()}


def _load(api: Api, what: str, rows: list[dict[str, Any]], witness: Callable[[], object], **said: str) -> int:
    if _is_there(witness):
        return 0
    content = sha256(repr((rows, said)).encode()).hexdigest()
    try:
        api.post(f"/v1/{what}/batch", {what: rows, **said}, key=loading_key(f"{what}/{content}"))
    except ApiRefused as refused:
        if refused.code != "IdTaken":
            raise
        return 0
    return len(rows)


def _is_there(witness: Callable[[], object]) -> bool:
    try:
        return bool(witness())
    except ApiRefused as refused:
        if refused.status != 404:
            raise
        return False


def _any_holder(api: Api) -> bool:
    top = area_id(LOCAL, GENERAL_TOTAL)
    return bool(api.get("/v1/posts", area_id=top, vacant="false", limit=1)["items"])
