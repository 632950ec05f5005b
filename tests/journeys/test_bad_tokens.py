"""A token that does not count opens nothing, and says why without saying more."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deploy.linli.token import SIGNER
from services.chassis.caller import Grant
from services.chassis.keyring import PUBLIC, Keyring
from services.chassis.tokens import mint
from tests.house import House
from tests.journeys.district import District
from tests.journeys.somebody import Refusal

NOW = datetime.now(UTC)
ROLE = "district_officer"


def coded(part: bytes | dict[str, Any]) -> str:
    raw = part if isinstance(part, bytes) else json.dumps(part).encode()
    return urlsafe_b64encode(raw).decode().rstrip("=")


def parts_of(token: str) -> tuple[dict[str, Any], dict[str, Any], str]:
    head, body, signature = token.split(".")
    read = [json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4))) for part in (head, body)]
    return read[0], read[1], signature


def minted(here: District, key: Ed25519PrivateKey | None = None, kid: str = SIGNER, **more: Any) -> str:
    """A token of the district's officer, by somebody else's key."""
    said: dict[str, Any] = {"lifetime": timedelta(minutes=5), "now": datetime.now(UTC)} | more
    who: dict[str, Any] = {"kind": "person", "id": here.officer.principal, "district": here.id}
    who["grants"] = [Grant(ROLE)]
    return mint(key or Ed25519PrivateKey.generate(), kid, **(who | said))


def with_claims(here: District, **claims: Any) -> str:
    """The good token's signature under other claims."""
    head, body, signature = parts_of(here.officer.token)
    return f"{coded(head)}.{coded(body | claims)}.{signature}"


def without_signature(here: District) -> str:
    head, body, _ = parts_of(here.officer.token)
    return f"{coded(head | {'alg': 'none'})}.{coded(body)}."


def signed_with_the_public_key(here: District, house: House) -> str:
    head, body, _ = parts_of(here.officer.token)
    text = f"{coded(head | {'alg': 'HS256'})}.{coded(body)}"
    public = (house.folder / "keys" / f"{SIGNER}{PUBLIC}").read_bytes()
    return f"{text}.{coded(hmac.digest(public, text.encode(), 'sha256'))}"


def for_another_house(here: District, house: House) -> str:
    """Rightly signed, and not meant for us."""
    head, body, _ = parts_of(here.officer.token)
    key = Keyring.load(house.folder / "keys").signing_key(SIGNER)
    return jwt.encode(body | {"aud": "another"}, key, algorithm=head["alg"], headers={"kid": SIGNER})


def made(here: District, **when: Any) -> str:
    return here.officer.passes.token(ROLE, district=here.id, **when)


Forger = Callable[[District, House], str]
WRONG: dict[str, tuple[str, Forger]] = {
    "none": ("missing", lambda here, _: ""),
    "expired": ("expired", lambda here, _: made(here, now=NOW - timedelta(minutes=10))),
    "not yet valid": ("early", lambda here, _: made(here, now=NOW + timedelta(hours=1))),
    "of a long life": ("too_long", lambda here, _: made(here, lifetime=timedelta(minutes=6))),
    "of a strange key": ("forged", lambda here, _: minted(here)),
    "of a key that nobody has": ("forged", lambda here, _: minted(here, kid="mallory")),
    "of a key outside the folder": ("forged", lambda here, _: minted(here, kid=f"../keys/{SIGNER}")),
    "with another district": ("forged", lambda here, _: with_claims(here, district="d7k2m9")),
    "with another life": ("forged", lambda here, _: with_claims(here, exp=int(NOW.timestamp()) + 280)),
    "with more grants": ("forged", lambda here, _: with_claims(here, grants=[["operator", None, None]])),
    "for another house": ("audience", for_another_house),
    "without a signature": ("algorithm", lambda here, _: without_signature(here)),
    "signed with the public key": ("algorithm", signed_with_the_public_key),
    "cut short": ("malformed", lambda here, _: here.officer.token.rpartition(".")[0]),
    "of no shape": ("malformed", lambda here, _: "a.b.c"),
    "of eight thousand characters": ("malformed", lambda here, _: "a" * 8_000),
}


def refused_with(here: District, token: str, method: str = "GET", **sent: Any) -> Refusal:
    headers = {"Authorization": f"Bearer {token}" if token else ""}
    return here.officer.refused(method, "/v1/cases", headers=headers, **sent)


@pytest.mark.parametrize("what", WRONG)
def test_a_token_that_does_not_count_reads_nothing(house: House, untouched: District, what: str):
    reason, forge = WRONG[what]
    told = refused_with(untouched, forge(untouched, house))
    assert (told.status, told.code, told.values) == (401, "TokenRefused", {"reason": reason})
    assert told.headers["WWW-Authenticate"].startswith('Bearer realm="linli"')


@pytest.mark.parametrize("what", WRONG)
def test_a_token_that_does_not_count_changes_nothing(house: House, untouched: District, what: str):
    body = {"area_id": untouched.ids["lane"], "text": "楼道灯不亮"}
    told = refused_with(untouched, WRONG[what][1](untouched, house), "POST", json=body)
    assert (told.status, told.code) == (401, "TokenRefused")


def test_a_token_that_fills_more_than_a_line_is_not_even_read(untouched: District):
    """A head that cannot be read has no language: the status says it all."""
    answer = untouched.officer.get("/v1/cases", headers={"Authorization": f"Bearer {'a' * 10_000}"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (431, "application/problem+json")


@pytest.mark.parametrize("scheme", ["Basic", "Token", "Bearer,", ""])
def test_a_token_is_sent_as_a_bearers(untouched: District, scheme: str):
    headers = {"Authorization": f"{scheme} {untouched.officer.token}".strip()}
    told = untouched.officer.refused("GET", "/v1/cases", headers=headers)
    assert (told.status, told.values) == (401, {"reason": "missing"})


def test_a_token_in_the_address_is_no_token(untouched: District):
    path = f"/v1/cases?access_token={untouched.officer.token}"
    told = untouched.officer.refused("GET", path, headers={"Authorization": ""})
    assert (told.status, told.code) == (401, "TokenRefused")


def test_a_clock_may_be_half_a_minute_wrong(untouched: District):
    for shift in (-25, 25):
        ahead = made(untouched, now=datetime.now(UTC) + timedelta(seconds=shift))
        answer = untouched.officer.get("/v1/cases", headers={"Authorization": f"Bearer {ahead}"})
        assert answer.status_code == 200
