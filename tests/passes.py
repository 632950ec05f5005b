"""Tokens for tests: of anybody, for anything, signed by the house's own key."""

from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import jwt

from deploy.linli.token import SIGNER
from deploy.sample.ids import DISTRICT
from services.chassis.caller import Grant, PrincipalKind
from services.chassis.ids import new_id
from services.chassis.keyring import Keyring
from services.chassis.tokens import LONGEST_LIFE, mint

RENEWED_AFTER = timedelta(seconds=30)


class Passes:
    def __init__(self, keys: Path) -> None:
        self._signing_key = Keyring.load(keys).signing_key(SIGNER)

    def token(
        self,
        *roles: str,
        kind: PrincipalKind = "person",
        principal: str | None = None,
        area_id: str | None = None,
        district: str = DISTRICT,
        lifetime: timedelta | None = None,
        now: datetime | None = None,
    ) -> str:
        """Lives as long as its kind may; `area_id` None is the whole district."""
        return mint(
            self._signing_key,
            SIGNER,
            kind=kind,
            id=principal or new_id(),
            district=district,
            grants=[] if kind in {"operator", "service"} else [Grant(role, area_id) for role in roles],
            lifetime=lifetime or timedelta(seconds=LONGEST_LIFE[kind]),
            now=now or datetime.now(UTC),
        )

    def altered(self, token: str, **claims: object) -> str:
        """The same with other claims, rightly signed."""
        said = jwt.decode(token, options={"verify_signature": False})
        headers = {name: value for name, value in jwt.get_unverified_header(token).items() if name != "alg"}
        return jwt.encode({**said, **claims}, self._signing_key, algorithm="EdDSA", headers=headers)

    def auth(
        self,
        role: str,
        *,
        kind: PrincipalKind = "person",
        principal: str | None = None,
        area_id: str | None = None,
        district: str = DISTRICT,
    ) -> httpx.Auth:
        """The same principal for as long as the client lives, with tokens made anew in time."""
        return _Renewing(self, role, kind, principal or new_id(), area_id, district)


class _Renewing(httpx.Auth):
    def __init__(
        self,
        passes: Passes,
        role: str,
        kind: PrincipalKind,
        principal: str,
        area_id: str | None,
        district: str,
    ) -> None:
        self._passes, self._role, self._kind = passes, role, kind
        self._principal, self._area_id, self._district = principal, area_id, district
        self._token, self._made = "", datetime.min.replace(tzinfo=UTC)

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if datetime.now(UTC) - self._made > RENEWED_AFTER:
            now = datetime.now(UTC)
            self._token = self._passes.token(
                self._role,
                kind=self._kind,
                principal=self._principal,
                area_id=self._area_id,
                district=self._district,
            )
            self._made = now
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request
