"""Eligibility as it is asked, on both databases: answered from the mirror and the events, asking nobody."""

from typing import Any

import pytest
from sqlalchemy import inspect

from services.care.eligibility.store import tables as of_eligibility
from services.care.meals.store import tables as of_meals
from services.chassis.storage.database import Database
from services.chassis.storage.sql import Sql
from tests.care.builders import a_row, id_of
from tests.care.house import House

METADATA = (of_eligibility.metadata, of_meals.metadata)
TABLES = [table for metadata in METADATA for table in metadata.sorted_tables]


def checked(house: House, resident_id: str, **on: str) -> tuple[Any, ...]:
    answer = house.ask("check_eligibility", resident_id=resident_id, **on)
    assert answer["id"] == resident_id
    return answer["allowed"], answer["reason"], answer["allowed_from"]


@pytest.mark.parametrize(
    ("born", "answer"),
    [
        ("1966-03-04", (True, None, None)),
        ("1966-03-05", (True, None, None)),
        ("1966-03-06", (False, "too_young", "2026-03-06")),
        ("1968-02-29", (False, "too_young", "2028-02-29")),
    ],
)
def test_age_is_that_of_the_day(house: House, born: str, answer: tuple[Any, ...]):
    assert checked(house, house.settle(birth_date=born)) == answer


def test_who_was_born_on_the_29th_of_february_is_old_enough_on_the_28th(empty: House):
    house = empty.with_programme(minimum_age=65)
    zhang = house.settle(birth_date="1964-02-29")
    assert checked(house, zhang, on="2029-02-27") == (False, "too_young", "2029-02-28")
    assert checked(house, zhang, on="2029-02-28") == (True, None, None)


def test_a_day_to_come_may_be_asked_about(house: House):
    zhang = house.settle(birth_date="1966-03-06")
    assert checked(house, zhang, on="2026-03-06") == (True, None, None)


@pytest.mark.parametrize("status", ["dead", "moved_out"])
def test_who_has_left_is_told_apart(house: House, status: str):
    assert checked(house, house.settle(status=status)) == (False, status, None)


def test_a_death_that_was_heard_before_its_row_counts(house: House):
    zhang = house.settle()
    house.hear("ResidentDied", resident_id=zhang, died_on="2026-03-04", version=2)
    assert checked(house, zhang) == (False, "dead", None)
    assert checked(house, zhang, on="2026-03-03") == (True, None, None)


def test_nobody_unknown_removed_or_elsewhere_may(house: House):
    assert checked(house, id_of("nobody")) == (False, "unknown_resident", None)
    assert checked(house, house.settle(removed=True)) == (False, "unknown_resident", None)
    li = house.settle("li")
    assert checked(house.holding("far"), li) == (False, "unknown_resident", None)
    assert checked(house.holding("near"), li) == (True, None, None)


def test_before_the_programme_begins_there_is_none(house: House):
    zhang = house.settle()
    assert checked(house, zhang, on="2025-12-31") == (False, "no_programme", None)
    assert checked(house, zhang, on="2026-01-01") == (True, None, None)


def test_who_has_a_card_needs_no_other_until_it_is_lost(house: House):
    zhang = house.settle()
    card = house.enrol(zhang)
    assert checked(house, zhang) == (False, "has_card", None)
    house.ask("close_meal_card", card_id=card["id"], reason="lost", seen_version=1)
    assert checked(house, zhang) == (True, None, None)


def test_a_resident_who_moves_within_the_district_is_seen_where_they_live(house: House):
    zhang = house.settle()
    house.mirror("residents", a_row(version=2, area_id=id_of("yard")))
    assert checked(house.holding("near"), zhang)[1] == "unknown_resident"
    assert checked(house.holding("far"), zhang) == (True, None, None)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_store_names_what_the_migrations_made(database: Database, table: Any):
    with database.app.engine.connect() as connection:
        found = inspect(connection)
        columns = {each["name"]: each["nullable"] for each in found.get_columns(table.name)}
        key = found.get_pk_constraint(table.name)["constrained_columns"]
        indexes = {each["name"]: each["column_names"] for each in found.get_indexes(table.name)}
        references = found.get_foreign_keys(table.name)
    assert columns == {column.name: column.nullable for column in table.columns}
    assert key == [column.name for column in table.primary_key.columns]
    assert indexes == {index.name: [column.name for column in index.columns] for index in table.indexes}
    assert all(each["constrained_columns"][0] == "district" for each in references)


def test_row_level_security_is_forced_on_every_table(database: Database):
    if not database.is_postgresql:
        pytest.skip("SQLite has no second wall")
    forced = Sql(
        """
        SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
        WHERE attname = 'district' AND relkind = 'r' AND NOT relforcerowsecurity
        """
    )
    with database.look() as rows:
        assert rows.run(forced).rows == []
