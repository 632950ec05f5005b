"""A token counts when it is signed by a known key, for us, in its time; in no other case."""

import base64
import hashlib
import hmac
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from services.chassis import tokens, wire
from services.chassis.caller import Caller, PrincipalKind
from services.chassis.tokens import TokenRefused, Verifier
from tests.chassis.token_builders import (
    GRANTS,
    KEY,
    NOW,
    OF_NOTIFY,
    RING,
    STRANGER,
    a_token,
    reason,
    verify,
    with_claims,
)


def unsigned(head: dict[str, Any], body: dict[str, Any]) -> bytes:
    return b".".join(base64.urlsafe_b64encode(wire.dumps(part)).rstrip(b"=") for part in (head, body))


def test_a_token_tells_who_asks_where_and_with_which_grants() -> None:
    caller = verify(a_token(), request_id="r-1", language="en")
    assert caller == Caller("chenghua", "li-na", "person", GRANTS, "r-1", "en")


@pytest.mark.parametrize("kind", ["person", "key", "service", "operator"])
@pytest.mark.parametrize("profile", ["sample", "production"])
def test_all_four_principals_are_known_in_both_profiles(kind: PrincipalKind, profile: str) -> None:
    assert verify(a_token(kind=kind, lifetime=timedelta(minutes=1)), profile).name == f"{kind}:li-na"


def test_claims_of_a_kind_are_carried_along() -> None:
    token = a_token(kind="service", lifetime=timedelta(minutes=1), **{"for": "event-1"})
    assert jwt.decode(token, options={"verify_signature": False})["for"] == "event-1"


@pytest.mark.parametrize("token", [None, ""])
def test_no_token_is_missing(token: str | None) -> None:
    assert reason(token) == "missing"


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "a.b",
        "a.b.c",
        "...",
        "李.娜.好",
        "\ud800",
        "e30.e30.e30",
        "x" * 8193,
        a_token()[:-9].split(".")[0],
    ],
)
def test_garbage_is_malformed_or_forged_and_nothing_worse(token: str) -> None:
    assert reason(token) in {"malformed", "algorithm"}


def test_a_deeply_nested_head_is_malformed() -> None:
    head = base64.urlsafe_b64encode(b"[" * 5000).decode()
    assert reason(f"{head}.e30.e30") == "malformed"


def test_a_token_without_a_signature_algorithm_is_refused() -> None:
    body = jwt.decode(a_token(), options={"verify_signature": False})
    for name in ("none", "None", "NONE", ""):
        token = unsigned({"alg": name, "typ": "JWT", "kid": "members"}, body).decode() + "."
        assert reason(token) == "algorithm"


def test_the_public_key_is_no_shared_secret() -> None:
    body = jwt.decode(a_token(), options={"verify_signature": False})
    public = KEY.public_key()
    for secret in (
        public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        public.public_bytes(Encoding.Raw, PublicFormat.Raw),
    ):
        signed = unsigned({"alg": "HS256", "typ": "JWT", "kid": "members"}, body)
        mac = base64.urlsafe_b64encode(hmac.digest(secret, signed, hashlib.sha256)).rstrip(b"=")
        assert reason((signed + b"." + mac).decode()) == "algorithm"


def test_a_signature_by_another_key_is_forged() -> None:
    assert reason(a_token(key=STRANGER)) == "forged"


def test_a_service_s_key_speaks_for_that_service_alone() -> None:
    of_notify = {"key": OF_NOTIFY, "kid": "service-notify", "lifetime": timedelta(minutes=1)}
    assert verify(a_token(kind="service", id="notify", **of_notify)).name == "service:notify"
    assert reason(a_token(kind="service", id="grids", **of_notify)) == "forged"
    assert reason(a_token(kind="person", id="notify", **of_notify)) == "forged"


def test_an_unknown_key_name_is_forged() -> None:
    assert reason(a_token(kid="somebody")) == "forged"
    assert reason(jwt.encode({}, KEY, algorithm="EdDSA")) == "forged"


def test_a_changed_body_is_forged() -> None:
    head, _, mark = a_token().split(".")
    other = a_token(id="wang").split(".")[1]
    assert reason(f"{head}.{other}.{mark}") == "forged"


@pytest.mark.parametrize("aud", ["elsewhere", ["elsewhere"]])
def test_a_token_for_another_system_is_refused(aud: Any) -> None:
    assert reason(with_claims(aud=aud)) == "audience"


@pytest.mark.parametrize("claim", ["sub", "kind", "district", "grants", "aud", "iat", "nbf", "exp"])
def test_a_token_without_a_claim_is_malformed(claim: str) -> None:
    assert reason(with_claims(**{claim: None})) == "malformed"


@pytest.mark.parametrize(
    "changes",
    [
        {"sub": "person:"},
        {"sub": "li-na"},
        {"sub": "operator:li-na"},
        {"sub": 7},
        {"kind": "operator"},
        {"kind": "robot", "sub": "robot:li-na"},
        {"district": ""},
        {"district": 5101},
        {"grants": "all"},
        {"grants": [["grid_worker"]]},
        {"grants": [["grid_worker", "", None]]},
        {"grants": [[7, None, None]]},
        {"grants": [["grid_worker", None, "soon"]]},
        {"grants": [["grid_worker", None, 10**30]]},
        {"grants": {"grid_worker": None}},
        {"exp": "later"},
        {"exp": True},
        {"iat": 1.5},
    ],
)
def test_claims_of_the_wrong_shape_are_malformed(changes: dict[str, Any]) -> None:
    assert reason(with_claims(**changes), "sample") == "malformed"


def test_a_known_token_still_tells_the_request_it_came_with() -> None:
    verifier, token = Verifier(RING, "production"), a_token()
    seen = [verifier.verify(token, now=NOW, request_id=name).request_id for name in ("a", "b")]
    assert seen == ["a", "b"]


def test_no_more_tokens_are_remembered_than_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "MOST_KNOWN", 3)
    verifier = Verifier(RING, "production")
    for number in range(5):
        verifier.verify(a_token(id=f"p-{number}"), now=NOW)
    assert len(verifier._known) == 3


def test_a_refusal_repeats_nothing_of_the_token() -> None:
    with pytest.raises(TokenRefused) as refusal:
        verify(with_claims(sub="person:"))
    assert refusal.value.__cause__ is None
    assert "members" not in repr(refusal.value)
