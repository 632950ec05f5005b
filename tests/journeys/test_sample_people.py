"""The people of the sample, in by the real import: exactly so many, and once."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from deploy.sample.estate import DWELLINGS
from deploy.sample.register import RESIDENTS, as_csv, register
from tests.house import House


@pytest.fixture(scope="module")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House(tmp_path_factory.mktemp("peopled")) as house:
        assert f"residents: {RESIDENTS}" in loaded(house)
        yield house


def loaded(house: House) -> str:
    token = house.passes.token("operator", kind="operator")
    return house.command("sample", "--url", house.url, "--token", token, configured=False)


def counted(house: House, what: str) -> int:
    with closing(sqlite3.connect(f"file:{Path(house.folder)}/data/members.db?mode=ro", uri=True)) as file:
        return int(file.execute(f"SELECT count(*) FROM {what}").fetchone()[0])


def test_there_are_15525_households_and_30787_residents(peopled: House):
    assert (counted(peopled, "households"), counted(peopled, "residents")) == (15_525, 30_787)


def test_each_micro_grid_has_its_people(peopled: House):
    assert counted(peopled, "(SELECT DISTINCT area_id FROM residents)") == 117


def test_loaded_once_more_it_changes_nothing(peopled: House):
    before = counted(peopled, "jobs")
    assert "residents: there already" in loaded(peopled)
    assert counted(peopled, "jobs") == before


def test_the_register_is_the_same_at_every_making():
    assert as_csv() == as_csv()


def test_nobody_of_it_can_be():
    people = list(register())
    assert {person.number[:2] for person in people} == {"99"}
    assert {person.phone[:4] for person in people if person.phone} == {"0300"}
    assert len({person.number for person in people}) == RESIDENTS
    assert len({(person.house.number, person.unit, person.room) for person in people}) == DWELLINGS
