"""A residence ends once, on a day that has come, and both kinds of listeners are told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import inspect, select

from services.chassis import wire
from services.chassis.domain import DomainError
from services.chassis.errors import StaleVersion
from services.chassis.storage.database import Database
from services.chassis.storage.tables import outbox
from services.members.register_import.domain.address import Dwelling
from services.members.residents.domain.errors import (
    AlreadyDead,
    AlreadyMovedOut,
    DeathBeforeBirth,
    DeathToCome,
    MoveOutBeforeBirth,
    MoveOutToCome,
    ResidentUnknown,
)
from services.members.residents.domain.events import ResidentDied, ResidentMovedOut
from services.members.residents.domain.resident import Resident, ResidentStatus
from services.members.residents.store.tables import metadata
from tests.members.builders import TODAY, a_household, a_resident, id_of
from tests.members.house import House
from tests.members.register_import.test_taken_in import a_line, taken

DAY = timedelta(days=1)
BORN = a_resident().birth_date
ENDS: dict[str, Callable[[Resident, date, date], Any]] = {
    "die": Resident.die,
    "move out": Resident.move_out,
}
ZHANG = a_resident("张三")


@pytest.fixture
def home(house: House) -> House:
    return house.settle(a_household(), ZHANG)


def told(house: House) -> list[tuple[str, dict[str, Any]]]:
    """Every event of the district: its type's last word and its data."""
    with house.database.work(house.district) as work:
        bodies = work.all(
            select(outbox.c.body).where(outbox.c.district == house.district).order_by(outbox.c.seq)
        )
    envelopes = [wire.loads(row["body"]) for row in bodies]
    return [(each["type"].split(".")[2], each["data"]) for each in envelopes]


@pytest.mark.parametrize("on", [BORN, TODAY - DAY, TODAY])
@pytest.mark.parametrize("end", ENDS)
def test_an_end_may_lie_on_any_day_from_birth_to_today(end: str, on: date):
    ended, row, event = ENDS[end](ZHANG, on, TODAY)
    assert (ended.version, row.rows, event.version) == (2, (ended.row(),), 2)
    assert ZHANG.status is ResidentStatus.LIVING


@pytest.mark.parametrize(
    ("end", "on", "refusal"),
    [
        ("die", TODAY + DAY, DeathToCome),
        ("die", BORN - DAY, DeathBeforeBirth),
        ("move out", TODAY + DAY, MoveOutToCome),
        ("move out", BORN - DAY, MoveOutBeforeBirth),
    ],
)
def test_an_end_outside_a_life_is_refused(end: str, on: date, refusal: type[DomainError]):
    with pytest.raises(refusal):
        ENDS[end](ZHANG, on, TODAY)


def test_a_death_says_who_and_when():
    dead, _, event = ZHANG.die(TODAY, TODAY)
    assert event == ResidentDied(ZHANG.id, TODAY.isoformat(), 2)
    assert (dead.status, dead.died_on) == (ResidentStatus.DEAD, TODAY)


def test_a_move_out_says_who_and_when():
    away, _, event = ZHANG.move_out(TODAY, TODAY)
    assert event == ResidentMovedOut(ZHANG.id, TODAY.isoformat(), 2)
    assert (away.status, away.moved_out_on) == (ResidentStatus.MOVED_OUT, TODAY)


def test_who_moved_out_may_die_and_both_days_are_kept():
    away, *_ = ZHANG.move_out(TODAY - DAY, TODAY)
    dead, *_ = away.die(TODAY, TODAY)
    assert (dead.status, dead.moved_out_on, dead.died_on, dead.version) == (
        ResidentStatus.DEAD, TODAY - DAY, TODAY, 3,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "refusal"),
    [
        ("die", "die", AlreadyDead),
        ("die", "move out", AlreadyDead),
        ("move out", "move out", AlreadyMovedOut),
    ],
)
def test_a_residence_ends_once(first: str, second: str, refusal: type[DomainError]):
    ended, *_ = ENDS[first](ZHANG, TODAY, TODAY)
    with pytest.raises(refusal):
        ENDS[second](ended, TODAY, TODAY)


def test_a_death_is_kept_shown_and_told_with_the_row(home: House):
    shown = home.ask("record_death", resident_id=ZHANG.id, died_on="2026-03-01", seen_version=1)
    assert (shown["status"], shown["died_on"], shown["version"]) == ("dead", "2026-03-01", 2)
    assert home.ask("get_resident", resident_id=ZHANG.id) == shown
    assert home.ask("feed_residents", limit=10)["items"][0]["status"] == "dead"
    assert told(home) == [
        ("ResidentsChanged", {"first_id": ZHANG.id, "rows": [vars(_dead_row())]}),
        ("ResidentDied", {"resident_id": ZHANG.id, "died_on": "2026-03-01", "version": 2}),
    ]


def test_a_move_out_is_kept_and_told_with_the_row(home: House):
    shown = home.ask("record_move_out", resident_id=ZHANG.id, moved_out_on="2026-03-05", seen_version=1)
    assert (shown["status"], shown["moved_out_on"], shown["died_on"]) == ("moved_out", "2026-03-05", None)
    assert [name for name, _ in told(home)] == ["ResidentsChanged", "ResidentMovedOut"]


def test_who_saw_another_version_is_refused_and_shown_the_one_that_stands(home: House):
    home.ask("record_move_out", resident_id=ZHANG.id, moved_out_on="2026-03-05", seen_version=1)
    with pytest.raises(StaleVersion) as refused:
        home.ask("record_death", resident_id=ZHANG.id, died_on="2026-03-05", seen_version=1)
    assert refused.value.values["current_version"] == 2
    assert "name" not in refused.value.values["current"]  # type: ignore[operator]
    assert len(told(home)) == 2


@pytest.mark.parametrize("place", ["far", "court"])
def test_nobody_ends_a_residence_outside_their_areas(home: House, place: str):
    with pytest.raises(ResidentUnknown):
        home.holding(place).ask("record_death", resident_id=ZHANG.id, died_on="2026-03-05", seen_version=1)
    assert told(home) == []


def test_a_register_does_not_take_the_dead_back(house: House):
    taken(house, a_line())
    [zhang] = house.ask("search_residents", name="张")["items"]
    house.ask("record_death", resident_id=zhang["id"], died_on="2026-03-01", seen_version=1)

    found = taken(house, a_line(phone="13900000000"))

    assert [each.wrong[0].fault for each in found.refused] == ["has_left"]
    shown = house.ask("get_resident", resident_id=zhang["id"])
    assert (shown["status"], shown["died_on"], shown["version"]) == ("dead", "2026-03-01", 2)


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_a_store_names_the_columns_that_there_are(database: Database, table):
    with database.app.engine.connect() as connection:
        columns = {column["name"] for column in inspect(connection).get_columns(table.name)}
    assert columns == {column.name for column in table.columns}


def _dead_row():
    dead, *_ = ZHANG.die(date(2026, 3, 1), TODAY)
    return replace(dead.row(), dwelling_id=id_of("home 101"))


@pytest.mark.parametrize("how", [("record_death", "died_on"), ("record_move_out", "moved_out_on")])
def test_a_register_of_another_dwelling_is_told_that_somebody_has_left(house: House, how: tuple[str, str]):
    taken(house, a_line())
    [zhang] = house.ask("search_residents", name="张")["items"]
    method, day = how
    house.ask(method, resident_id=zhang["id"], seen_version=1, **{day: "2026-03-01"})
    found = taken(house, a_line(dwelling=Dwelling(id_of("dwelling 9"), id_of("court"))))
    assert [each.wrong[0].fault for each in found.refused] == ["has_left"]
