"""Tokens called back count no more, from the version on that was told."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from services.chassis.called_back import CalledBack
from services.chassis.caller import PrincipalKind
from services.chassis.errors import TokenRefused
from services.chassis.keyring import Keyring, create_keys
from services.chassis.tokens import PEOPLE_KEY, Verifier, mint

NOW = datetime(2026, 3, 5, tzinfo=UTC)


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    for kid in (PEOPLE_KEY, "service-grids"):
        create_keys(tmp_path, kid)
    return Keyring.load(tmp_path)


def a_token(
    keyring: Keyring, *, kid: str = PEOPLE_KEY, kind: str = "person", id: str = "zhang", **said: object
) -> str:
    return mint(
        keyring.signing_key(kid), kid, kind=kind, id=id, district="d1", grants=(),  # type: ignore[arg-type]
        lifetime=timedelta(seconds=60), now=NOW, **said,
    )  # fmt: skip


@pytest.mark.parametrize(("version", "counts"), [(0, False), (2, False), (3, True), (4, True)])
def test_a_token_of_an_older_version_is_refused(keyring: Keyring, version: int, counts: bool):
    called_back = CalledBack()
    called_back.hear([("d1", "person:zhang", 3)])
    assert is_taken(Verifier(keyring, "production", called_back), a_token(keyring, gv=version)) is counts


@pytest.mark.parametrize("whom", [("d1", "person:li", 3), ("d2", "person:zhang", 3), ("d1", "key:zhang", 3)])
def test_nobody_else_is_called_back(keyring: Keyring, whom: tuple[str, str, int]):
    called_back = CalledBack()
    called_back.hear([whom])
    assert is_taken(Verifier(keyring, "production", called_back), a_token(keyring, gv=1))


def test_a_token_that_was_looked_at_before_is_refused_from_then_on(keyring: Keyring):
    called_back = CalledBack()
    verifier, token = Verifier(keyring, "production", called_back), a_token(keyring, gv=1)
    assert is_taken(verifier, token)
    called_back.hear([("d1", "person:zhang", 2)])
    assert not is_taken(verifier, token)
    called_back.hear([])
    assert is_taken(verifier, token)


def test_what_one_house_tells_stays_whatever_another_tells(keyring: Keyring):
    called_back = CalledBack()
    verifier, token = Verifier(keyring, "production", called_back), a_token(keyring, gv=1)
    called_back.hear([("d1", "person:zhang", 2)], "east")
    called_back.hear([("d2", "person:li", 2)], "west")
    called_back.hear([], "west")
    assert not is_taken(verifier, token)
    called_back.hear([], "east")
    assert is_taken(verifier, token)


@pytest.mark.parametrize("kind", ["service", "operator"])
def test_the_people_s_key_speaks_for_people_and_platforms_alone(keyring: Keyring, kind: PrincipalKind):
    verifier = Verifier(keyring, "production")
    assert not is_taken(verifier, a_token(keyring, kind=kind))
    assert is_taken(verifier, a_token(keyring, kind="key"))
    assert not is_taken(verifier, a_token(keyring, kid="service-grids"))


def is_taken(verifier: Verifier, token: str) -> bool:
    try:
        verifier.verify(token, now=NOW)
    except TokenRefused:
        return False
    return True
