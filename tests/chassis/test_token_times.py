"""A token counts in its time, with half a minute of doubt on both sides."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from services.chassis.caller import PrincipalKind
from services.chassis.tokens import TokenRefused, Verifier
from tests.chassis.token_builders import NOW, RING, SECOND, STRANGER, a_token, reason, verify, with_claims


def test_a_token_ends_thirty_seconds_after_its_end() -> None:
    last = NOW + timedelta(minutes=5, seconds=30)
    assert verify(a_token(), now=last - SECOND).id == "li-na"
    assert reason(a_token(), now=last) == "expired"


def test_a_token_begins_thirty_seconds_before_its_beginning() -> None:
    first = NOW - timedelta(seconds=30)
    assert verify(a_token(), now=first).id == "li-na"
    assert reason(a_token(), now=first - SECOND) == "early"


@pytest.mark.parametrize("claim", ["iat", "nbf"])
def test_both_beginnings_count(claim: str) -> None:
    assert reason(with_claims(**{claim: int(NOW.timestamp()) + 31})) == "early"


@pytest.mark.parametrize(
    ("kind", "longest"), [("person", 300), ("service", 60), ("key", 3600), ("operator", 3600)]
)
def test_a_token_may_not_live_longer_than_its_kind(kind: PrincipalKind, longest: int) -> None:
    assert verify(a_token(kind=kind, lifetime=longest * SECOND)).kind == kind
    assert reason(a_token(kind=kind, lifetime=(longest + 1) * SECOND)) == "too_long"


def test_the_sample_profile_takes_a_token_for_a_day() -> None:
    assert verify(a_token(lifetime=timedelta(days=1)), "sample").id == "li-na"


def test_the_sample_profile_checks_everything_else() -> None:
    assert reason(a_token(), "sample", now=NOW + timedelta(hours=1)) == "expired"
    assert reason(a_token(key=STRANGER), "sample") == "forged"


def test_a_request_accepted_in_time_is_valid_until_its_deadline() -> None:
    later = NOW + timedelta(minutes=5, seconds=40)
    assert verify(a_token(), now=later, accepted_at=later - 11 * SECOND).id == "li-na"
    assert reason(a_token(), now=later, accepted_at=later - 10 * SECOND) == "expired"


def test_an_acceptance_longer_ago_than_any_deadline_does_not_count() -> None:
    accepted = NOW + timedelta(minutes=5)
    assert verify(a_token(), now=accepted + timedelta(seconds=60), accepted_at=accepted).id == "li-na"
    assert reason(a_token(), now=accepted + timedelta(seconds=61), accepted_at=accepted) == "expired"


def test_an_acceptance_in_the_future_does_not_count() -> None:
    assert reason(a_token(), now=NOW + timedelta(hours=1), accepted_at=NOW + timedelta(hours=2)) == "expired"


def test_a_known_token_ends_all_the_same() -> None:
    verifier, token = Verifier(RING, "production"), a_token()
    assert verifier.verify(token, now=NOW).id == "li-na"
    with pytest.raises(TokenRefused):
        verifier.verify(token, now=NOW + timedelta(hours=1))


def _seconds_each(call: Callable[[], object]) -> float:
    rounds = 200
    began = time.perf_counter()
    for _ in range(rounds):
        call()
    return (time.perf_counter() - began) / rounds


def test_checking_a_known_token_costs_under_five_microseconds() -> None:
    verifier, token = Verifier(RING, "production"), a_token()
    best = min(_seconds_each(lambda: verifier.verify(token, now=NOW)) for _ in range(100))
    assert best < 5e-6
