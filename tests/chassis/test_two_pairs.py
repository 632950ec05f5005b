"""A signer has two pairs for a while: both count, the newer signs when all know it, and the older goes."""

import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest

from deploy.linli.signing_rotation import RotationRefused, begun, finished, longest_life
from services.chassis import keyring as keyrings
from services.chassis.errors import TokenReason, TokenRefused
from services.chassis.keyring import (
    LOOK_EVERY,
    LOOK_FOR_UNKNOWN_EVERY,
    READY_AFTER,
    Keyring,
    create_keys,
    names_of,
)
from services.chassis.signing import LOOK_EVERY as SIGNER_LOOKS_EVERY
from services.chassis.signing import Signer
from services.chassis.tokens import Verifier, mint
from tests.chassis.token_builders import GRANTS
from tests.chassis.two_pairs import NOW, Seconds, has_lain

MOMENT = 0.001


@pytest.fixture
def clock() -> Seconds:
    return Seconds()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_keys(tmp_path, "people")
    has_lain(tmp_path, "people", 10 * READY_AFTER)
    return tmp_path


def said(**different: Any) -> dict[str, Any]:
    usual = {"kind": "person", "id": "li-na", "district": "d1", "grants": GRANTS, "now": NOW}
    return usual | {"lifetime": timedelta(minutes=5)} | different


def signed(folder: Path, kid: str, **different: Any) -> str:
    return mint(Keyring.load(folder).signing_key(kid), kid, **said(**different))


def checking(folder: Path, clock: Seconds) -> Verifier:
    return Verifier(Keyring.load(folder, clock), "production")


def why(verifier: Verifier, token: str) -> TokenReason:
    with pytest.raises(TokenRefused) as refused:
        verifier.verify(token, now=NOW)
    return refused.value.reason


def kid_of(token: str) -> str:
    return str(jwt.get_unverified_header(token)["kid"])


def test_a_second_pair_is_known_without_a_new_start(folder: Path, clock: Seconds):
    verifier = checking(folder, clock)
    begun(folder, "people")
    clock.pass_by(LOOK_FOR_UNKNOWN_EVERY)
    for kid in ("people", "people.2"):
        assert verifier.verify(signed(folder, kid), now=NOW).id == "li-na"


def test_the_folder_is_not_read_for_each_unknown_name(
    folder: Path, clock: Seconds, monkeypatch: pytest.MonkeyPatch
):
    read: list[Path] = []
    strange, files = signed_by_nobody(folder), keyrings._files

    def noted(at: Path):
        read.append(at)
        return files(at)

    monkeypatch.setattr(keyrings, "_files", noted)
    verifier = checking(folder, clock)
    for _ in range(50):
        clock.pass_by(LOOK_FOR_UNKNOWN_EVERY / 10)
        assert why(verifier, strange) is TokenReason.FORGED
    assert len(read) == 1 + 5


def signed_by_nobody(folder: Path) -> str:
    key = Keyring.load(folder).signing_key("people")
    return mint(key, "people.9", **said())


def test_who_was_looked_for_in_vain_just_now_is_found_a_little_later(folder: Path, clock: Seconds):
    verifier = checking(folder, clock)
    clock.pass_by(LOOK_FOR_UNKNOWN_EVERY)
    assert why(verifier, signed_by_nobody(folder)) is TokenReason.FORGED
    begun(folder, "people")
    clock.pass_by(LOOK_FOR_UNKNOWN_EVERY - MOMENT)
    assert why(verifier, signed(folder, "people.2")) is TokenReason.FORGED
    clock.pass_by(MOMENT)
    assert verifier.verify(signed(folder, "people.2"), now=NOW)


@pytest.mark.parametrize(
    ("kind", "subject"), [("operator", "x"), ("service", "members"), ("service", "people")]
)
def test_a_second_pair_speaks_for_nobody_else_than_the_first(folder: Path, kind: str, subject: str):
    begun(folder, "people")
    token = signed(folder, "people.2", kind=kind, id=subject)
    assert why(checking(folder, Seconds()), token) is TokenReason.FORGED


def test_a_second_pair_of_a_service_speaks_for_it_alone(folder: Path):
    create_keys(folder, "service-grids")
    begun(folder, "service-grids")
    its = {"kind": "service", "grants": (), "lifetime": timedelta(minutes=1)}
    verifier = checking(folder, Seconds())
    assert verifier.verify(signed(folder, "service-grids.2", id="grids", **its), now=NOW).id == "grids"
    assert why(verifier, signed(folder, "service-grids.2", id="care", **its)) is TokenReason.FORGED


def test_a_token_that_names_one_pair_and_is_signed_by_the_other_is_refused(folder: Path):
    begun(folder, "people")
    crossed = mint(Keyring.load(folder).signing_key("people"), "people.2", **said())
    assert why(checking(folder, Seconds()), crossed) is TokenReason.FORGED


def test_the_newer_pair_signs_when_it_has_lain_there_for_long_enough(folder: Path, clock: Seconds):
    signer = Signer(Keyring.load(folder), "people", clock)
    begun(folder, "people")
    clock.pass_by(SIGNER_LOOKS_EVERY)
    assert kid_of(signer(**said())) == "people"
    has_lain(folder, "people.2", READY_AFTER - 5)
    clock.pass_by(SIGNER_LOOKS_EVERY)
    assert kid_of(signer(**said())) == "people"
    has_lain(folder, "people.2")
    clock.pass_by(SIGNER_LOOKS_EVERY - MOMENT)
    assert kid_of(signer(**said())) == "people"
    clock.pass_by(MOMENT)
    assert kid_of(signer(**said())) == "people.2"


def test_a_pair_without_its_public_half_never_signs(folder: Path):
    begun(folder, "people")
    has_lain(folder, "people.2")
    (folder / "people.2.pub.pem").unlink()
    assert Keyring.load(folder).newest("people") == "people"


def test_a_newer_key_that_cannot_be_read_stops_nobody_who_signs(
    folder: Path, clock: Seconds, caplog: pytest.LogCaptureFixture
):
    signer = Signer(Keyring.load(folder), "people", clock)
    begun(folder, "people")
    has_lain(folder, "people.2")
    (folder / "people.2.key.pem").chmod(0o644)
    clock.pass_by(SIGNER_LOOKS_EVERY)
    with caplog.at_level(logging.ERROR):
        assert kid_of(signer(**said())) == "people"
    assert caplog.records


def test_a_public_file_that_is_no_key_stops_nobody_who_checks(
    folder: Path, clock: Seconds, caplog: pytest.LogCaptureFixture
):
    verifier, token = checking(folder, clock), signed(folder, "people")
    (folder / "people.2.pub.pem").write_text("hello")
    clock.pass_by(LOOK_EVERY)
    with caplog.at_level(logging.ERROR):
        assert verifier.verify(token, now=NOW)
    assert [record.__dict__["file"] for record in caplog.records] == ["people.2.pub.pem"]


def test_a_key_that_has_gone_counts_no_more_also_for_tokens_that_were_checked_before(
    folder: Path, clock: Seconds
):
    begun(folder, "people")
    verifier, old, new = checking(folder, clock), signed(folder, "people"), signed(folder, "people.2")
    assert verifier.verify(old, now=NOW)
    finished(folder, "people", at_once=True)
    clock.pass_by(LOOK_EVERY - MOMENT)
    assert verifier.verify(old, now=NOW)
    clock.pass_by(MOMENT)
    assert why(verifier, old) is TokenReason.FORGED
    assert verifier.verify(new, now=NOW)


def test_unknown_names_hide_no_key_that_has_gone(folder: Path, clock: Seconds):
    begun(folder, "people")
    verifier, old = checking(folder, clock), signed(folder, "people")
    assert verifier.verify(old, now=NOW)
    finished(folder, "people", at_once=True)
    clock.pass_by(LOOK_EVERY / 2)
    assert why(verifier, signed_by_nobody_now(folder)) is TokenReason.FORGED
    assert why(verifier, old) is TokenReason.FORGED


def signed_by_nobody_now(folder: Path) -> str:
    return mint(Keyring.load(folder).signing_key("people.2"), "people.9", **said())


def test_the_older_pair_goes_when_no_token_of_it_lives(folder: Path):
    begun(folder, "people")
    whole = READY_AFTER + longest_life("people")
    has_lain(folder, "people.2", whole - 5)
    with pytest.raises(RotationRefused, match="seconds more"):
        finished(folder, "people")
    has_lain(folder, "people.2", whole)
    assert finished(folder, "people") == ["people"]
    assert names_of(folder, "people") == ["people.2"]
    assert {path.name for path in folder.iterdir()} == {"people.2.key.pem", "people.2.pub.pem"}


def test_one_rotation_comes_after_the_other(folder: Path):
    assert begun(folder, "people") == "people.2"
    with pytest.raises(RotationRefused, match="has not been ended"):
        begun(folder, "people")
    finished(folder, "people", at_once=True)
    with pytest.raises(RotationRefused, match="no rotation has begun"):
        finished(folder, "people")
    assert begun(folder, "people") == "people.3"
    assert Keyring.load(folder).newest("people") == "people.2"


def test_nobody_s_pair_is_not_rotated(folder: Path):
    with pytest.raises(RotationRefused, match="no pair"):
        begun(folder, "peopl")
    with pytest.raises(RotationRefused, match="no rotation"):
        finished(folder, "peopl")


def test_files_that_are_called_otherwise_are_no_pairs(folder: Path):
    for name in ("people.old", "people-2", "people.02", "people.0"):
        (folder / f"{name}.key.pem").write_bytes((folder / "people.key.pem").read_bytes())
    assert names_of(folder, "people") == ["people"]
