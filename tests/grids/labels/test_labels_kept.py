"""Labels on both databases."""

from datetime import timedelta
from typing import Any

import pytest

from services.chassis.errors import FieldsInvalid, StaleVersion
from services.grids.labels.domain.errors import (
    AreaEnded,
    AreaUnknown,
    LabelRevoked,
    LabelUnknown,
    TargetUnknown,
)
from tests.grids.areas.changing import abolish, founded, merge, split
from tests.grids.builders import NOW, a_duty, a_person, id_of
from tests.grids.dwellings.estates import a_building, enter, give
from tests.grids.house import House


def area(name: str) -> dict[str, Any]:
    return {"kind": "area", "target_id": id_of(name)}


def building(name: str) -> dict[str, Any]:
    return {"kind": "building", "target_id": id_of(name)}


def unit(name: str, number: int) -> dict[str, Any]:
    return {"kind": "unit", "target_id": id_of(name), "unit": number}


def make(house: House, *targets: dict[str, Any]) -> list[str]:
    return [each["token"] for each in house.ask("make_labels", targets=list(targets))["items"]]


def led_to(house: House, token: str) -> list[str]:
    return [each["name"] for each in house.ask("open_label", token=token)["grids"]]


@pytest.fixture
def here(house: House) -> House:
    enter(house, a_building("A"), a_building("B", units=1))
    give(house, ("A", 1, 1, "micro 1"), ("A", 2, 2, "micro 2"))
    return house


def test_a_target_has_one_live_label(here: House):
    targets = [area("micro 1"), building("A"), unit("A", 1), unit("A", 2)]
    tokens = make(here, *targets)
    assert len(set(tokens)) == 4
    assert make(here, *reversed(targets)) == tokens[::-1]
    assert [event["type"] for event in here.told()].count("linli.grids.LabelsMade.v1") == 1


def test_two_who_make_a_label_at_once_have_the_same(here: House):
    """The second finds none, and its own is not written over the first."""
    [first] = make(here, area("micro 1"))
    with here.begin() as tx:
        label = tx.labels.find(first)
        label.token = "another" + first[7:]
        tx.labels.add([label])
        assert tx.labels.live([label.target])[label.target].token == first


def test_a_building_with_the_id_of_a_grid_has_a_label_of_its_own(here: House):
    """Whoever enters a building chooses its id."""
    enter(here, {**a_building("C", units=1), "id": id_of("micro 1")})
    tokens = make(here, building("micro 1"), area("micro 1"))
    assert make(here, area("micro 1"), building("micro 1")) == tokens[::-1]
    kinds = [here.ask("get_label", token=token)["kind"] for token in tokens]
    assert kinds == ["building", "area"]


@pytest.mark.parametrize("target", [unit("A", 3), unit("C", 1), building("C"), area("nowhere")])
def test_only_what_is_there_has_a_label(here: House, target):
    with pytest.raises(TargetUnknown):
        make(here, area("micro 1"), target)
    assert here.ask("list_labels", area_id=id_of("county"))["items"] == []


def test_a_label_leads_to_the_grid_that_has_its_unit_today(here: House):
    [one, whole, none] = make(here, unit("A", 1), building("A"), unit("B", 1))
    assert led_to(here, one) == ["micro 1"]
    assert sorted(led_to(here, whole)) == ["micro 1", "micro 2"]
    assert led_to(here, none) == ["community"]
    give(here, ("A", 1, 2, "micro 3"))
    assert led_to(here, one) == led_to(here, whole) == ["micro 3"]
    opened = here.ask("open_label", token=one)
    assert (opened["estate"], opened["building"], opened["unit"]) == ("锦绣苑", "A", 1)


def test_a_label_shows_the_duty_phone_of_today_and_nobodys_name(here: House):
    here.ask("enter_staff", staff=[a_person("wang", duty_phone="028-00000001")])
    duty = a_duty("wang", "micro 1", valid_from="2026-01-01", valid_to="2026-03-06")
    here.ask("appoint_staff", appointments=[duty])
    [token] = make(here, area("micro 1"))
    opened = here.ask("open_label", token=token)
    assert opened["grids"] == [{"name": "micro 1", "duty_phone": "028-00000001"}]
    assert "wang" not in str(opened)
    here.ask(
        "end_appointment", appointment_id=id_of("wang at micro 1"), valid_to="2026-03-05", seen_version=1
    )
    assert here.ask("open_label", token=token)["grids"] == [{"name": "micro 1", "duty_phone": ""}]


def test_a_label_shows_the_phone_of_the_deputy_or_of_who_answers_above(here: House):
    people = {"wang": "028-00000001", "li": "028-00000002", "zhao": "028-00000003"}
    here.ask("enter_staff", staff=[a_person(name, duty_phone=phone) for name, phone in people.items()])
    [token] = make(here, area("micro 1"))

    def shown() -> str:
        return str(here.ask("open_label", token=token)["grids"][0]["duty_phone"])

    here.ask("appoint_staff", appointments=[a_duty("zhao", "base 1", role="grid_worker")])
    assert shown() == people["zhao"]
    here.ask("appoint_staff", appointments=[a_duty("wang", "micro 1")])
    assert shown() == people["wang"]
    days = {"valid_from": "2026-03-05", "valid_to": "2026-03-06", "deputises": True}
    here.ask("appoint_staff", appointments=[a_duty("li", "micro 1", **days)])
    assert shown() == people["li"]


def test_a_lost_label_is_revoked_and_given_anew(here: House):
    [lost] = make(here, unit("A", 1))
    with pytest.raises(StaleVersion):
        here.ask("replace_label", token=lost, seen_version=2)
    new = here.ask("replace_label", token=lost, seen_version=1)
    assert (new["unit"], new["version"], new["revoked_at"]) == (1, 1, None)
    with pytest.raises(LabelUnknown):
        led_to(here, lost)
    assert led_to(here, new["token"]) == ["micro 1"]
    assert here.ask("get_label", token=lost)["version"] == 2
    with pytest.raises(LabelRevoked):
        here.ask("revoke_label", token=lost, seen_version=2)
    here.ask("revoke_label", token=new["token"], seen_version=1)
    [third] = make(here, unit("A", 1))
    assert third not in (lost, new["token"])


def test_a_sheet_has_the_grids_and_then_the_buildings_with_their_units_page_by_page(here: House):
    make(here, area("micro 1"), area("micro 2"), area("base 2"), building("A"), unit("A", 1), unit("A", 2))
    make(here, building("B"), unit("B", 1), area("micro elsewhere"))

    def listed(area_name: str, limit: int) -> list[tuple[str, int]]:
        found, after = [], None
        while True:
            page = here.ask("list_labels", area_id=id_of(area_name), limit=limit, after=after)
            assert len(page["items"]) <= limit
            found += [(each["name"], each["unit"]) for each in page["items"]]
            if (after := page["next"]) is None:
                return found

    all_of_it = listed("community", 200)
    assert sorted(all_of_it[:3]) == [("base 2", 0), ("micro 1", 0), ("micro 2", 0)]
    assert all_of_it[3:] == [("A", 0), ("A", 1), ("A", 2), ("B", 0), ("B", 1)]
    for limit in (1, 2, 3, 4, 7, 8):
        assert listed("community", limit) == all_of_it
    assert listed("micro 1", 2) == [("micro 1", 0), ("A", 0), ("A", 1)]
    assert listed("base 1", 200) == [
        ("micro 1", 0), ("micro 2", 0), ("A", 0), ("A", 1), ("A", 2),
    ]  # fmt: skip


def test_labels_are_seen_from_the_areas_that_they_stand_for(here: House):
    [grid, one, two, whole] = make(here, area("micro 1"), unit("A", 1), unit("A", 2), building("A"))
    worker = here.holding(id_of("micro 1"))
    for token in (grid, one, whole):
        assert worker.ask("get_label", token=token)["token"] == token
    with pytest.raises(LabelUnknown):
        worker.ask("get_label", token=two)
    with pytest.raises(AreaUnknown):
        worker.ask("list_labels", area_id=id_of("community"))
    with pytest.raises(LabelUnknown):
        here.holding(id_of("elsewhere")).ask("replace_label", token=grid, seen_version=1)
    with pytest.raises(TargetUnknown):
        make(here.holding(id_of("elsewhere")), area("micro 1"))


def test_another_district_opens_none_of_them(here: House):
    [token] = make(here, area("micro 1"))
    with pytest.raises(LabelUnknown):
        led_to(here.elsewhere(), token)


@pytest.mark.parametrize("after", [["x"], [2], [True], [0, 1], [1, "a"], []])
def test_a_position_of_another_shape_is_refused(here: House, after):
    make(here, area("micro 1"))
    with pytest.raises(FieldsInvalid):
        here.ask("list_labels", area_id=id_of("community"), after=after)


def test_a_merged_grids_label_leads_to_its_successor(here: House):
    [one, two] = make(here, area("micro 1"), area("micro 2"))
    later(here)
    merge(here, "micro 1", into="micro 2")
    assert led_to(here, one) == led_to(here, two) == ["micro 2"]
    merge(here, "micro 2", into=founded("new", "micro", "base 1"))
    assert led_to(here, one) == led_to(here, two) == ["new"]


def test_a_split_grids_label_leads_to_all_its_parts_and_one_that_goes_on_to_itself(here: House):
    [one, two] = make(here, area("micro 1"), area("micro 2"))
    later(here)
    split(here, "micro 1", "north", "south", primary="south")
    assert led_to(here, one) == ["south", "north"]
    split(here, "micro 2", "west")
    assert led_to(here, two) == ["micro 2"]
    merge(here, "micro 2", into="north")
    assert led_to(here, two) == ["north"]


def test_an_abolished_grids_label_leads_to_its_successor_or_to_what_is_above(here: House):
    [with_heir, without] = make(here, area("micro 1"), area("micro 3"))
    later(here)
    abolish(here, "micro 1", successor="micro 2")
    abolish(here, "micro 3")
    assert led_to(here, with_heir) == ["micro 2"]
    assert led_to(here, without) == ["base 2"]


def test_units_labels_survive_a_merge_of_their_grid(here: House):
    [token] = make(here, unit("A", 1))
    later(here)
    merge(here, "micro 1", into="micro 3")
    assert led_to(here, token) == ["micro 3"]


def test_a_grid_that_is_no_more_gets_no_label_and_its_old_one_may_be_revoked(here: House):
    [old] = make(here, area("micro 3"))
    later(here)
    abolish(here, "micro 3")
    with pytest.raises(AreaEnded):
        make(here, area("micro 3"))
    assert here.ask("list_labels", area_id=id_of("community"))["items"] == []
    assert here.ask("revoke_label", token=old, seen_version=1)["version"] == 2


def later(house: House) -> None:
    house.clock.moment = NOW + timedelta(days=10)
