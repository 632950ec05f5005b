"""A community with houses, and registers of people who live in them."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from services.chassis.ids import new_id
from services.chassis.standards.identity_number import check_digit
from tests.journeys.district import District, Row
from tests.journeys.somebody import Somebody
from tests.processes import wait_until

HEADINGS = (
    "小区", "楼栋", "单元", "房号", "姓名", "与户主关系", "身份证号", "性别", "出生日期",
    "联系电话", "电子邮箱",
)  # fmt: skip
FLOORS, ROOMS = 25, 10
OVER_WITHIN = 60.0
MIRRORED_WITHIN = 20.0


def a_person(number: int, **different: Any) -> dict[str, Any]:
    """One to a dwelling, 500 of them; every number begins with 99."""
    unit, place = divmod(number, FLOORS * ROOMS)
    floor, room = divmod(place, ROOMS)
    born = date(1940, 1, 1) + timedelta(days=number)
    first = f"990101{born:%Y%m%d}001"
    usual = {
        "小区": "安居苑",
        "楼栋": "1栋",
        "单元": unit + 1,
        "房号": f"{floor + 1}{room + 1:02d}",
        "姓名": f"江{number}",
        "与户主关系": "户主",
        "身份证号": first + check_digit(first),
        "性别": "男",
        "出生日期": born.isoformat(),
        "联系电话": "",
        "电子邮箱": "",
    }
    return usual | different


def as_csv(people: Iterable[dict[str, Any]], encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADINGS)
    writer.writeheader()
    writer.writerows(people)
    return text.getvalue().encode(encoding)


@dataclass
class Community:
    """One house of two units, the first in the lane and the second in the court."""

    district: District
    officer: Somebody

    @classmethod
    def built(cls, district: District) -> "Community":
        here = cls(district, district.officer)
        house = {"id": new_id(), "name": "1栋", "units": 2, "floors": FLOORS, "rooms_per_floor": ROOMS}
        place = {"community_id": here.id, "estate": "安居苑", "buildings": [house]}
        here.officer.do("/v1/buildings/batch", place)
        ranges = [
            {"building_id": house["id"], "first": unit, "last": unit, "area_id": district.ids[area]}
            for unit, area in ((1, "lane"), (2, "court"))
        ]
        here.officer.do("/v1/units/give", {"ranges": ranges})
        wait_until(here._is_mirrored, "members knows the community", MIRRORED_WITHIN)
        return here

    @property
    def id(self) -> str:
        return self.district.ids["community"]

    def sent(self, content: bytes, by: Somebody | None = None) -> str:
        """The file's token."""
        answer = (by or self.officer).ask("POST", "/v1/files", content=content)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["file"])

    def begun(self, content: bytes, by: Somebody | None = None, **more: Any) -> Row:
        body = {"community_id": self.id, "file": self.sent(content, by), "file_name": "花名册.csv"} | more
        begun: Row = (by or self.officer).do("/v1/register-imports", body)
        return begun

    def ended(self, begun: Row, within: float = OVER_WITHIN) -> Row:
        """As it is when its job is over, which is read with it."""
        place = f"/v1/jobs/{begun['job_id']}"
        wait_until(lambda: self.officer.read(place)["ended_at"] is not None, "the import is over", within)
        job = self.officer.read(place)
        return {**self.officer.read(f"/v1/register-imports/{begun['id']}"), "job": job}

    def imported(self, content: bytes, **more: Any) -> Row:
        return self.ended(self.begun(content, **more))

    def residents(self) -> list[Row]:
        return self.officer.all("/v1/residents", area_id=self.id, limit=200)

    def _is_mirrored(self) -> bool:
        answer = self.officer.get("/v1/residents", area_id=self.district.ids["court"], limit=1)
        return answer.status_code == 200


def counts(ended: Row) -> tuple[int, int, int, int]:
    return ended["new"], ended["changed"], ended["unchanged"], ended["refused"]
