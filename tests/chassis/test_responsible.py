"""Every service asks who answers through one client, with or without a day."""

from datetime import date
from typing import Any

import pytest

from services.chassis.errors import RemoteRefused
from services.chassis.responsible import Responsible, on_duty
from tests.architecture.source import ROOT

ASKED = '"find_responsible'


class Grids:
    def __init__(self, refuses: str = "") -> None:
        self.refuses = refuses
        self.calls: list[tuple[str, dict[str, Any]]] = []

    def __call__(self, method: str, body: dict[str, Any]) -> dict[str, Any]:
        self.calls.append((method, body))
        if self.refuses:
            raise RemoteRefused("grids", method, self.refuses)
        return {"levels": [{"people": []}, {"people": [{"staff_id": "li"}, {"staff_id": "wang"}]}]}


@pytest.mark.parametrize(
    ("ask", "method", "asked"),
    [
        (Responsible.for_area, "find_responsible", {"area_id": "there", "or_successor": True}),
        (Responsible.for_dwelling, "find_responsible_for_dwelling", {"dwelling_id": "there"}),
    ],
)
def test_it_asks_once_for_today_or_for_a_day(ask: Any, method: str, asked: dict[str, Any]):
    grids = Grids()
    chain = ask(Responsible(grids), "there")
    assert list(on_duty(chain)) == ["li", "wang"]
    ask(Responsible(grids), "there", date(2026, 3, 5))
    assert grids.calls == [(method, asked), (method, asked | {"on": "2026-03-05"})]


@pytest.mark.parametrize("code", ["AreaEnded", "AreaNotFounded", "AreaUnknown", "DwellingUnknown"])
def test_what_is_not_there_has_nobody(code: str):
    assert Responsible(Grids(code)).for_area("gone") is None
    assert Responsible(Grids(code)).for_dwelling("gone") is None


def test_any_other_refusal_is_no_answer():
    with pytest.raises(RemoteRefused):
        Responsible(Grids("PermissionMissing")).for_area("there")


def test_no_service_asks_by_itself():
    asking = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "services").rglob("*.py")
        if ASKED in path.read_text()
    }
    assert asking == {"services/chassis/responsible.py"}
