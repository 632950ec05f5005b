"""A district moves out of one house and into another, and nothing of it is lost or done twice."""

import shutil
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from deploy.linli.moving.manifest import Manifest
from services.chassis.master_key import MASTER
from tests.deployment.two_houses import (
    COMES_OTHERWISE,
    PEOPLE,
    Lived,
    at,
    be_unsent,
    digests,
    files_of,
    is_unsent,
    said_in,
    speaking_to,
)
from tests.house import House
from tests.journeys.district import District
from tests.journeys.somebody import Somebody
from tests.servers import NOT_DURABLE, RabbitMq, private_postgresql

A_SENDER_LOOKS_WITHIN = 3.0
"""Seconds: it does each second."""


@pytest.fixture(params=["embedded", "production"])
def houses(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[House, House]]:
    """The one that it leaves and the one that it comes to, each with its own master key."""
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    if request.param == "embedded":
        with House(tmp_path / "old") as old, House(tmp_path / "new") as new:
            yield old, new
        return
    rabbitmq: RabbitMq = request.getfixturevalue("rabbitmq")
    with (
        private_postgresql(tmp_path / "old-cluster", **NOT_DURABLE) as here,
        private_postgresql(tmp_path / "new-cluster", **NOT_DURABLE) as there,
        House(tmp_path / "old", rabbitmq, here) as old,
        House(tmp_path / "new", rabbitmq, there) as new,
    ):
        yield old, new


@pytest.mark.long("production")
def test_a_district_moves_whole(houses: tuple[House, House], tmp_path: Path):
    old, new = houses
    folder = tmp_path / "moved"
    with speaking_to(old) as at_old, speaking_to(new) as at_new:
        lived = Lived.founded(old, at_old)
        here, before = lived.district, lived.state(lived.district)
        lived.close_unheard(old)
        stays = District.founded(Somebody(at_old, old.passes))
        neighbour = District.founded(Somebody(at_new, new.passes))
        at_home = neighbour.state()

        leaves(old, lived, folder)
        stays.register()
        new.stop()  # so that it can be compared before it is worked on
        comes(new, folder, old.folder / "keys" / MASTER, tmp_path)
        new.start()
        there = at(new, at_new, here)
        assert lived.state(there) == before
        goes_on(lived, there)
        assert neighbour.state() == at_home
        assert "BAD" not in new.command("audit", "verify")

        is_removed(old, here, folder)
        stays.register()
        assert "BAD" not in old.command("audit", "verify")
        if new.profile == "production":
            comes_while_the_house_runs(old, new, stays, tmp_path / "second")
            at(new, at_new, stays).register()


def leaves(old: House, lived: Lived, folder: Path) -> None:
    """Closed twice, as a second time changes nothing; what is unsent then stays so."""
    here = lived.district
    refused(old, "is not closed", "backup", here.id, str(folder))
    for _ in range(2):
        old.command("district", "close", here.id)
    be_unsent(old, lived.told)
    old.start()
    is_left_alone(here)
    time.sleep(A_SENDER_LOOKS_WITHIN)
    assert is_unsent(old, lived.told)
    old.command("district", "backup", here.id, str(folder))
    refused(old, "is there already", "backup", here.id, str(folder))


def comes(new: House, folder: Path, master: Path, tmp_path: Path) -> None:
    """Not with a wrong key, and a second time changes nothing."""
    comes_not_with_wrong_keys(new, folder, tmp_path)
    words = "district", "restore", str(folder), "--former-master", str(master)
    new.command(*words)
    comes_as_it_was(new, Manifest.read(folder).district, folder)
    assert "by this backup already" in new.command(*words)
    comes_as_it_was(new, Manifest.read(folder).district, folder)


def comes_while_the_house_runs(old: House, new: House, district: District, folder: Path) -> None:
    old.command("district", "close", district.id)
    old.command("district", "backup", district.id, str(folder))
    master = str(old.folder / "keys" / MASTER)
    new.command("district", "restore", str(folder), "--former-master", master)


def is_removed(old: House, district: District, folder: Path) -> None:
    """On files no two processes write at a time; on a cluster the house goes on."""
    if old.profile == "embedded":
        old.stop()
    old.command("district", "remove", str(folder), "--moved-to", "new")
    assert set(digests(old, district.id).values()) == {(0, sha256(b"").hexdigest())}
    assert files_of(old, district.id) == {}
    assert "moved new" in old.command("district", "state", district.id)
    old.start()
    is_left_alone(district)


def refused(house: House, why: str, *words: str) -> None:
    with pytest.raises(RuntimeError, match=why):
        house.command("district", *words)


def is_left_alone(district: District) -> None:
    """By whoever asks, in both languages, for reads and writes."""
    asked = {"area_id": district.ids["lane"], "text": "路灯不亮"}
    for refusal in (
        district.officer.refused("POST", "/v1/cases", asked),
        district.officer.refused("GET", "/v1/cases"),
    ):
        assert (refusal.status, refusal.code) == (503, "DistrictClosed")
        assert refusal.headers["Retry-After"]


def comes_not_with_wrong_keys(new: House, folder: Path, tmp_path: Path) -> None:
    refused(new, "--former-master", "restore", str(folder))
    wrong = tmp_path / "wrong.key"
    shutil.copy(new.folder / "keys" / MASTER, wrong)
    refused(new, "is not, and has not", "restore", str(folder), "--former-master", str(wrong))
    assert all(rows == 0 for rows, _ in digests(new, Manifest.read(folder).district).values())


def comes_as_it_was(new: House, district: str, folder: Path) -> None:
    said, found = said_in(folder), digests(new, district)
    assert {name: rows for name, (rows, _) in found.items()} == {
        name: rows for name, (rows, _) in said.items()
    }
    other = {name for name in said if found[name] != said[name]}
    assert {name.partition(".")[2] for name in other} <= COMES_OTHERWISE.keys()


def goes_on(lived: Lived, there: District) -> None:
    """Its next step, its keys, its digests, and what was answered before."""
    case = there.step(lived.in_hand, "take-in-hand")
    assert case["state"] == "in_hand"
    wanted = PEOPLE[7]
    found = there.officer.do("/v1/residents/search", {"document_number": wanted["身份证号"]})["items"]
    assert [each["name"] for each in found] == [wanted["姓名"]]
    reveal = f"/v1/residents/{found[0]['id']}/reveal"
    clear = there.officer.do(reveal, {"what": ["document_number"], "reason": "核对证件号码"})
    assert clear["document_number"] == wanted["身份证号"]
    body, key, answer = lived.repeated
    assert there.officer.do("/v1/cases", body, key=key) == answer
    for told in (there.step(case, "close"), lived.told, *([lived.untold] if lived.untold else [])):
        there.message_about(told)
