"""Keys lie in one folder; a private one that others can read is refused."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from services.chassis.errors import KeyFileUnusable
from services.chassis.keyring import Keyring, create_keys


def refused(folder: Path) -> dict[str, object]:
    with pytest.raises(KeyFileUnusable) as refusal:
        Keyring.load(folder)
    return refusal.value.values


def test_a_made_pair_signs_and_is_known_by_its_name(tmp_path: Path) -> None:
    made = create_keys(tmp_path / "keys", "service-notify")
    ring = Keyring.load(tmp_path / "keys")
    assert set(ring.public) == {"service-notify"}
    ring.public["service-notify"].verify(ring.signing_key("service-notify").sign(b"x"), b"x")
    assert made.public_key() == ring.public["service-notify"]


def test_a_private_key_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    create_keys(tmp_path, "members")
    assert (tmp_path / "members.key.pem").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_private_key_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    create_keys(tmp_path, "members")
    (tmp_path / "members.key.pem").chmod(mode)
    assert refused(tmp_path) == {"file": "members.key.pem", "problem": "open_to_others"}


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_private_key_of_its_owner_is_fine(tmp_path: Path, mode: int) -> None:
    create_keys(tmp_path, "members")
    (tmp_path / "members.key.pem").chmod(mode)
    assert Keyring.load(tmp_path).signing_key("members")


def test_a_pair_is_never_replaced(tmp_path: Path) -> None:
    create_keys(tmp_path, "members")
    with pytest.raises(KeyFileUnusable) as refusal:
        create_keys(tmp_path, "members")
    assert refusal.value.values == {"file": "members.key.pem", "problem": "there_already"}


@pytest.mark.parametrize("kid", ["", "../members", "a/b", "A", "a.b", "-a", "a\n"])
def test_a_name_that_is_no_plain_name_is_a_mistake(tmp_path: Path, kid: str) -> None:
    with pytest.raises(ValueError, match="is no name for a key"):
        create_keys(tmp_path, kid)


def test_a_file_that_is_no_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "members.pub.pem").write_text("hello")
    assert refused(tmp_path) == {"file": "members.pub.pem", "problem": "not_a_key"}


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    other = generate_private_key(SECP256R1())
    public = other.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "members.pub.pem").write_bytes(public)
    assert refused(tmp_path)["problem"] == "not_a_key"


def test_a_private_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    pem = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file = tmp_path / "members.key.pem"
    file.write_bytes(pem)
    file.chmod(0o600)
    with pytest.raises(KeyFileUnusable):
        Keyring.load(tmp_path).signing_key("members")


def test_a_key_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyFileUnusable) as refusal:
        Keyring.load(tmp_path).signing_key("members")
    assert refusal.value.values == {"file": "members.key.pem", "problem": "missing"}


def test_an_empty_folder_knows_nobody(tmp_path: Path) -> None:
    assert Keyring.load(tmp_path).public == {}
