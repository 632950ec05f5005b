"""Tokens with one difference, and why they are refused."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.chassis.caller import Caller, Grant
from services.chassis.errors import TokenReason
from services.chassis.tokens import Keyring, TokenRefused, Verifier, mint

NOW = datetime(2026, 3, 5, 8, 30, tzinfo=UTC)
KEY = Ed25519PrivateKey.generate()
STRANGER = Ed25519PrivateKey.generate()
OF_NOTIFY = Ed25519PrivateKey.generate()
RING = Keyring({"members": KEY.public_key(), "service-notify": OF_NOTIFY.public_key()}, Path(), lambda: 0.0)
GRANTS = (Grant("grid_worker", "area-1", NOW + timedelta(days=1)), Grant("district_officer"))
SECOND = timedelta(seconds=1)


def a_token(**changes: Any) -> str:
    values: dict[str, Any] = {
        "kind": "person",
        "id": "li-na",
        "district": "chenghua",
        "grants": GRANTS,
        "lifetime": timedelta(minutes=5),
        "now": NOW,
    }
    return mint(changes.pop("key", KEY), changes.pop("kid", "members"), **values | changes)


def with_claims(**changes: Any) -> str:
    """A rightly signed token that says something else; None leaves a claim out."""
    claims = jwt.decode(a_token(), options={"verify_signature": False}) | changes
    kept = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(kept, KEY, algorithm="EdDSA", headers={"kid": "members"})


def verify(token: str | None, profile: Any = "production", now: datetime = NOW, **options: Any) -> Caller:
    return Verifier(RING, profile).verify(token, now=now, **options)


def reason(
    token: str | None, profile: Any = "production", now: datetime = NOW, **options: Any
) -> TokenReason:
    with pytest.raises(TokenRefused) as refusal:
        verify(token, profile, now, **options)
    assert refusal.value.values.keys() == {"reason"}
    return refusal.value.reason
