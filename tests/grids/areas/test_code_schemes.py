"""The systems that a district registers, whose ids for areas are codes from then on: on both databases."""

import pytest

from services.chassis.errors import PermissionMissing
from services.grids.areas.domain.errors import CodeSchemeTaken, SystemMalformed
from services.grids.areas.store.codes import SqlCodeSchemes
from tests.grids.areas.test_codes_given import give, resolve
from tests.grids.builders import id_of


def test_two_systems_call_one_area_differently_and_both_find_it(house):
    for scheme in ("SYS:wangge", "SYS:minzheng"):
        house.ask("register_code_scheme", scheme=scheme, name=scheme)
    give(house, scheme="SYS:wangge", code="W-7")
    give(house, seen=2, scheme="SYS:minzheng", code="0007")

    assert resolve(house, scheme="SYS:wangge", code="W-7") == id_of("school")
    assert resolve(house, scheme="SYS:minzheng", code="0007") == id_of("school")


def test_a_system_is_registered_once(house):
    house.ask("register_code_scheme", scheme="SYS:wangge", name="网格平台")
    with pytest.raises(CodeSchemeTaken):
        house.ask("register_code_scheme", scheme="SYS:wangge", name="x")

    assert house.ask("list_code_schemes")["items"] == [
        {"scheme": "SYS:wangge", "name": "网格平台", "version": 1}
    ]
    assert house.elsewhere().ask("list_code_schemes")["items"] == []


@pytest.mark.parametrize("scheme", ["wangge", "SYS:", "SYS:网", "SYS:-a", "sys:a"])
def test_a_system_is_named_by_a_word_behind_its_mark(house, scheme):
    with pytest.raises(SystemMalformed):
        house.ask("register_code_scheme", scheme=scheme, name="x")


def test_the_schemes_of_the_state_are_not_registered(house):
    with pytest.raises(CodeSchemeTaken):
        house.ask("register_code_scheme", scheme="LOCAL", name="x")


def test_only_who_holds_the_whole_district_registers_systems(house):
    with pytest.raises(PermissionMissing):
        house.holding(id_of("county")).ask("register_code_scheme", scheme="SYS:a", name="x")


def test_of_two_who_register_a_system_at_once_the_second_is_told_that_it_is_taken(house, monkeypatch):
    house.ask("register_code_scheme", scheme="SYS:wangge", name="网格平台")
    monkeypatch.setattr(SqlCodeSchemes, "known", lambda *_: set())  # the first had not committed
    with pytest.raises(CodeSchemeTaken):
        house.ask("register_code_scheme", scheme="SYS:wangge", name="x")

    assert [each["name"] for each in house.ask("list_code_schemes")["items"]] == ["网格平台"]
