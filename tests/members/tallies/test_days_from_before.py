"""Whoever was counted before counts were kept by days is counted from the day on which that began."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, NullPool, Table, create_engine, select

from services.chassis.clock import SystemClock
from services.chassis.settings import Settings
from services.chassis.storage.migrations import migrate
from services.members.tallies.store.tables import area_tallies, tally_beginnings, tally_days
from tests.store_places import addresses_on

MIGRATIONS = Path(__file__).parents[3] / "services" / "members" / "migrations"
NAME = "members_before"
THAT_DAY = date(2026, 3, 5)
COUNTED = [("d1", "court", 0, 0), ("d1", "lane", 3, 9), ("d2", "lane", 1, 1)]


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    if request.param == "postgresql":
        request.getfixturevalue("stores").drop_database(NAME)
    return Settings(database=addresses_on(request.param, NAME, tmp_path, request))


@pytest.fixture
def before(settings: Settings, tmp_path: Path) -> Iterator[Engine]:
    """The database as it was then, and nobody counted."""
    folder = tmp_path / "before"
    shutil.copytree(MIGRATIONS, folder)
    for revision in (folder / "versions").glob("*.py"):
        if revision.name >= "0015":
            revision.unlink()
    migrate(NAME, settings, folder)
    engine = create_engine(settings.database.owner.replace("{service}", NAME), poolclass=NullPool)
    yield engine
    engine.dispose()


def rows(engine: Engine, table: Table) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return sorted(tuple(row) for row in connection.execute(select(table)))


def test_counts_from_before_are_those_of_the_day_on_which_days_began(
    before: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(SystemClock, "today", lambda _: THAT_DAY)
    with before.begin() as connection:
        for district, area_id, households, residents in COUNTED:
            place = {"district": district, "area_id": area_id, "path": "1/2/3/", "coarse": "1/2/3/"}
            counted = {"households": households, "residents": residents}
            connection.execute(area_tallies.insert().values(place | counted))

    assert migrate(NAME, settings, MIGRATIONS)

    assert rows(before, tally_days) == [(*each[:2], THAT_DAY, *each[2:]) for each in COUNTED]
    assert rows(before, tally_beginnings) == [("d1", THAT_DAY), ("d2", THAT_DAY)]
    assert [(row[0], row[1], *row[-2:]) for row in rows(before, area_tallies)] == COUNTED


def test_where_nobody_was_counted_no_day_begins(before: Engine, settings: Settings):
    assert migrate(NAME, settings, MIGRATIONS)
    assert rows(before, tally_days) == rows(before, tally_beginnings) == []
