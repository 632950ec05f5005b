"""A district made for a test: one community, two base grids, three micro-grids, nobody on duty."""

import secrets
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from services.chassis.ids import new_id
from tests.journeys.somebody import Somebody
from tests.processes import wait_until

# Name, the one above it, kind: 巷 and 里 lie in the first base grid, 坊 in the second.
GROUND = (
    ("county", None, "county"),
    ("township", "county", "township"),
    ("community", "township", "community"),
    ("total", "community", "general_total"),
    ("first", "total", "base"),
    ("second", "total", "base"),
    ("lane", "first", "micro"),
    ("court", "first", "micro"),
    ("yard", "second", "micro"),
)
STEPS: dict[str, dict[str, str]] = {"assign": {}, "take-in-hand": {}, "close": {"feedback": "灯已修好"}}
TOLD_WITHIN = 20.0

Row = dict[str, Any]


@dataclass
class District:
    """`ids` are the areas' by the names of GROUND."""

    id: str
    officer: Somebody
    ids: dict[str, str]

    @classmethod
    def founded(cls, somebody: Somebody, id: str | None = None) -> "District":
        district = id or "t" + secrets.token_hex(5)
        officer = replace(somebody, district=district, principal=new_id())
        ids = {name: new_id() for name, _, _ in GROUND}
        areas = [
            an_area(kind, ids[above] if above else None, id=ids[name], name=f"{name} 区")
            for name, above, kind in GROUND
        ]
        officer.do("/v1/areas/batch", {"areas": areas})
        return cls(district, officer, ids)

    @cached_property
    def operator(self) -> Somebody:
        return self.somebody("operator", kind="operator")

    def somebody(self, role: str, area: str | None = None, **more: Any) -> Somebody:
        """Somebody else of this district, with a role in an area of that name."""
        where = self.ids[area] if area else None
        return replace(self.officer, role=role, area_id=where, principal=new_id(), **more)

    def appoint(self, area: str, role: str = "micro_grid_worker") -> str:
        """Somebody new to the post of an area; their id."""
        person = {"id": new_id(), "display_name": "江立春", "duty_phone": "00000000001"}
        self.officer.do("/v1/staff/batch", {"staff": [person]})
        post = {"id": new_id(), "area_id": self.ids[area], "role": role, "staff_id": person["id"]}
        self.officer.do("/v1/appointments/batch", {"appointments": [post | {"valid_from": "2026-01-01"}]})
        return person["id"]

    def register(self, area: str = "lane", text: str = "楼道灯不亮", **more: Any) -> Row:
        case: Row = self.officer.do("/v1/cases", {"area_id": self.ids[area], "text": text} | more)
        return case

    def step(self, case: Row, name: str, **body: Any) -> Row:
        """One transition from the version that `case` has."""
        path = f"/v1/cases/{case['id']}/{name}"
        done: Row = self.officer.do(path, STEPS[name] | body, match=etag_of(case["version"]))
        return done

    def closed(self, case: Row, feedback: str = "灯已修好") -> Row:
        """Taken through the steps that are left."""
        if case["state"] == "registered":
            case = self.step(case, "assign")
        return self.step(self.step(case, "take-in-hand"), "close", feedback=feedback)

    def message_about(self, case: Row) -> Row:
        """The one message about a case, once it has been sent."""

        def states() -> list[str]:
            return [each["state"] for each in self.messages(case)]

        wait_until(lambda: states() == ["sent"], "one message is sent", TOLD_WITHIN)
        [message] = self.messages(case)
        return message

    def messages(self, case: Row) -> list[Row]:
        return self.officer.all("/v1/messages", case_id=case["id"])

    def state(self) -> list[Any]:
        """All that its lists show, for tests that leave it as it is."""
        county = self.ids["county"]
        lists = (
            self.officer.all(f"/v1/areas/{county}/subtree", limit=200),
            self.officer.all("/v1/posts", area_id=county, limit=200),
            self.officer.all("/v1/cases", limit=200),
            self.officer.all("/v1/messages", limit=200),
        )
        return list(lists)


def an_area(kind: str, parent_id: str | None, /, **more: Any) -> Row:
    return {"id": new_id(), "parent_id": parent_id, "kind": kind, "name": f"{kind} {new_id()}"} | more


def a_code(scheme: str | None = "LOCAL", code: str | None = None, **more: Any) -> Row:
    return {"scheme": scheme, "code": code or new_id(), "valid_from": "2026-01-01"} | more


def etag_of(version: int) -> str:
    """What If-Match compares is the version part alone."""
    return f'"{version}-{"0" * 16}"'
