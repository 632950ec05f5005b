"""Grids is asked once who answers for an area, from below: the first who is not the one in question."""

from typing import Any

import pytest

from services.chassis.errors import RemoteRefused, ServiceUnavailable
from services.notify.messages.ground import GridsGround
from services.notify.messages.use_cases.ports import Answering

LINES = {"lane": ["lane", "first", "total"], "community": ["total"], "township": []}

BECAME = {"merged": "lane"}


class Grids:
    """Each area's id is its name; `holders` by area."""

    def __init__(self, **holders: str) -> None:
        self.holders = holders
        self.calls: list[str] = []

    def call(self, service: str, method: str, body: dict[str, Any]) -> dict[str, Any]:
        assert service == "grids"
        self.calls.append(method)
        answer: dict[str, Any] = getattr(self, method)(**body)
        return answer

    def find_responsible(self, area_id: str, or_successor: bool) -> dict[str, Any]:
        assert or_successor
        area_id = BECAME.get(area_id, area_id)
        if area_id not in LINES:
            raise RemoteRefused("grids", "find_responsible", "AreaUnknown")
        levels = [
            {"people": [{"staff_id": self.holders[place]}] if place in self.holders else []}
            for place in LINES[area_id]
        ]
        return {"area_name": f"{area_id} 区", "levels": levels}

    def get_staff(self, staff_id: str) -> dict[str, Any]:
        if staff_id != "li":
            raise RemoteRefused("grids", "get_staff", "StaffUnknown")
        return {"display_name": "江立春"}


@pytest.mark.parametrize(
    ("holders", "area", "answers"),
    [
        ({"lane": "li", "first": "wang"}, "lane", "li"),
        ({"first": "wang", "total": "zhao"}, "lane", "wang"),
        ({"total": "zhao"}, "lane", "zhao"),
        ({"total": "zhao"}, "community", "zhao"),
        ({"total": "zhao"}, "township", None),
        ({}, "lane", None),
        ({"lane": "me", "first": "wang"}, "lane", "wang"),
        ({"lane": "me", "total": "me"}, "lane", None),
    ],
)
def test_it_goes_up_to_whoever_holds_the_next_post(holders: dict[str, str], area: str, answers: str | None):
    grids = Grids(**holders)
    found = GridsGround(grids).who_answers(area, besides="me")
    assert (found, grids.calls) == (Answering(f"{area} 区", answers), ["find_responsible"])


def test_for_an_area_that_ended_answers_whoever_does_for_its_successor():
    found = GridsGround(Grids(lane="li")).who_answers("merged", besides="me")
    assert found == Answering("lane 区", "li")


def test_an_area_that_never_was_has_nobody_and_no_name():
    assert GridsGround(Grids()).who_answers("gone", besides="me") == Answering(None, None)


def test_who_is_on_duty_has_a_name_and_nobody_else_has():
    ground = GridsGround(Grids())
    assert (ground.name_of("li"), ground.name_of("zhang")) == ("江立春", None)


@pytest.mark.parametrize(
    "error",
    [RemoteRefused("grids", "find_responsible", "PermissionMissing"), ServiceUnavailable(service="grids")],
)
def test_any_other_refusal_is_no_answer(error: Exception):
    class Refusing:
        def call(self, *_: Any) -> dict[str, Any]:
            raise error

    with pytest.raises(type(error)):
        GridsGround(Refusing()).who_answers("lane", besides="me")
