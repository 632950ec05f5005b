"""Every page of the console, with something on it."""

from dataclasses import dataclass
from typing import Any

import httpx

from deploy.linli.demo import BASE_ID, COMMUNITY_ID, MICRO_ID
from deploy.sample.api import Api
from deploy.sample.ground import LOCAL, micro_code
from deploy.sample.ids import area_id
from services.chassis.clock import SystemClock
from services.chassis.ids import new_id
from tests.house import House

Row = dict[str, Any]
BESIDE = area_id(LOCAL, micro_code(1, 2))
"""A micro-grid beside the first one."""
ROLE = "role=micro_grid_worker"
PLACE_PARTS = ("exceptions", "duties", "zones", "equipment", "operators", "organisations")
TEXTS = (
    "2栋3单元楼道灯不亮，已有三天，老人下楼不便。",
    "小区门口共享单车乱停放，堵住消防通道。",
    "地下车库入口积水，雨天进出困难。",
    "夜间施工扰民，请社区协调。",
    "健身器材松动，孩子玩耍有安全隐患。",
)


@dataclass(frozen=True)
class Place:
    """`name` is that of its picture."""

    name: str
    path: str
    role: str = "community_secretary"


def a_building() -> dict[str, Any]:
    return {"id": new_id(), "name": "1栋", "units": 2, "floors": 6, "rooms_per_floor": 2}


def a_canteen() -> dict[str, Any]:
    return {
        "id": new_id(), "area_id": COMMUNITY_ID, "kind": "canteen", "name": "八里庄长者食堂",
        "opened_on": "2026-01-05", "address": "八里庄路", "area_m2": "86.5", "capacity": 40,
        "position": {"lon": "104.1009139", "lat": "30.6723916"},
        "hours": [{"weekday": day, "opens": "08:30", "closes": "17:30"} for day in range(1, 6)],
        "duties": [{"role": "护士", "weekdays": [1, 4], "starts": "08:30", "ends": "12:00"}],
    }  # fmt: skip


def furnished(house: House) -> list[Place]:
    """Cases in every state, and the pages that show them."""
    officer = Api(house.url, house.passes.token("district_officer"))
    cases = [officer.post("/v1/cases", {"area_id": MICRO_ID, "text": text}, new_id())["id"] for text in TEXTS]
    officer_at = house.client()
    with officer_at:
        for case_id, steps in zip(cases, (["assign", "take-in-hand"], ["assign"], [], []), strict=False):
            for step in steps:
                tag = officer_at.get(f"/v1/cases/{case_id}").headers["ETag"]
                headers = {"If-Match": tag, "Idempotency-Key": new_id()}
                officer_at.post(f"/v1/cases/{case_id}/{step}", json={}, headers=headers).raise_for_status()
        _left_vacant(officer, officer_at)
        with_people = officer_at.get("/v1/residents", params={"area_id": COMMUNITY_ID, "limit": 1}).json()
    building = a_building()
    estate = {"community_id": COMMUNITY_ID, "estate": "堰塘小区", "buildings": [building]}
    officer.post("/v1/buildings/batch", estate, new_id())
    held, other = (officer.get("/v1/appointments", area_id=each)["items"][0] for each in (MICRO_ID, BASE_ID))
    canteen = a_canteen()
    officer.post("/v1/places/batch", {"places": [canteen]}, new_id())
    people = [Place("resident", f"/console/residents/{each['id']}") for each in with_people["items"]]
    return [
        Place("sign-in", "/console/sign-in", ""),
        Place("cases", "/console/cases"),
        Place("case", f"/console/cases/{cases[0]}"),
        Place("new-case", f"/console/cases/new?area_id={MICRO_ID}"),
        Place("case-where", "/console/cases/new"),
        Place("areas", "/console/areas"),
        Place("area", f"/console/areas/{MICRO_ID}"),
        *_ground(held, other, canteen),
        Place("building-name", f"/console/buildings/{building['id']}/name"),
        *_groupings(officer),
        Place("choose-area", "/console/choose/area?name_prefix=八里庄"),
        Place("residents", f"/console/residents?area_id={COMMUNITY_ID}"),
        *people,
        Place("jobs", "/console/jobs", "operator"),
        Place("operator", "/console/operator", "operator"),
        Place("problem", "/console/nowhere"),
        Place("nothing", "/console", "audit_administrator"),
    ]


def _left_vacant(officer: Api, officer_at: httpx.Client) -> None:
    """The micro-grid beside the first one."""
    over = {"valid_to": SystemClock().today().isoformat()}
    for each in officer.get("/v1/appointments", area_id=BESIDE)["items"]:
        tag = officer_at.get(f"/v1/appointments/{each['id']}").headers["ETag"]
        headers = {"If-Match": tag, "Idempotency-Key": new_id()}
        officer_at.post(f"/v1/appointments/{each['id']}/end", json=over, headers=headers).raise_for_status()


def _groupings(officer: Api) -> list[Place]:
    """One of them, and a label to print."""
    label = {"kind": "area", "target_id": MICRO_ID}
    yard = {"id": new_id(), "kind": "courtyard", "name": "桥头院落", "units": []}
    officer.post("/v1/labels/batch", {"targets": [label]}, new_id())
    officer.post("/v1/groupings/batch", {"community_id": COMMUNITY_ID, "groupings": [yard]}, new_id())
    return [
        Place("groupings", f"/console/areas/{COMMUNITY_ID}/groupings"),
        Place("new-grouping", f"/console/areas/{COMMUNITY_ID}/groupings/new"),
        Place("grouping", f"/console/groupings/{yard['id']}"),
        Place("grouping-units", f"/console/groupings/{yard['id']}/units"),
        Place("grouping-holder", f"/console/groupings/{yard['id']}/holders"),
    ]


def _ground(held: Row, other: Row, canteen: Row) -> list[Place]:
    """Areas, posts, places and buildings: two appointments and a place are named."""
    return [
        Place("area-name", f"/console/areas/{MICRO_ID}/name"),
        Place("new-area", f"/console/areas/{BASE_ID}/new"),
        Place("area-codes", f"/console/areas/{COMMUNITY_ID}/codes"),
        Place("grid-codes", f"/console/areas/{COMMUNITY_ID}/codes/grids"),
        Place("area-move", f"/console/areas/{MICRO_ID}/move"),
        Place("area-move-look", f"/console/areas/{MICRO_ID}/move?parent_id={BASE_ID}"),
        Place("area-end", f"/console/areas/{MICRO_ID}/abolish"),
        Place("area-end-look", f"/console/areas/{MICRO_ID}/abolish?successor_id={BESIDE}"),
        Place("area-split", f"/console/areas/{BASE_ID}/split"),
        Place("area-merge", f"/console/areas/{MICRO_ID}/merge?source={BASE_ID}"),
        Place("area-sheet", f"/console/areas/{COMMUNITY_ID}/sheet"),
        Place("area-history", f"/console/areas/{COMMUNITY_ID}/history?on=2026-01-05"),
        Place("posts", "/console/posts"),
        Place("posts-of-area", f"/console/areas/{MICRO_ID}/posts"),
        Place("appoint", f"/console/areas/{MICRO_ID}/posts/appoint?{ROLE}"),
        Place("appoint-when", f"/console/areas/{MICRO_ID}/posts/appoint?{ROLE}&staff_id={held['staff_id']}"),
        Place("appointment", f"/console/appointments/{held['id']}"),
        Place("staff", "/console/staff?name_prefix=江"),
        Place("new-staff", "/console/staff/new"),
        Place("person", f"/console/staff/{held['staff_id']}"),
        Place("person-change", f"/console/staff/{held['staff_id']}/change"),
        Place("hand-over", f"/console/staff/{held['staff_id']}/hand-over?to_id={other['staff_id']}"),
        *_service_places(canteen["id"]),
        Place("new-place", f"/console/places/new?area_id={COMMUNITY_ID}"),
        Place("labels", f"/console/areas/{COMMUNITY_ID}/labels"),
        Place("label-sheet", f"/console/areas/{COMMUNITY_ID}/labels/sheet"),
        Place("buildings", f"/console/areas/{COMMUNITY_ID}/buildings"),
        Place("new-estate", f"/console/areas/{COMMUNITY_ID}/buildings/new"),
        Place("estate-sheet", f"/console/areas/{COMMUNITY_ID}/estate-sheet"),
        Place("uncovered", f"/console/areas/{COMMUNITY_ID}/uncovered"),
        Place("units", f"/console/areas/{COMMUNITY_ID}/units"),
    ]


def _service_places(place_id: str) -> list[Place]:
    """Their list, and the pages of one."""
    its = f"/console/places/{place_id}"
    return [
        Place("places", "/console/places"),
        Place("place", its),
        Place("place-change", f"{its}/change"),
        *(Place(f"place-{each}", f"{its}/{each}") for each in PLACE_PARTS),
        Place("place-move", f"{its}/move"),
        Place("place-move-look", f"{its}/move?area_id={MICRO_ID}"),
        Place("place-reuse", f"{its}/reuse"),
    ]
