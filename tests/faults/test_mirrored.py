"""A mirror that is in anything not as its source is found, row by row."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Table, create_engine, insert

from deploy.linli.services import SERVICES
from services.care.transaction import MIRRORS as CARE
from services.grids.dwellings.store import dwellings
from services.grids.groupings.store.tables import grouping_units
from services.members.residents.store.tables import households
from services.notify.transaction import MIRRORS
from tests.faults.mirrored import as_told, unlike_their_source, versions

SOURCES = (grouping_units, dwellings, households)
"""Of what a mirror is made that is no table of its source."""
PERSON = {"district": "d7k2m9", "id": "li-na", "display_name": "李娜", "duty_phone": "", "version": 2}


@pytest.fixture
def house(tmp_path: Path) -> Any:
    """Everywhere the same one person on duty."""
    house = SimpleNamespace(profile="embedded", settings={"data_dir": tmp_path})
    for service in SERVICES:
        change(house, service, *(table.create for table in (*(CARE | MIRRORS).values(), *SOURCES)))
        hold(house, service)
    return house


def change(house: Any, service: str, *changes: Any) -> None:
    engine = create_engine(f"sqlite:///{house.settings['data_dir']}/{service}.db")
    with engine.begin() as connection:
        for each in changes:
            each(connection)
    engine.dispose()


def hold(house: Any, service: str, **changes: Any) -> None:
    """Instead of what is held there."""
    staff: Table = MIRRORS["staff"]
    row = PERSON | {"removed": False, "epoch": 3} | changes
    change(house, service, lambda on: on.execute(staff.delete()), lambda on: on.execute(insert(staff), row))


def test_a_mirror_that_is_as_its_source_is_found_so(house):
    assert unlike_their_source(house) == []


@pytest.mark.parametrize(
    "changes", [{"version": 1}, {"version": 3}, {"duty_phone": "1"}, {"district": "d8"}], ids=str
)
def test_a_row_that_is_in_anything_not_as_its_source_is_found(house, changes):
    hold(house, "notify", **changes)
    found = unlike_their_source(house)
    assert {(service, mirror, id) for service, mirror, id in found} == {("notify", "staff", "li-na")}


def test_a_row_that_only_a_mirror_has_or_has_not_is_found(house):
    hold(house, "members", id="wang")
    assert unlike_their_source(house) == [("members", "staff", "li-na"), ("members", "staff", "wang")]


def test_a_row_that_the_mirror_keeps_as_removed_is_not_there(house):
    hold(house, "grids", id="wang")
    for service in ("members", "notify", "care"):
        hold(house, service, removed=True)
    assert {id for _, _, id in unlike_their_source(house)} == {"wang"}


def test_versions_are_told_by_id(house):
    assert versions(house, "grids", "staff") == {"li-na": 2}


@pytest.mark.parametrize(
    ("kept", "told"), [(date(1950, 1, 1), "1950-01-01"), ("1950-01-01", "1950-01-01"), (7, 7)]
)
def test_a_day_of_the_source_is_compared_as_its_event_tells_it(kept, told):
    """PostgreSQL gives a source's day as a day; a mirror keeps the text."""
    assert as_told(kept) == told
