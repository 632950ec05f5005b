"""Keys are kept closed, compared, and put back; nobody's database opens without them."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from deploy.linli import escrow
from deploy.linli.services import SERVICES
from services.chassis.keyring import create_keys
from services.chassis.master_key import FORMER, MASTER, MasterKey
from tests.house import House
from tests.journeys.district import District
from tests.journeys.somebody import Somebody

WORDS = "seven bare pollards beside the canal"


@pytest.fixture
def passphrase(tmp_path: Path) -> tuple[str, str]:
    file = tmp_path / "passphrase"
    file.write_text(f"{WORDS}\nnever read\n")
    return "--passphrase-file", str(file)


@pytest.fixture
def house(tmp_path: Path) -> House:
    (tmp_path / "house").mkdir()
    return House(tmp_path / "house")


def refused(house, why, *words):
    with pytest.raises(RuntimeError, match=why):
        house.command(*words)


def test_keys_that_were_lost_come_back_from_the_file_and_open_what_they_sealed(house, passphrase, tmp_path):
    house.start()
    with house.client() as http:
        District.founded(Somebody(http, house.passes))
    house.stop()
    file, keys = tmp_path / "keys.linli", house.folder / "keys"
    house.command("keys", "backup", str(file), *passphrase)
    assert file.stat().st_mode & 0o777 == 0o600
    assert MasterKey.load(keys / MASTER)
    for secret in escrow.kept_in(keys).values():
        assert secret not in file.read_bytes()

    shutil.rmtree(keys)
    refused(house, "BAD", "keys", "verify")
    house.command("keys", "restore", str(file), *passphrase)
    said = house.command("keys", "verify", str(file), *passphrase)
    assert "BAD" not in said
    assert said.count("districts' keys of") == len(SERVICES)
    assert "0 of" in house.command("keys", "restore", str(file), *passphrase)


def test_another_master_key_opens_nothing_and_is_named(house, passphrase, tmp_path):
    house.start()
    with house.client() as http:
        District.founded(Somebody(http, house.passes))
    house.stop()
    file, keys = tmp_path / "keys.linli", house.folder / "keys"
    house.command("keys", "backup", str(file), *passphrase)
    (keys / MASTER).unlink()
    MasterKey.create(keys / MASTER)
    create_keys(keys, "service-new")

    refused(house, "wrapped by another master key", "keys", "verify")
    refused(house, r"master\.key .*: is another here", "keys", "verify", str(file), *passphrase)
    refused(house, r"service-new\.key\.pem: is not in the file", "keys", "verify", str(file), *passphrase)
    refused(house, "another key is there already", "keys", "restore", str(file), *passphrase)


def test_a_file_that_was_changed_or_a_wrong_passphrase_opens_nothing(house, passphrase, tmp_path):
    file, wrong = tmp_path / "keys.linli", tmp_path / "wrong"
    house.command("keys", "backup", str(file), *passphrase)
    wrong.write_text("seven bare poplars\n")
    refused(house, "does not fit", "keys", "restore", str(file), "--passphrase-file", str(wrong))
    changed = bytearray(file.read_bytes())
    changed[-1] ^= 1
    file.write_bytes(changed)
    refused(house, "was changed", "keys", "verify", str(file), *passphrase)
    file.write_text("something else")
    refused(house, "no file of keys", "keys", "restore", str(file), *passphrase)


def test_a_file_is_not_replaced_and_a_short_passphrase_is_refused(house, passphrase, tmp_path):
    file, short = tmp_path / "keys.linli", tmp_path / "short"
    short.write_text("x" * (escrow.SHORTEST - 1))
    refused(house, "characters at least", "keys", "backup", str(file), "--passphrase-file", str(short))
    assert not file.exists()
    short.write_text("x" * escrow.SHORTEST)
    house.command("keys", "backup", str(file), "--passphrase-file", str(short))
    refused(house, "there_already", "keys", "backup", str(file), *passphrase)


def test_a_pair_that_does_not_belong_together_is_named(house):
    keys = house.folder / "keys"
    create_keys(keys, "other")
    shutil.copy(keys / "other.pub.pem", keys / "people.pub.pem")
    refused(house, "people: its public key is another's", "keys", "verify")
    (keys / "people.pub.pem").unlink()
    refused(house, "people: its public key is missing", "keys", "verify")


def test_another_master_key_comes_while_the_house_lives_and_the_former_one_goes(house, tmp_path):
    with house.start(), house.client() as http:
        district = District.founded(Somebody(http, house.passes))
        district.appoint("lane")
        case = district.register()
    refused(house, "no rotation has begun", "keys", "rotate", "--finish")
    before = (house.folder / "keys" / MASTER).read_bytes()

    house.command("keys", "rotate")
    refused(house, "has not been ended", "keys", "rotate")
    with house.start(), house.client() as http:
        assert replace(district.officer, http=http).get(f"/v1/cases/{case['id']}").status_code == 200
    assert "rows are wrapped anew" in house.command("keys", "rotate", "--finish")
    assert "BAD" not in house.command("keys", "verify")
    assert not (house.folder / "keys" / FORMER).exists()
    assert (house.folder / "keys" / MASTER).read_bytes() != before
