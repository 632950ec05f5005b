"""A place at a moment that is named: within its own days alone, on both databases."""

from typing import Any

import pytest

from tests.grids.builders import id_of
from tests.grids.house import House
from tests.grids.places.huts import a_place, at, enter, names

ALWAYS = [{"weekday": day, "opens": "00:00", "closes": "24:00"} for day in range(1, 8)]
DOCTOR = {"role": "doctor", "weekdays": list(range(1, 8)), "starts": "00:00", "ends": "24:00"}
HERE = {"near": "104.1,30.67"}

MOMENTS = pytest.mark.parametrize(
    ("moment", "in_use"),
    [
        ("2020-06-01T12:00:00", False),
        ("2026-02-20T23:59:59", False),
        ("2026-02-21T00:00:00", True),  # opened
        ("2026-02-23T23:59:59", True),
        ("2026-02-24T00:00:00", False),  # closed
        ("2026-02-26T23:59:59", False),
        ("2026-02-27T00:00:00", True),  # used again
        ("2026-03-01T23:59:59", True),
        ("2026-03-02T00:00:00", False),  # closed
        ("2026-12-01T12:00:00", False),
    ],
)


def opened_and_closed_twice(house: House) -> None:
    """The hut, beside a room that is in use since its opening, and now."""
    always: dict[str, Any] = {
        "hours": ALWAYS, "duties": [DOCTOR], "follows_calendar": False, "position": at("104.1", "30.67"),
    }  # fmt: skip
    enter(house, a_place("hut", opened_on="2026-02-21", **always))
    enter(house, a_place("room", opened_on="2026-02-21", **always))
    hut = {"place_id": id_of("hut")}
    house.ask("close_place", **hut, on="2026-02-24", seen_version=1)
    house.ask("reuse_place", **hut, kind="canteen", name="hut", on="2026-02-27", seen_version=2)
    house.ask("close_place", **hut, on="2026-03-02", seen_version=3)


@MOMENTS
def test_a_place_is_open_and_staffed_only_while_it_is_used(house: House, moment: str, in_use: bool):
    opened_and_closed_twice(house)
    shown = house.ask("get_place", place_id=id_of("hut"), at=f"{moment}+08:00")
    assert (shown["open"], len(shown["on_duty"])) == (in_use, int(in_use))
    in_utc = house.ask("get_place", place_id=id_of("room"), at="2026-02-20T16:00:00+00:00")
    assert in_utc["open"]  # that is the 21st in Shanghai
    assert not house.ask("get_place", place_id=id_of("room"), at="2026-02-20T15:59:59+00:00")["open"]


@MOMENTS
@pytest.mark.parametrize("near", [{}, HERE], ids=["listed", "near"])
def test_a_list_of_what_is_open_at_a_moment_has_what_was_in_use_then(
    house: House, moment: str, in_use: bool, near: dict[str, str]
):
    opened_and_closed_twice(house)
    there = ["room"] if moment >= "2026-02-21" else []
    asked = near | {"open_at": f"{moment}+08:00"}
    assert sorted(names(house, **asked)) == (["hut"] if in_use else []) + there
    assert names(house, **asked, closed=True) == []


@pytest.mark.parametrize("near", [{}, HERE], ids=["listed", "near"])
def test_without_a_moment_a_list_goes_by_today(house: House, near: dict[str, str]):
    opened_and_closed_twice(house)
    assert names(house, **near) == names(house, **near, open_now=True) == ["room"]
    assert names(house, **near, closed=True) == ["hut"]
    assert names(house, **near, closed=True, open_now=True) == []
    [hut] = house.ask("list_places", **near, closed=True)["items"]
    assert (hut["open"], hut["closed_on"]) == (False, "2026-03-02")
    closed_since = house.ask("list_places", **near, open_at="2026-03-01T12:00:00+08:00")["items"]
    assert {each["name"]: (each["open"], each["closed_on"]) for each in closed_since} == {
        "hut": (True, "2026-03-02"), "room": (True, None),
    }  # fmt: skip
