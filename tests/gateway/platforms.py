"""Members as the gateway asks it of platform keys, imagined: some secrets open, all others do not."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from services.chassis.called_back import CalledBack
from services.chassis.caller import Grant
from services.chassis.ids import new_id
from services.chassis.platform_secret import hash_of, new_secret
from services.chassis.rate_settings import UNLIMITED, RateSettings
from tests.gateway.builders import NOW, Browser, FakeServices, Reply, a_gateway, a_token

DISTRICT = "chenghua"
LIFE = timedelta(minutes=5)


@dataclass
class Moving:
    """A clock that a test moves on."""

    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment

    def today(self) -> Any:
        return self.moment.date()


@dataclass
class Platform:
    """`refused`: why it opens nothing any more."""

    secret: str
    key_id: str
    district: str = DISTRICT
    networks: list[str] = field(default_factory=list)
    rates: dict[str, str | None] = field(default_factory=dict)
    version: int = 0
    refused: str | None = None


class Members(FakeServices):
    """Keeps every call, as the others do; `exchanges` are those that ask what a secret opens."""

    def __init__(self, clock: Moving) -> None:
        super().__init__()
        self._clock = clock
        self.platforms: dict[str, Platform] = {}

    @property
    def exchanges(self) -> list[dict[str, Any]]:
        return [body for body in self._asked if "address" not in body]

    @property
    def told_of(self) -> list[str]:
        """The addresses that it was told somebody came from with a secret, who may not."""
        return [body["address"] for body in self._asked if "address" in body]

    @property
    def _asked(self) -> list[dict[str, Any]]:
        return [call.body for call in self.calls if call.rpc == "members.open_key"]

    def platform(self, **different: Any) -> Platform:
        key_id = new_id()
        made = Platform(new_secret("live", DISTRICT, key_id), key_id, **different)
        self.platforms[hash_of(made.secret)] = made
        return made

    def call(self, service: str, method: str, body: dict[str, Any], **context: Any) -> Reply:
        reply = super().call(service, method, body, **context)
        if (service, method) != ("members", "open_key") or f"{service}.{method}" in self.replies:
            return reply
        known = self.platforms.get(body["secret_hash"])
        reason = "unknown_key" if known is None else known.refused
        if known is not None and body.get("address") is not None:
            reason = "elsewhere"
        if known is None or reason is not None:
            return Reply(refused={"kind": "invalid", "code": "SecretRefused", "values": {"reason": reason}})
        return Reply(answer=self._opened(known))

    def _opened(self, known: Platform) -> dict[str, Any]:
        now = self._clock.now()
        token = a_token(
            now=now,
            kind="key",
            id=known.key_id,
            district=known.district,
            grants=(Grant("platform_cases"),),
            gv=known.version,
        )
        rates = {"reading": None, "writing": None, "heavy": None} | known.rates
        until = (now + LIFE).isoformat()
        return {"token": token, "until": until, "networks": known.networks, "rates": rates}


class Doorstep:
    """A gateway, the members behind it, and whoever comes from an address."""

    def __init__(self, folder: Path, rates: RateSettings = UNLIMITED, **http: Any) -> None:
        self.clock, self.called_back = Moving(), CalledBack()
        self.members = Members(self.clock)
        self.gateway = a_gateway(
            folder,
            self.members,
            rates=rates,
            clock=self.clock,
            called_back=self.called_back,
            **http,
        )

    def ask(self, secret: str, address: str = "203.0.113.1", **headers: str) -> Any:
        return Browser(self.gateway, address).get("/v1/cases", token=secret, **headers)

    def status(self, secret: str, address: str = "203.0.113.1", **headers: str) -> int:
        return int(self.ask(secret, address, **headers).status_code)
