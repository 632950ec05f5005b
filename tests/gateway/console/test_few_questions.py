"""A page asks a handful of questions, however long its list is; of what it does not name it says how many."""

from typing import Any
from uuid import UUID

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, Desk, an_area

HISTORY, GROUPING = f"/console/areas/{AREA}/history", f"/console/groupings/{CASE}"


def an_id(number: int) -> str:
    return str(UUID(int=number))


def a_merge(number: int, *from_ids: str) -> dict[str, Any]:
    return {
        "number": number, "kind": "merged", "effective_on": "2026-02-01", "document_number": None,
        "from_ids": list(from_ids), "to_ids": [AREA], "primary_id": AREA, "was": None, "became": None,
    }  # fmt: skip


def a_holding(number: int, valid_to: str | None = None) -> dict[str, Any]:
    return {
        "id": an_id(number), "staff_id": an_id(number), "valid_from": "2026-01-01", "valid_to": valid_to,
        "version": 1,
    }  # fmt: skip


def asked(services: FakeServices, rpc: str) -> int:
    return [call.rpc for call in services.calls].count(f"grids.{rpc}")


def history(desk: Desk, services: FakeServices, *changes: dict[str, Any]) -> str:
    services.answer("grids.get_area", an_area(name="河边网格"))
    services.answer("grids.list_area_changes", {"items": list(changes), "next": None})
    return str(desk.sign_in().get(HISTORY).text)


def test_of_many_areas_that_merged_a_few_are_named(desk: Desk, services: FakeServices):
    page = history(desk, services, a_merge(1, *map(an_id, range(5))))
    assert "河边网格、河边网格、河边网格 等，另有 2 个区域" in page
    assert asked(services, "get_area") == 4


def test_a_long_history_asks_for_a_bounded_number_of_names(desk: Desk, services: FakeServices):
    merges = [a_merge(row, *(an_id(10 * row + each) for each in range(5))) for row in range(50)]
    page = history(desk, services, *merges)
    assert asked(services, "get_area") <= 31
    assert page.count(">5 个区域<") == 40


@pytest.mark.parametrize("holders", [3, 200])
def test_of_many_holders_those_of_today_are_named(desk: Desk, services: FakeServices, holders: int):
    past = [a_holding(number, "2026-02-01") for number in range(1, holders)]
    held = [*past, a_holding(999)]
    grouping = {"id": CASE, "kind": "courtyard", "community_id": AREA, "name": "东院", "closed_on": None}
    services.answer("grids.get_grouping", grouping | {"version": 1, "holders": held})
    page = desk.sign_in().get(GROUPING).text
    assert asked(services, "get_staff") == min(holders, 30)
    assert f'<a href="/console/staff/{an_id(999)}">江立春</a>' in page
    assert page.count(">查看人员</a>") == max(0, holders - 30)
