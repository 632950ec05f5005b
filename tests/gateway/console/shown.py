"""Posts and places as the API shows them."""

from typing import Any

from tests.gateway.console.desk import AREA, CASE, PERSON

GROUP = AREA
KINDS = {
    "number": 0,
    "valid_from": "1900-01-01",
    "kinds": [{"key": "canteen", "name_zh": "长者食堂", "name_en": "canteen", "may_be_mobile": False}],
}
A_STAFFING: dict[str, Any] = {
    "area_id": AREA, "on": "2026-03-05", "posts": 4, "held": 3, "vacant": 1, "percent": 75,
    "roles": [
        {"role": "micro_grid_worker", "expected": True, "posts": 4, "held": 3, "vacant": 1, "people": 3,
         "percent": 75},
    ],
}  # fmt: skip


def an_appointment(**different: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "id": CASE, "area_id": AREA, "role": "micro_grid_worker", "staff_id": PERSON,
        "display_name": "江立春",
        "duty_phone": "00000000001", "valid_from": "2026-01-01", "valid_to": None, "deputises": False,
        "ex_officio_of": None, "version": 3, "open_cases": 0,
    }  # fmt: skip
    return usual | different


def a_post(**different: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "area_id": AREA, "area_name": "01号微网格", "area_kind": "micro", "role": "micro_grid_worker",
        "vacant": False, "appointment_id": CASE, "staff_id": PERSON, "display_name": "江立春",
        "duty_phone": "00000000001", "valid_from": "2026-01-01", "valid_to": None,
    }  # fmt: skip
    return usual | different


def a_place(**different: Any) -> dict[str, Any]:
    lists: dict[str, Any] = {
        name: [] for name in ("zones", "hours", "exceptions", "duties", "operators", "equipment", "on_duty")
    }
    usual: dict[str, Any] = {
        "id": CASE, "area_id": AREA, "kind": "canteen", "name": "幸福食堂", "mobile": False, "address": "",
        "position": None, "area_m2": None, "capacity": None, "follows_calendar": True, "organisations": [],
        "uses": [], "closed_on": None, "at": "2026-03-05T08:30:00+00:00", "open": True, "provisional": False,
        "distance_m": None, "version": 5,
    }  # fmt: skip
    return usual | lists | different


AGES: dict[str, Any] = {
    "area_id": AREA, "role": None, "on": "2026-03-05", "under": 60, "people": 24, "known": 23,
    "withheld": False, "younger": 17, "younger_percent": 74, "at_least": 30, "below": 70,
}  # fmt: skip


def a_holding(**different: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "id": PERSON, "grouping_id": GROUP, "kind": "courtyard", "community_id": AREA, "name": "东院",
        "valid_from": "2026-01-01", "valid_to": None,
    }  # fmt: skip
    return usual | different
