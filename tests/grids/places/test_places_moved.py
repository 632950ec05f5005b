"""A place that was entered in a wrong area comes into another one, on both databases."""

from typing import Any

import pytest

from services.chassis.errors import FieldsInvalid, StaleVersion
from services.grids.places.domain.errors import AreaEnded, AreaUnknown, PlaceClosed
from tests.grids.areas.changing import abolish
from tests.grids.builders import id_of
from tests.grids.house import House, statements
from tests.grids.places.huts import a_place, enter, names


def move(house: House, area: str, seen_version: int = 1, **more: Any) -> Any:
    asked = {"place_id": id_of("hut"), "area_id": id_of(area), "seen_version": seen_version}
    return house.ask("change_place", **asked | more)


def counted(house: House, area: str) -> tuple[int, str]:
    total = house.ask("count_places", area_id=id_of(area))
    return total["places"], total["area_m2"]


@pytest.fixture
def hut(house: House) -> House:
    enter(house, a_place("hut", "micro 1", area_m2="86.5"))
    return house


def test_it_lies_in_the_other_area_with_its_figures(hut: House):
    before = hut.ask("get_place", place_id=id_of("hut"))

    moved = move(hut, "micro 2")

    after = hut.ask("get_place", place_id=id_of("hut"))
    assert after == before | {"area_id": id_of("micro 2"), "version": 2}
    assert (moved["area_id"], moved["version"]) == (id_of("micro 2"), 2)
    assert (names(hut, area_id=id_of("micro 1")), names(hut, area_id=id_of("micro 2"))) == ([], ["hut"])
    assert (counted(hut, "micro 1"), counted(hut, "micro 2")) == ((0, "0"), (1, "86.5"))


def test_the_others_hear_where_it_lies_now_as_when_its_area_passes_it_on(hut: House):
    move(hut, "micro 2", area_m2="90")

    changed, moved = hut.told()[-2:]
    assert [each["type"].split(".")[2] for each in (changed, moved)] == ["PlaceChanged", "PlacesMoved"]
    assert changed["data"] == {"place_id": id_of("hut"), "version": 2}
    row = {"id": id_of("hut"), "area_id": id_of("micro 2"), "kind": "parent_child_room", "version": 2}
    assert moved["data"] == {"first_place_id": id_of("hut"), "rows": [row]}
    assert counted(hut, "micro 2") == (1, "90")


@pytest.mark.parametrize("said", [{}, {"area_id": id_of("micro 1")}])
def test_where_it_lies_already_it_stays_and_nobody_hears_that_it_moved(hut: House, said):
    hut.ask("change_place", place_id=id_of("hut"), seen_version=1, **said)
    assert hut.told()[-1]["type"] == "linli.grids.PlaceChanged.v1"
    assert counted(hut, "micro 1") == (1, "86.5")


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"area_id": id_of("nowhere")}, AreaUnknown),
        ({"area_id": id_of("micro 3")}, AreaEnded),
        ({"area_id": None}, FieldsInvalid),
        ({"seen_version": 2}, StaleVersion),
    ],
)
def test_what_is_wrong_leaves_it_where_it_is(hut: House, wrong, refusal):
    abolish(hut, "micro 3")
    told = len(hut.told())
    with pytest.raises(refusal) as refused:
        move(hut, "micro 2", **wrong)
    if isinstance(refused.value, (AreaUnknown, AreaEnded)):
        assert refused.value.about == ("area_id",)
    assert (counted(hut, "micro 1"), len(hut.told())) == ((1, "86.5"), told)


def test_nobody_gives_it_away_into_what_they_do_not_see(hut: House):
    with pytest.raises(AreaUnknown):
        move(hut.holding(id_of("micro 1")), "micro 2")
    both = hut.holding(id_of("micro 1"), id_of("micro 2"))
    assert move(both, "micro 2")["area_id"] == id_of("micro 2")


def test_what_is_closed_stays_where_it_was(hut: House):
    hut.ask("close_place", place_id=id_of("hut"), on="2026-03-01", seen_version=1)
    with pytest.raises(PlaceClosed):
        move(hut, "micro 2", seen_version=2)
    assert names(hut, area_id=id_of("micro 1"), closed=True) == ["hut"]


def test_no_area_ends_while_a_place_comes_into_it(hut: House):
    with statements() as sent:
        move(hut, "micro 2")
    assert sent[0] == "INSERT trees"
