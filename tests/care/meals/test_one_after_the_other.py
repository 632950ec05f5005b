"""Ends of areas and meal programmes wait for each other, and see what the other did."""

from datetime import date

import pytest

from services.care.meals.domain.errors import AreaUnknown
from services.care.meals.domain.programme import Canteen, Meal, Price
from services.care.meals.use_cases.follow_ended_areas import FollowEndedAreas, follow_ended_areas
from services.care.meals.use_cases.write_meal_programme import WriteMealProgramme, write_meal_programme
from tests.care.builders import TODAY, id_of
from tests.care.world import CALLER, FakeWorld

PRICES = (Price(Meal.LUNCH, 1000),)


@pytest.fixture
def world() -> FakeWorld:
    return FakeWorld("lane", "court", "yard", "near")


def written(world: FakeWorld, seen_version: int, *areas: str) -> None:
    canteens = tuple(Canteen(name, id_of(name)) for name in areas)
    command = WriteMealProgramme(date(2026, 7, 1), 60, PRICES, canteens, seen_version)
    write_meal_programme(command, world, CALLER, TODAY)


def ended(world: FakeWorld, source: str, target: str) -> None:
    follow_ended_areas(FollowEndedAreas((id_of(source),), id_of(target), TODAY), world, CALLER)


def lie(world: FakeWorld) -> list[str]:
    newest = world.kept.editions[max(world.kept.editions)]
    return [canteen.area_id for canteen in newest.canteens]


@pytest.mark.parametrize("first", [("lane", "yard"), ("yard", "near")])
def test_an_end_that_waited_for_another_one_sees_it(world: FakeWorld, first: tuple[str, str]):
    written(world, 0, "lane", "court")
    [second] = {("lane", "yard"), ("yard", "near")} - {first}
    world.meanwhile.append(lambda: ended(world, *first))
    ended(world, *second)
    assert lie(world) == [id_of("near"), id_of("court")]
    assert world.meanwhile == []


def test_a_programme_that_waited_for_an_end_puts_no_canteen_there(world: FakeWorld):
    world.meanwhile.append(lambda: ended(world, "lane", "yard"))
    with pytest.raises(AreaUnknown):
        written(world, 0, "court", "lane")
    assert world.kept.editions == {}
    written(world, 0, "court", "yard")


def test_an_end_that_waited_for_a_programme_moves_its_canteens(world: FakeWorld):
    world.meanwhile.append(lambda: written(world, 0, "lane", "court"))
    ended(world, "lane", "yard")
    assert lie(world) == [id_of("yard"), id_of("court")]
