"""Another system's areas, by its own ids: founded once, renamed later, never moved without a word."""

import pytest

from services.chassis.domain import DomainError
from services.grids.areas.domain.errors import (
    AreaNameTaken,
    AreaUnknown,
    CodeSchemeUnknown,
    CodeTaken,
    CodeTwiceInBatch,
    ParentKindWrong,
    SchemeOfTheState,
    StandsElsewhere,
)
from tests.grids.builders import id_of
from tests.grids.house import House, statements

WANGGE = "SYS:wangge"


@pytest.fixture
def house(house: House) -> House:
    house.ask("register_code_scheme", scheme=WANGGE, name="网格平台")
    return house


def a_grid(code="W1", **different):
    return {"code": code, "kind": "base", "name": f"网格{code}", "parent_id": id_of("total")} | different


def send(house, *areas, scheme=WANGGE):
    return house.ask("upsert_areas", scheme=scheme, areas=list(areas))["items"]


def outcomes(items):
    return [(each["code"], each["outcome"], each["version"]) for each in items]


def test_what_is_new_is_founded_with_its_code(house):
    [sent] = send(house, a_grid())

    area = house.ask("resolve_code", scheme=WANGGE, code="W1")
    assert (sent["outcome"], area["id"], area["parent_id"]) == ("founded", sent["id"], id_of("total"))
    assert (sent["scheme"], sent["code"]) == (WANGGE, "W1")


def test_the_same_again_changes_nothing(house):
    first, told = send(house, a_grid(), a_grid("W2")), len(house.told())
    again = send(house, a_grid(), a_grid("W2"))

    assert outcomes(again) == [("W1", "unchanged", 1), ("W2", "unchanged", 1)]
    assert [each["id"] for each in again] == [each["id"] for each in first]
    assert len(house.told()) == told


def test_what_is_called_otherwise_is_renamed(house):
    send(house, a_grid(), a_grid("W2"))
    sent = send(house, a_grid(name="新名"), a_grid("W2"), a_grid("W3"))

    assert outcomes(sent) == [("W1", "renamed", 2), ("W2", "unchanged", 1), ("W3", "founded", 1)]
    assert house.ask("resolve_code", scheme=WANGGE, code="W1")["name"] == "新名"


def test_a_parent_is_named_by_the_other_systems_id_in_the_batch_or_before_it(house):
    micro = {"kind": "micro", "name": "微", "parent_id": None}
    send(house, a_grid("M1", parent_code="W1", **micro), a_grid())
    sent = send(house, a_grid("M2", **micro | {"parent_code": "W1", "name": "微二"}))

    parent = house.ask("resolve_code", scheme=WANGGE, code="W1")["id"]
    assert house.ask("get_area", area_id=sent[0]["id"])["parent_id"] == parent


def test_an_area_that_stands_already_is_known_by_the_code_that_it_was_given(house):
    house.ask(
        "give_code",
        area_id=id_of("base 1"),
        scheme=WANGGE,
        code="W1",
        valid_from="2026-01-01",
        seen_version=1,
    )
    [sent] = send(house, a_grid(name="base 1"))

    assert (sent["id"], sent["outcome"]) == (id_of("base 1"), "unchanged")


def test_renaming_takes_the_same_statements_for_any_number(house):
    grids = [a_grid(f"W{number}") for number in range(40)]
    send(house, *grids)
    with statements() as sent:
        send(house, *(grid | {"name": grid["name"] + "新"} for grid in grids))

    assert sent == [
        "INSERT trees",
        "SELECT code_schemes",
        "SELECT area_codes",  # who bears them
        "SELECT areas",
        "SELECT area_codes",  # who ever did
        "SELECT areas",  # names
        "UPDATE areas",
        "UPDATE area_spans",
        "DELETE area_spans",  # what they were until the same day
        "INSERT area_spans",
        "INSERT area_changes",
        "INSERT area_change_sides",
        "UPDATE trees",
    ]


REFUSED = [
    ([a_grid(kind="exclusive")], StandsElsewhere),
    ([a_grid(parent_id=id_of("total elsewhere"))], StandsElsewhere),
    ([a_grid(name="base 1")], AreaNameTaken),
    ([a_grid("W2", name="base 1")], AreaNameTaken),
    ([a_grid(name="x"), a_grid("W2", name="x")], AreaNameTaken),
    ([a_grid("W2"), a_grid("W2")], CodeTwiceInBatch),
    ([a_grid("W2", parent_code="W9")], AreaUnknown),
    ([a_grid("W2", kind="micro")], ParentKindWrong),
    ([a_grid("W3", name="y"), a_grid("W2", parent_id=id_of("nowhere"))], AreaUnknown),
]


@pytest.mark.parametrize(("areas", "refused"), REFUSED)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(house, areas, refused: type[DomainError]):
    send(house, a_grid())
    told = len(house.told())
    with pytest.raises(refused):
        send(house, *areas)

    assert len(house.told()) == told
    assert house.ask("resolve_code", scheme=WANGGE, code="W1")["name"] == "网格W1"


def test_a_system_that_nobody_registered_sends_nothing(house):
    with pytest.raises(CodeSchemeUnknown):
        send(house, a_grid(), scheme="SYS:other")


def test_what_the_caller_does_not_see_is_neither_changed_nor_doubled(house):
    send(house, a_grid())
    with pytest.raises(CodeTaken):
        send(house.holding(id_of("elsewhere")), a_grid(parent_id=id_of("total elsewhere")))


def test_a_code_that_was_retired_is_not_given_anew(house):
    [sent] = send(house, a_grid())
    house.clock.moment = house.clock.moment.replace(month=4)
    house.ask(
        "retire_code", area_id=sent["id"], scheme=WANGGE, code="W1", valid_to="2026-04-01", seen_version=1
    )
    with pytest.raises(CodeTaken):
        send(house, a_grid())


@pytest.mark.parametrize("scheme", ["GB2260", "MCA", "NBS2023", "GA", "LOCAL"])
def test_no_system_sends_its_areas_by_codes_of_the_state(house, scheme):
    told = len(house.told())
    with pytest.raises(SchemeOfTheState) as refused:
        send(house, a_grid(code="510108006004"), scheme=scheme)

    assert refused.value.about == ("scheme",)
    assert len(house.told()) == told
