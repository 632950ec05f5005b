"""Each service started as its image would: its files, packages and secrets, nobody's rights."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from deploy.linli.services import GATEWAY, SERVICES
from tests.deployment.image_house import ImageHouse
from tests.journeys.district import District
from tests.journeys.somebody import Somebody

NAMES = [*SERVICES, GATEWAY]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a root that nobody writes to")


@pytest.fixture(scope="module")
def district(image_house: ImageHouse) -> Iterator[District]:
    with httpx.Client(base_url=image_house.url, timeout=20.0, verify=False) as http:
        yield District.founded(Somebody(http, image_house.passes))


def test_a_case_goes_from_registering_to_the_message_about_its_closing(district: District):
    district.appoint("lane")
    case = district.closed(district.register())
    assert district.message_about(case)["state"] == "sent"


def test_every_service_answers_for_a_district_that_it_has_heard_of(district: District):
    """members and care hear of areas through the broker, and are asked through it."""
    assert district.officer.all("/v1/residents", area_id=district.ids["community"]) == []
    assert district.officer.all("/v1/meal-cards", area_id=district.ids["community"]) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_health_check_of_an_image_says_that_it_is_ready(image_house: ImageHouse, name: str):
    assert image_house.in_image(name, "ready").strip().endswith('"staying": true}')


@pytest.mark.parametrize("name", NAMES)
def test_an_image_has_no_other_service_than_its_own(image_house: ImageHouse, name: str):
    folder = image_house.images[name].root
    code = {path.parent.name for path in (folder / "services").glob("*/__init__.py")}
    assert code == {"chassis", name} - {GATEWAY}
    assert (folder / "gateway").exists() == (name == GATEWAY)


@as_root
@pytest.mark.parametrize("name", NAMES)
def test_a_process_is_nobody_and_gains_nothing(image_house: ImageHouse, name: str):
    status = Path(f"/proc/{image_house.pids[name]}/status").read_text()
    said = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert said["Uid"].split() == ["65534"] * 4
    assert (said["NoNewPrivs"], int(said["CapEff"], 16)) == ("1", 0)


@as_root
@pytest.mark.parametrize("name", NAMES)
def test_a_process_writes_nowhere_but_in_its_volume(image_house: ImageHouse, name: str):
    mounts = f"--mount=/proc/{image_house.pids[name]}/ns/mnt"
    for place in (image_house.images[name].root, "/tmp", "/var/tmp"):
        tried = subprocess.run(["nsenter", mounts, "touch", f"{place}/x"], capture_output=True, check=False)
        assert b"Read-only" in tried.stderr, place
