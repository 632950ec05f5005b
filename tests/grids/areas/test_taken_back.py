"""What begins on the day on which its area ends never was: a mistake is put right. On both databases."""

from datetime import timedelta
from typing import Any

import pytest

from services.grids.areas.domain.errors import CodeUnknown
from tests.grids.areas.changing import LATER, abolish, founded, lived_in, merge, seen, split, then
from tests.grids.builders import TODAY, a_code, a_duty, an_area, id_of
from tests.grids.dwellings.estates import rooms
from tests.grids.house import House
from tests.grids.posts.duties import appoint

DAY = timedelta(days=1)
ENDINGS = {
    "merge": lambda house, **more: merge(house, "micro 3", into="micro 1", **more),
    "split": lambda house, **more: split(house, "micro 3", "part", primary="part", **more),
    "abolish": lambda house, **more: abolish(house, "micro 3", "micro 1", **more),
}
ALONE = {"alone": lambda house, **more: abolish(house, "micro 3", **more)}
ON = [LATER, LATER - DAY, TODAY]
CODE: dict[str, Any] = {"scheme": "LOCAL", "code": "x"}
TODAY_S = CODE | {"valid_from": LATER.isoformat()}


@pytest.mark.parametrize("ending", [*ENDINGS, *ALONE])
@pytest.mark.parametrize("on", ON)
def test_a_code_that_begins_today_never_held(house: House, ending, on):
    lived_in(house)
    house.ask("give_code", **seen(house, "micro 3"), **TODAY_S)

    (ENDINGS | ALONE)[ending](house, effective_on=on.isoformat())

    area = house.ask("get_area", area_id=id_of("micro 3"))
    [code] = area["codes"]
    assert (area["valid_to"], code["valid_from"], code["valid_to"]) == (
        on.isoformat(), LATER.isoformat(), LATER.isoformat(),
    )  # fmt: skip
    with pytest.raises(CodeUnknown):
        house.ask("resolve_code", **CODE, date=LATER.isoformat())


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("on", ON)
def test_a_holder_who_began_today_never_held(house: House, ending, on):
    lived_in(house)
    [held] = appoint(house, a_duty("li", "micro 3", valid_from=LATER))
    before = len(house.told())

    ENDINGS[ending](house, effective_on=on.isoformat())

    ended = [each["data"] for each in house.told()[before:] if "AppointmentEnded" in each["type"]]
    assert [(each["appointment_id"], each["valid_to"]) for each in ended] == [(held["id"], LATER.isoformat())]
    assert house.ask("list_held_appointments", staff_id=id_of("li"))["items"] == []


def test_a_holder_who_began_today_goes_on_from_today(house: House):
    lived_in(house)
    appoint(house, a_duty("li", "micro 3", valid_from=LATER))

    split(house, "micro 3", "part", primary="part", keeps_holder=True, effective_on=TODAY.isoformat())

    [held] = house.ask("list_held_appointments", staff_id=id_of("li"))["items"]
    assert (held["area_id"], held["valid_from"]) == (id_of("part"), LATER.isoformat())


def test_a_split_is_merged_back_on_its_day(house: House):
    lived_in(house)
    was = (rooms(house, "A"), then(house, "community", LATER))
    units = [{"building_id": id_of("A"), "first": 1, "last": 1, "part_id": id_of("part")}]
    part = {"id": id_of("part"), "name": "part", "codes": [TODAY_S]}
    goes_on = {"primary_id": id_of("micro 1"), "units": units}
    house.ask("split_area", **seen(house, "micro 1"), parts=[part], **goes_on)
    appoint(house, a_duty("li", "part", valid_from=LATER))

    merge(house, "part", into="micro 1")

    assert (rooms(house, "A"), then(house, "community", LATER)) == was
    assert house.ask("find_holder", area_id=id_of("micro 1"))["display_name"] == "wang"


def test_what_was_founded_today_with_its_code_ends_today(house: House):
    lived_in(house)
    new = an_area("micro 9", "micro", "base 1", codes=(a_code(**CODE, valid_from=LATER),))
    house.ask("found_areas", areas=[new])

    abolish(house, "micro 9")

    assert not house.ask("get_area", area_id=id_of("micro 9"))["active"]
    assert "micro 9" not in then(house, "community", LATER)


def test_a_merge_into_what_was_founded_wrong_is_put_right_on_its_day(house: House):
    lived_in(house)
    merge(house, "micro 1", "micro 2", into=founded("wrong", "micro", "base 1") | {"codes": [TODAY_S]})

    merge(house, "wrong", into=founded("right", "micro", "base 1"))

    assert {area for _, _, area in rooms(house, "A")} == {id_of("right")}
    assert house.ask("find_holder", area_id=id_of("right"))["display_name"] == "wang"
