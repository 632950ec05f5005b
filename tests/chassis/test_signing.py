"""Who signs tokens in a process: for people and platforms with one key, for a service with its own."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from services.chassis import signing
from services.chassis.caller import Grant
from services.chassis.errors import KeyFileUnusable
from services.chassis.keyring import Keyring, create_keys
from services.chassis.signing import own_tokens, people_tokens
from services.chassis.tokens import SKEW, TOKEN_LIFE, TokenRefused, Verifier

NOW = datetime(2026, 3, 5, 8, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    for kid in ("people", "service-gateway"):
        create_keys(tmp_path, kid)
    return Keyring.load(tmp_path)


def test_a_platform_s_token_ends_with_its_secret_and_lives_no_longer_than_a_person_s(keyring: Keyring):
    issue, verifier = people_tokens(keyring), Verifier(keyring, "production")
    skew = timedelta(seconds=SKEW)
    for until, ends in ((NOW + timedelta(minutes=2), NOW + timedelta(minutes=2)), (None, NOW + TOKEN_LIFE)):
        token = issue("d7k2m9", "one", [Grant("platform_cases")], 3, NOW, kind="key", until=until)
        caller = verifier.verify(token, now=ends + skew - SECOND)
        assert (caller.name, caller.version, caller.grants) == ("key:one", 3, (Grant("platform_cases"),))
        with pytest.raises(TokenRefused):
            verifier.verify(token, now=ends + skew)


def test_the_gateway_speaks_for_itself_with_its_own_key(keyring: Keyring):
    caller = Verifier(keyring, "production").verify(own_tokens(keyring, "gateway")("d7k2m9", NOW), now=NOW)
    assert (caller.name, caller.district, caller.grants) == ("service:gateway", "d7k2m9", ())


def test_a_token_of_its_own_is_made_anew_before_half_of_its_life_is_over(keyring: Keyring):
    mint = own_tokens(keyring, "gateway")
    assert mint("d7k2m9", NOW) == mint("d7k2m9", NOW + signing.LIFE / 2 - SECOND)
    assert mint("d7k2m9", NOW) != mint("d7k2m9", NOW + signing.LIFE / 2)


def test_whatever_districts_secrets_name_few_of_them_are_remembered(
    keyring: Keyring, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(signing, "MOST_DISTRICTS", 3)
    mint = own_tokens(keyring, "gateway")
    first = mint("d0", NOW)
    tokens = [mint(f"d{number}", NOW + SECOND) for number in range(5)]
    assert tokens[0] == first
    assert mint("d0", NOW + SECOND) != first, "it was forgotten with the others"


def test_without_its_key_nobody_signs(tmp_path: Path):
    with pytest.raises(KeyFileUnusable):
        own_tokens(Keyring.load(tmp_path), "gateway")
