"""Who would come along where areas change: of subtrees, of areas themselves, of dwellings."""

from typing import Any

from tests.members.builders import id_of
from tests.members.house import House
from tests.members.register_import.test_taken_in import LINES, a_line, taken

NUMBERS = {"child_areas": 0, "dwellings": 0, "buildings": 0, "groupings": 0, "open_cases": 0, "places": 0}


def foreseen(house: House, **who: list[str]) -> Any:
    named = {
        f"{what}_ids": [id_of(each) for each in who.get(what, [])] for what in ("child", "own", "dwelling")
    }
    part = {"area_id": id_of("new"), "name": "new", **NUMBERS, **named}
    figures = {"posts": 1, "posts_go_on": 2, "posts_end": 3, "codes": 4, "cases_reassigned": 5}
    shapes = {"shape": "stays", "without_shape": [id_of("new")]}
    rest = {"kind": "split", "effective_on": "2026-03-05", "ended_ids": [], **figures, **shapes}
    found = house.ask("foresee_people", parts=[part], **rest)
    [said] = found["parts"]
    assert (found["households"], found["residents"]) == (said["households"], said["residents"])
    assert {name: found[name] for name in (*figures, *shapes)} == figures | shapes
    return said["households"], said["residents"]


def test_each_is_counted_by_what_it_is(house: House):
    taken(house, *LINES)
    line = a_line(31)
    taken(house, a_line(31, dwelling=line.dwelling.__class__(line.dwelling.id, id_of("yard"))))

    assert foreseen(house, child=["near", "far"]) == (4, 10)
    assert foreseen(house, own=["near", "yard"]) == (1, 1)
    assert foreseen(house, dwelling=["dwelling 0", "dwelling 1", "nowhere"]) == (2, 6)
    assert foreseen(house, child=["far"], dwelling=["dwelling 0"]) == (2, 4)


def test_nobody_is_counted_outside_the_callers_areas(house: House):
    taken(house, *LINES)
    far = house.holding("far")

    assert foreseen(far, child=["near"], own=["lane"], dwelling=["dwelling 0"]) == (0, 0)
