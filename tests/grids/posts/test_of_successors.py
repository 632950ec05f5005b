"""Who answers for an area that has ended, and who held its post: one rule for both, on both databases."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.chassis.domain import DomainError
from services.chassis.errors import RemoteRefused
from services.chassis.responsible import Responsible, on_duty
from services.grids.posts.domain.errors import AreaEnded, AreaUnknown
from tests.grids.areas.changing import LATER, abolish, lived_in, merge, split
from tests.grids.builders import a_duty, a_person, id_of
from tests.grids.house import House, statements
from tests.grids.posts.duties import appoint

DAY = timedelta(days=1)


@pytest.fixture
def merged(house: House) -> House:
    """The first micro-grid, which Wang held, is part of the second, where Zhao is; Li is above it."""
    lived_in(house)
    house.ask("enter_staff", staff=[a_person("zhao")])
    appoint(house, a_duty("li", "base 1", role="grid_worker"), a_duty("zhao", "micro 2"))
    merge(house, "micro 1", into="micro 2")
    return house


def of_successor(house: House, area: str, on: date | None = None) -> tuple[str, list[str]]:
    found = house.ask("find_responsible", area_id=id_of(area), or_successor=True, **_on(on))
    return found["area_name"], [each["display_name"] for level in found["levels"] for each in level["people"]]


def _on(on: date | None) -> dict[str, str]:
    return {} if on is None else {"on": on.isoformat()}


def asked_by_a_service(house: House) -> Responsible:
    def ask(method: str, body: dict[str, Any]) -> dict[str, Any]:
        try:
            found: dict[str, Any] = house.ask(method, **body)
        except DomainError as refused:
            raise RemoteRefused("grids", method, refused.code) from None
        return found

    return Responsible(ask)


def test_for_what_was_merged_answers_whoever_does_where_it_went(merged):
    assert of_successor(merged, "micro 1") == ("micro 2", ["zhao", "li"])


def test_a_service_that_asks_is_told_who_answers_for_the_successor(merged):
    chain = asked_by_a_service(merged).for_area(id_of("micro 1"))
    assert chain is not None
    assert next(on_duty(chain)) == id_of("zhao")
    assert asked_by_a_service(merged).for_area(id_of("nowhere")) is None


def test_whoever_does_not_ask_for_the_successor_hears_that_it_ended(merged):
    with pytest.raises(AreaEnded):
        merged.ask("find_responsible", area_id=id_of("micro 1"))


def test_on_a_day_on_which_it_stood_its_own_people_answered(merged):
    assert of_successor(merged, "micro 1", LATER - DAY) == ("micro 1", ["wang", "li"])


def test_what_came_after_the_successor_answers_from_its_own_day_on(merged):
    merged.clock.moment += DAY
    abolish(merged, "micro 2", successor="micro 3")
    assert of_successor(merged, "micro 1", LATER)[0] == "micro 2"
    assert of_successor(merged, "micro 1")[0] == "micro 3"


def test_of_several_successors_the_primary_answers(merged):
    split(merged, "micro 2", "east", "west", primary="west", units=[("A", 1, 2, "east")])
    assert of_successor(merged, "micro 1")[0] == "west"


def test_for_what_nobody_succeeded_the_area_above_answers(merged):
    abolish(merged, "micro 3")
    assert of_successor(merged, "micro 3") == ("base 2", [])


def test_a_successor_outside_ones_areas_is_not_told_of(merged):
    mine = merged.holding(id_of("micro 1"))
    with pytest.raises(AreaEnded):
        of_successor(mine, "micro 1")
    with pytest.raises(AreaUnknown):
        of_successor(mine, "micro 2")


def test_a_lesser_part_does_not_answer_for_the_whole(merged):
    split(merged, "micro 2", "east", "west", primary="west", units=[("A", 1, 2, "east")])
    mine = merged.holding(id_of("micro 2"), id_of("east"))
    with pytest.raises(AreaEnded):
        of_successor(mine, "micro 2")


def test_what_stands_is_still_asked_in_one_statement(merged):
    with statements() as sent:
        of_successor(merged, "micro 2")
    assert len(sent) == 1


@pytest.mark.parametrize("on", [None, LATER, LATER + DAY])
def test_an_ended_areas_post_has_no_holder_and_no_vacancy(merged, on):
    with pytest.raises(AreaEnded) as refused:
        merged.ask("find_holder", area_id=id_of("micro 1"), **_on(on))
    assert refused.value.values == {"area_id": id_of("micro 1"), "ended_on": LATER}


def test_its_post_was_held_on_a_day_on_which_it_stood(merged):
    found = merged.ask("find_holder", area_id=id_of("micro 1"), **_on(LATER - DAY))
    assert found["display_name"] == "wang"
