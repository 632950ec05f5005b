"""How the house fares, asked over HTTP and from a terminal (R1)."""

import json
import time

import pytest

from deploy.linli.services import SERVICES
from services.chassis.version import VERSION
from tests.house import House
from tests.journeys.district import District, Row
from tests.journeys.somebody import Somebody
from tests.processes import wait_until

PATH = "/v1/operator/status"
LOOKED_WITHIN = 20.0
SAID_WITHIN = 3.0
"""Seconds: one for services that do not answer, the rest for a busy machine."""


def status(house: House, somebody: Somebody, *words: str) -> str:
    return house.command("status", *words, "--url", house.url, "--token", somebody.token, configured=False)


def of(told: Row, service: str) -> Row:
    [found] = [each for each in told["services"] if each["service"] == service]
    return dict(found)


@pytest.fixture
def operator(district: District) -> Somebody:
    return district.operator


def test_a_house_that_is_well_says_so_of_every_service(house: House, operator: Somebody):
    def looked() -> bool:
        told = operator.read(PATH)
        return all(each["status"] and each["status"]["instances"] == 1 for each in told["services"])

    wait_until(looked, "every service has looked at itself", LOOKED_WITHIN)
    told = operator.read(PATH)
    assert [each["service"] for each in told["services"]] == sorted(SERVICES)
    assert (told["is_well"], told["gateway"]["release"]) == (True, VERSION)
    for each in told["services"]:
        found = each["status"]
        assert (each["state"], found["is_ready"], found["troubles"]) == ("there", True, [])
        assert found["uptime_seconds"] >= 0
        assert {queue["name"] for queue in found["queues"]} >= {f"rpc.{each['service']}"}
        assert found["leases"] >= 1
        assert found["pools"]


def test_it_is_printed_for_people_and_as_it_is(house: House, operator: Somebody):
    printed = status(house, operator)
    assert all(service in printed for service in (*SERVICES, "gateway"))
    assert "All is well." in printed
    assert json.loads(status(house, operator, "--json"))["is_well"] is True


def test_it_tells_of_no_district_and_nobody(house: House, district: District, operator: Somebody):
    said = operator.get(PATH).text
    assert district.id not in said
    assert operator.principal not in said


@pytest.mark.parametrize("role", ["district_officer", "grid_worker", "audit_administrator"])
def test_who_does_not_run_the_house_is_refused(district: District, role: str):
    refusal = district.somebody(role).refused("GET", PATH)
    assert (refusal.status, refusal.values) == (403, {"permission": "operator.read"})


def test_a_system_administrator_may_look(district: District):
    assert district.somebody("system_administrator").get(PATH).status_code == 200


def test_a_service_that_is_away_is_shown_as_away_in_time(breakable: House, witness: Somebody):
    operator = District.founded(witness).operator
    breakable.kill("notify")
    began = time.monotonic()
    told = operator.read(PATH)
    assert time.monotonic() - began < SAID_WITHIN
    assert (told["is_well"], of(told, "notify")["state"]) == (False, "away")
    assert of(told, "grids")["state"] == "there"
    with pytest.raises(RuntimeError, match="notify: away"):
        status(breakable, operator)
