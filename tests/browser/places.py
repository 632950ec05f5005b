"""Every page of the console, with something on it."""

from dataclasses import dataclass
from typing import Any

from deploy.linli.demo import BASE_ID, COMMUNITY_ID, MICRO_ID
from deploy.sample.api import Api
from services.chassis.ids import new_id
from tests.house import House

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
        with_people = officer_at.get("/v1/residents", params={"area_id": COMMUNITY_ID, "limit": 1}).json()
        estate = {"community_id": COMMUNITY_ID, "estate": "河边小区", "buildings": [a_building()]}
        officer_at.post(
            "/v1/buildings/batch", json=estate, headers={"Idempotency-Key": new_id()}
        ).raise_for_status()
    people = [Place("resident", f"/console/residents/{each['id']}") for each in with_people["items"]]
    return [
        Place("sign-in", "/console/sign-in", ""),
        Place("cases", "/console/cases"),
        Place("case", f"/console/cases/{cases[0]}"),
        Place("new-case", f"/console/cases/new?area_id={MICRO_ID}"),
        Place("case-where", "/console/cases/new"),
        Place("areas", "/console/areas"),
        Place("area", f"/console/areas/{MICRO_ID}"),
        Place("area-name", f"/console/areas/{MICRO_ID}/name"),
        Place("area-move", f"/console/areas/{MICRO_ID}/move"),
        Place("area-move-look", f"/console/areas/{MICRO_ID}/move?parent_id={BASE_ID}"),
        Place("buildings", f"/console/areas/{COMMUNITY_ID}/buildings"),
        Place("new-estate", f"/console/areas/{COMMUNITY_ID}/buildings/new"),
        Place("uncovered", f"/console/areas/{COMMUNITY_ID}/uncovered"),
        Place("units", f"/console/areas/{COMMUNITY_ID}/units"),
        Place("choose-area", "/console/choose/area?name_prefix=八里庄"),
        Place("residents", f"/console/residents?area_id={COMMUNITY_ID}"),
        *people,
        Place("jobs", "/console/jobs", "operator"),
        Place("operator", "/console/operator", "operator"),
        Place("problem", "/console/nowhere"),
        Place("nothing", "/console", "audit_administrator"),
    ]
