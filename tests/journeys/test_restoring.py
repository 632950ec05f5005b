"""A house on files is backed up while it runs, lives on, and is brought back to that moment (T13)."""

from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from deploy.linli.restored import restored
from services.chassis.storage.snapshot import is_whole
from tests.house import House
from tests.journeys.district import District
from tests.journeys.somebody import Somebody
from tests.processes import wait_until

FED_WITHIN = 30.0


@pytest.fixture
def house(tmp_path: Path):
    (tmp_path / "house").mkdir()
    with House(tmp_path / "house") as house:
        yield house


@pytest.fixture
def district(house: House):
    with httpx.Client(base_url=house.url, timeout=20.0) as http:
        here = District.founded(Somebody(http, house.passes))
        here.appoint("lane")
        yield here


def test_what_was_there_at_the_moment_is_there_again_and_nobody_is_told_twice(house, district, tmp_path):
    told = district.closed(district.register())
    district.message_about(told)
    open_case = district.register()
    house.command("backup", str(tmp_path / "backup"))
    assert all(is_whole(file) for file in (tmp_path / "backup").glob("*.db"))

    district.message_about(district.closed(open_case))
    later = district.register()
    house.stop()
    said = house.command("restore", str(tmp_path / "backup"), "--log", str(house.log_file("up")))
    house.start()

    assert said.count("left ") == 1
    assert "of something that is unknown here now" in said
    assert len(district.messages(told)) == 1
    seen = district.officer.ask("GET", f"/v1/cases/{open_case['id']}").json()
    assert (seen["state"], seen["version"]) == ("registered", 1)
    assert district.officer.ask("GET", f"/v1/cases/{later['id']}").status_code == 404
    district.message_about(district.closed(open_case))
    assert sent_lines(house).count("message sent") == 2
    wait_until(lambda: are_fed(district), "mirrors are fed anew", FED_WITHIN)


def test_what_is_asked_wrongly_is_refused_and_changes_nothing(house, tmp_path):
    folder = tmp_path / "backup"
    house.command("backup", str(folder))
    assert "files, as of" in house.command("backup", str(folder), "--verify")
    refused(house, "is there already", "backup", str(folder))
    refused(house, "is held by process", "restore", str(folder))
    refused(house, "is held by process", "restored", "--moment", "2026-03-02T09:00:00+08:00")

    house.stop()
    before = (house.folder / "data" / "grids.db").read_bytes()
    with (folder / "grids.db").open("r+b") as file:
        file.write(b"changed")
    refused(house, r"grids\.db has changed", "backup", str(folder), "--verify")
    refused(house, r"grids\.db has changed", "restore", str(folder))
    (folder / "manifest.json").unlink()
    refused(house, "broken off", "restore", str(folder))
    assert (house.folder / "data" / "grids.db").read_bytes() == before


def refused(house, why, *words):
    with pytest.raises(RuntimeError, match=why):
        house.command(*words)


@pytest.mark.parametrize("moment", ["yesterday", "2026-03-02T09:00:00"])
def test_a_moment_says_its_offset(moment):
    ran = CliRunner().invoke(restored, ["--moment", moment])
    assert (ran.exit_code, "--moment" in ran.output) == (2, True)


def sent_lines(house: House) -> str:
    return house.log_file("up").read_text()


def are_fed(district: District) -> bool:
    """By jobs that the restore asked for."""
    jobs = [
        job
        for service in ("care", "members", "notify")
        for job in district.operator.all(f"/v1/operator/{service}/jobs")
    ]
    return len(jobs) >= 3 and all(job["state"] == "done" for job in jobs)
