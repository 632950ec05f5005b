"""How the house fares is asked of all services at once; one that is away is shown as away."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from gateway.routes import Route
from services.chassis.cell_settings import CellSettings
from services.chassis.errors import DeadlinePassed, ServiceUnavailable
from services.chassis.version import VERSION
from tests.gateway.builders import Browser, FakeServices, a_gateway, problem

PATH = "/v1/operator/status"
ROUTES = (Route("GET", PATH, "*.get_status", "Read how the house fares", asks_all=True),)
WELL = {"is_ready": True, "troubles": []}


@pytest.fixture
def services() -> FakeServices:
    found = FakeServices()
    for service in ("grids", "members"):
        found.answer(f"{service}.get_status", WELL)
    return found


@pytest.fixture
def browser(tmp_path: Path, services: FakeServices) -> Browser:
    rpc = {"permission": "operator.read", "reads": "public", "takes": None, "gives": "operator.Status"}
    for service in ("grids", "members"):
        contract: dict[str, Any] = {
            "service": service,
            "schemas": {"operator.Status": {"type": "object", "properties": {"service": {"type": "string"}}}},
            "rpcs": {"get_status": rpc | {"refuses": []}},
        }
        (tmp_path / service).mkdir()
        (tmp_path / service / "contract.json").write_bytes(orjson.dumps(contract))
    return Browser(a_gateway(tmp_path, services, ROUTES, tmp_path))


def told(browser: Browser) -> Any:
    answer = browser.get(PATH)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.json


def test_a_house_that_is_well_says_what_each_service_says(browser: Browser, services: FakeServices):
    house = told(browser)
    assert (house["is_well"], house["gateway"]["release"]) == (True, VERSION)
    assert house["cells"] == []
    assert house["services"] == [
        {"service": name, "cell": None, "state": "there", "status": WELL} for name in ("grids", "members")
    ]
    assert {call.context["deadline"] for call in services.calls} == {1.0}


@pytest.mark.parametrize("error", [ServiceUnavailable(service="members"), DeadlinePassed()])
def test_a_service_that_does_not_answer_is_away(browser: Browser, services: FakeServices, error: Exception):
    services.fail("members.get_status", error)
    house = told(browser)
    assert house["is_well"] is False
    assert house["services"][1] == {"service": "members", "cell": None, "state": "away", "status": None}


def test_a_service_that_breaks_is_broken(browser: Browser, services: FakeServices):
    services.fail("grids.get_status")
    assert told(browser)["services"][0] == {
        "service": "grids",
        "cell": None,
        "state": "broken",
        "status": None,
    }


@pytest.mark.parametrize("seen", [{"is_ready": False}, {"troubles": ["outbox_late"]}])
def test_a_house_with_a_trouble_is_not_well(browser: Browser, services: FakeServices, seen: dict[str, Any]):
    services.answer("grids.get_status", WELL | seen)
    assert told(browser)["is_well"] is False


def test_what_a_service_refuses_is_refused(browser: Browser, services: FakeServices):
    services.refuse("members.get_status", "forbidden", "PermissionMissing")
    assert problem(browser.get(PATH)) == (403, "PermissionMissing")


def test_nothing_else_may_be_asked_with_it(browser: Browser, services: FakeServices):
    assert problem(browser.get(f"{PATH}?service=grids"))[0] == 422
    assert services.calls == []


def test_of_a_house_in_cells_every_service_of_every_cell_is_asked(browser: Browser, tmp_path: Path):
    brokers = {"east": "amqp://b1/east", "west": "amqp://b2/west"}
    there, away = FakeServices(), FakeServices(down_for=9.0)
    for service in ("grids", "members"):
        there.answer(f"{service}.get_status", WELL)
    gateway = a_gateway(
        tmp_path,
        there,
        ROUTES,
        tmp_path,
        cells=CellSettings(brokers, others="west"),
        clients={"east": away, "west": there},
    )
    house = told(Browser(gateway))
    assert house["is_well"] is False
    assert house["cells"] == [{"cell": "east", "is_up": False}, {"cell": "west", "is_up": True}]
    assert [(each["cell"], each["service"], each["state"]) for each in house["services"]] == [
        ("east", "grids", "away"),
        ("east", "members", "away"),
        ("west", "grids", "there"),
        ("west", "members", "there"),
    ]
