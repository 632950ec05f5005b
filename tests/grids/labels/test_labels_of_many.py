"""A label of a house that lies in many grids leads to all of them, in as many statements as to one."""

import pytest

from tests.grids.builders import a_duty, a_person, id_of
from tests.grids.dwellings.estates import a_building, enter, give
from tests.grids.house import House, statements
from tests.grids.labels.test_labels_kept import building, make
from tests.grids.posts.duties import appoint

MANY = 40


@pytest.fixture
def tower(house: House) -> House:
    """Each of its units in a micro-grid of its own; the third has a worker, and the base grid above all."""
    grids = [
        {"id": id_of(f"m{number}"), "parent_id": id_of("base 1"), "kind": "micro", "name": f"m{number}"}
        for number in range(1, MANY + 1)
    ]
    house.ask("found_areas", areas=grids)
    enter(house, a_building("tower", units=MANY, floors=1, rooms_per_floor=1))
    enter(house, a_building("hut", units=1, floors=1, rooms_per_floor=1))
    give(house, *(("tower", number, number, f"m{number}") for number in range(1, MANY + 1)))
    give(house, ("hut", 1, 1, "m1"))
    people = [a_person("wang", duty_phone="10001"), a_person("li", duty_phone="10002")]
    house.ask("enter_staff", staff=people)
    appoint(house, a_duty("wang", "m3"), a_duty("li", "base 1", role="grid_worker"))
    return house


def test_each_grid_is_shown_with_the_phone_of_whoever_answers_for_it(tower: House):
    [token] = make(tower, building("tower"))
    shown = {each["name"]: each["duty_phone"] for each in tower.ask("open_label", token=token)["grids"]}
    assert set(shown) == {f"m{number}" for number in range(1, MANY + 1)}
    assert shown.pop("m3") == "10001"
    assert set(shown.values()) == {"10002"}


def test_many_grids_take_no_more_statements_than_one(tower: House):
    tokens = make(tower, building("hut"), building("tower"))
    sent = []
    for token in tokens:
        with statements() as its:
            tower.ask("open_label", token=token)
        sent.append(its)
    assert sent[0] == sent[1]


def test_a_house_in_no_grid_leads_to_its_community_and_the_grid_for_all_of_it(tower: House):
    enter(tower, a_building("shed", units=1))
    tower.ask("enter_staff", staff=[a_person("zhao", duty_phone="10003")])
    appoint(tower, a_duty("zhao", "total", role="chief"))
    [token] = make(tower, building("shed"))
    assert tower.ask("open_label", token=token)["grids"] == [{"name": "community", "duty_phone": "10003"}]
