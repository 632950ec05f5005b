"""Sheets of areas as the API shows them, and as a browser sends one."""

from html import unescape
from io import BytesIO
from typing import Any

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, HIDDEN, Desk

PAGE = f"/console/areas/{AREA}/sheet"
JOB = f"grids.{CASE}"
A_JOB = {
    "id": JOB, "kind": "import_estate", "state": "done", "done": 40, "total": 40, "error": None,
    "result": None, "is_cancelled": False, "created_at": "2026-03-05T08:30:00+00:00", "ended_at": None,
}  # fmt: skip
CONTENT = "名称,类别,上级区域\n第01网格,一般网格,总网格\n".encode()


def an_import(**different: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "id": CASE, "area_id": AREA, "file_name": "区划.csv", "is_trial": True, "state": "ended",
        "job_id": JOB, "asked_by": "person:li-na", "created_at": "2026-03-05T08:30:00+00:00", "new": 38,
        "renamed": 0, "unchanged": 0, "refused": 2, "has_sheet": True, "version": 2,
    }  # fmt: skip
    return usual | different


def a_sheet(**different: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "id": CASE, "area_id": AREA, "format": "xlsx", "job_id": JOB, "asked_by": "person:li-na",
        "created_at": "2026-03-05T08:30:00+00:00", "is_made": True, "areas": 151, "version": 2,
    }  # fmt: skip
    return usual | different


def asked(services: FakeServices, rpc: str = "begin_area_import") -> list[dict[str, Any]]:
    return [call.body for call in services.calls if call.rpc == f"grids.{rpc}"]


def hidden_in(text: str, place: str) -> dict[str, str]:
    inside = text[text.index(f'action="{place}"') :].partition("</form>")[0]
    return {name: unescape(value) for name, value in HIDDEN.findall(inside)}


def sent(desk: Desk, place: str = PAGE, page: str = "", content: bytes = CONTENT) -> Any:
    """From a form of its own, or from one that stands on `page`."""
    held = hidden_in(page or desk.get(place).text, place)
    form = held | {"do": "look", "sheet": (BytesIO(content), "区划.csv")}
    return desk.client.post(
        place, data=form, content_type="multipart/form-data", headers={"Sec-Fetch-Site": "same-origin"}
    )
