"""A case carries who found it, raised the alarm, called the departments and carried it out (S2.62)."""

from typing import Any

import pytest

from services.chassis.errors import StaleVersion
from services.grids.cases.domain.errors import CaseUnknown, StaffUnknown
from tests.grids.builders import a_person, id_of
from tests.grids.cases.steps import CASE, close, register, step
from tests.grids.house import House

PEOPLE = {
    "finder_id": id_of("wang"),
    "alarm_raiser_id": id_of("li"),
    "whistle_blower_id": id_of("zhao"),
    "executor_id": id_of("chen"),
}
NOBODY = dict.fromkeys(PEOPLE)


@pytest.fixture
def several(staffed: House) -> House:
    staffed.ask("enter_staff", staff=[a_person(name) for name in ("li", "zhao", "chen")])
    return staffed


def named(case: Any) -> dict[str, Any]:
    return {part: case[part] for part in PEOPLE}


def test_four_people_are_named_and_read(several: House):
    assert named(register(several)) == NOBODY
    changed = step(several, "name_actors", 1, **PEOPLE)
    assert (named(changed), changed["version"], changed["state"]) == (PEOPLE, 2, "registered")
    assert named(several.ask("get_case", case_id=CASE)) == PEOPLE
    assert several.told()[-1]["type"] == "linli.grids.CaseActorsNamed.v1"


def test_one_may_be_all_four_and_whoever_is_left_out_is_nobody(several: House):
    register(several)
    one = dict.fromkeys(PEOPLE, id_of("wang"))
    assert named(step(several, "name_actors", 1, **one)) == one
    left = step(several, "name_actors", 2, finder_id=id_of("li"))
    assert named(left) == NOBODY | {"finder_id": id_of("li")}


def test_the_same_four_again_change_nothing(several: House):
    register(several)
    step(several, "name_actors", 1, **PEOPLE)
    events = len(several.told())
    assert step(several, "name_actors", 2, **PEOPLE)["version"] == 2
    assert len(several.told()) == events


def test_they_are_named_of_a_closed_case_too(several: House):
    closed = close(several)
    assert named(step(several, "name_actors", closed["version"], **PEOPLE)) == PEOPLE


@pytest.mark.parametrize("part", PEOPLE)
def test_somebody_unknown_is_refused_by_the_part_and_nothing_is_kept(several: House, part: str):
    register(several)
    with pytest.raises(StaffUnknown) as refused:
        step(several, "name_actors", 1, **PEOPLE | {part: id_of("nobody")})
    assert refused.value.about == (part,)
    assert named(several.ask("get_case", case_id=CASE)) == NOBODY


def test_a_stale_version_and_a_case_elsewhere_are_refused(several: House):
    register(several)
    with pytest.raises(StaleVersion):
        step(several, "name_actors", 2, **PEOPLE)
    with pytest.raises(CaseUnknown):
        step(several.holding(id_of("base 2")), "name_actors", 1, **PEOPLE)
