"""How residents are reached, for a service that writes to them now; on both databases."""

from typing import Any

import pytest

from services.chassis.errors import FieldsInvalid
from services.chassis.ids import new_id
from services.chassis.roles import Roles
from services.members.residents.domain.resident import ResidentStatus
from services.members.residents.schemas import CONTACTS_AT_ONCE
from tests.members.builders import TODAY, a_household, a_resident, id_of
from tests.members.house import SPECS, House

ZHANG = a_resident("张三", document=None)
LI = a_resident("李四", document=None, email=None)
DEAD = a_resident("王五", document=None, status=ResidentStatus.DEAD, died_on=TODAY)
AWAY = a_resident("赵六", document=None, status=ResidentStatus.MOVED_OUT, moved_out_on=TODAY)


@pytest.fixture
def home(house: House) -> House:
    return house.settle(a_household(), ZHANG, LI, DEAD, AWAY).acting("service")


def contacts(house: House, *ids: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = house.ask("contacts_of", resident_ids=list(ids))["items"]
    return found


def test_who_lives_here_and_gave_an_address_is_reached_by_it(home: House):
    assert contacts(home, ZHANG.id) == [
        {"id": ZHANG.id, "status": "living", "email": "zhang@example.org", "reachable": True}
    ]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (LI.id, "living"),
        (DEAD.id, "dead"),
        (AWAY.id, "moved_out"),
        (id_of("nobody"), "unknown"),
    ],
)
def test_nobody_else_is_given_with_an_address(home: House, who: str, status: str):
    assert contacts(home, who) == [{"id": who, "status": status, "email": None, "reachable": False}]


def test_each_is_answered_once_in_the_order_asked(home: House):
    asked = [AWAY.id, ZHANG.id, id_of("nobody"), ZHANG.id]
    assert [each["id"] for each in contacts(home, *asked)] == asked[:3]


def test_from_a_death_on_the_address_is_not_told(home: House):
    home.ask("record_death", resident_id=ZHANG.id, died_on=TODAY.isoformat(), seen_version=1)
    assert contacts(home, ZHANG.id)[0] | {"id": ""} == {
        "id": "",
        "status": "dead",
        "email": None,
        "reachable": False,
    }


def test_another_district_knows_none_of_them(home: House):
    assert {each["status"] for each in contacts(home.elsewhere(), ZHANG.id, DEAD.id)} == {"unknown"}


@pytest.mark.parametrize("count", [1, CONTACTS_AT_ONCE])
def test_a_batch_has_its_bounds(home: House, count: int):
    assert len(contacts(home, *(new_id() for _ in range(count)))) == count


@pytest.mark.parametrize("count", [0, CONTACTS_AT_ONCE + 1])
def test_a_batch_outside_its_bounds_is_refused(home: House, count: int):
    with pytest.raises(FieldsInvalid):
        contacts(home, *(new_id() for _ in range(count)))


def test_only_services_may_ask_and_it_is_written_down_as_a_reading():
    spec, roles = SPECS["contacts_of"], Roles.load()
    assert [role for role in roles.permissions if roles.may(role, spec.permission)] == ["service"]
    assert spec.reads == "personal"
