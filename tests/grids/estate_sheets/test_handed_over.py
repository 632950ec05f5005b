"""A child that only reads an SQLite file hands an estate over whole: it reads nothing that it has written."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from services.chassis.settings import DatabaseSettings
from services.chassis.storage.database import Database
from services.chassis.storage.forwarding import Forwarding, Overtaken, write
from services.grids.levels.domain.scheme import USUAL
from tests.grids.builders import id_of
from tests.grids.dwellings.estates import a_building, enter, rooms
from tests.grids.estate_sheets.test_estates_kept import a_line, building_ids, counts, coverage, held, taken
from tests.grids.groupings import yards
from tests.grids.house import House
from tests.grids.posts.duties import WANG, WANG_AT_1, appoint
from tests.grids.shapes.drawing import draw


@pytest.fixture
def child(house: House) -> Iterator[House]:
    if house.database.is_postgresql:
        pytest.skip("there the child writes itself")
    url = str(house.database.app.engine.url)
    reading = Database(DatabaseSettings(app=url, work=url, owner=url), "grids")
    reading.close()
    handing = Forwarding(url, pool_wait=2.0, deliver=lambda said: write(house.database, house.district, said))
    reading.app = reading.work_engine = handing
    yield replace(house, database=reading)
    reading.close()


def test_what_is_handed_over_is_what_a_writer_writes(house: House, child: House):
    enter(house, a_building("A"))
    lines = (a_line(2, "1栋", (1, 1, "micro 1"), (2, 2, "school")), a_line(3, "A", (1, 2, "micro 2")))
    assert counts(taken(child, *lines)) == (1, 1, 0, 0)
    assert counts(taken(child, *lines)) == (0, 0, 2, 0)
    assert held(house, building_ids(house)["1栋"]) == {1: id_of("micro 1"), 2: id_of("school")}
    assert {area for _, _, area in rooms(house, "A")} == {id_of("micro 2")}
    assert coverage(house) == (24, 0)


GROUP = {"kind": "residents_group", "units": [yards.a_span("B", 1, 2)]}
OTHERS: dict[str, Callable[[House], object]] = {
    "a building": lambda house: enter(house, a_building("A")),
    "a residents' group": lambda house: yards.found(house, yards.a_grouping("group", **GROUP)),
    "an appointment": lambda house: appoint(house, WANG_AT_1),
    "a level scheme": lambda house: house.ask(
        "write_level_scheme", valid_from="2026-04-01", seen_version=0, levels=list(map(vars, USUAL.levels))
    ),
    "an outline": lambda house: draw(house, "community", 104.0, 30.0, 0.1),
}


@pytest.mark.parametrize("other", OTHERS)
def test_what_others_do_to_the_ground_meanwhile_overtakes_a_sheet(house: House, child: House, other: str):
    """Whatever they hold the tree for: the sheet looks again."""
    enter(house, a_building("B"))
    house.ask("enter_staff", staff=[WANG])
    line = a_line(2, "1栋", (1, 1, "micro 1"))

    with pytest.raises(Overtaken):
        taken(child, line, meanwhile=lambda: OTHERS[other](house))

    assert "1栋" not in building_ids(house)
    assert counts(taken(child, line)) == (1, 0, 0, 0)


def test_a_sheet_that_was_written_meanwhile_overtakes_another(house: House, child: House):
    enter(house, a_building("B"))
    with pytest.raises(Overtaken):
        taken(child, a_line(2, "1栋"), meanwhile=lambda: taken(house, a_line(2, "2栋")))
