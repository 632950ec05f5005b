"""`linli doctor` on a running house."""

import pytest

from deploy.linli.services import SERVICES
from tests.house import House


def test_a_house_that_runs_is_well(house: House):
    lines = house.command("doctor").splitlines()

    assert [line for line in lines if not line.startswith("ok ")] == []
    checked = [line[5:].split(":")[0] for line in lines]
    databases = [f"database of {service}" for service in SERVICES]
    others = ["connections", "broker", "connections of the broker", "open files", "store of rates", "letters"]
    assert checked == ["settings", "versions", "keys", *databases, *others]


def test_no_password_is_said(house: House):
    said = house.command("doctor")
    assert "for-tests-only" not in said
    assert "guest:guest" not in said


def test_more_pools_than_the_server_allows_are_named(production_house: House):
    with pytest.raises(RuntimeError, match="BAD  connections: pools may open"):
        production_house.command("doctor", "--instances", "50")
