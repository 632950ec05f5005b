"""A gateway with everything real but the services behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from werkzeug.test import Client, TestResponse

from gateway.app import Gateway
from gateway.assembly import WORDS
from gateway.contracts import Contracts
from gateway.routes import ROUTES, Route
from services.chassis.blobs.folder import FolderBlobs
from services.chassis.called_back import CalledBack
from services.chassis.caller import Grant
from services.chassis.cell_settings import WHOLE, CellSettings
from services.chassis.clock import Clock, FixedClock
from services.chassis.rate_settings import UNLIMITED, RateSettings
from services.chassis.settings import HttpSettings, LimitSettings, Settings
from services.chassis.tokens import Keyring, Verifier, mint
from services.chassis.words import Catalogue

CONTRACTS = Path(__file__).parent / "contracts"
_METHODS = {name.partition(".")[2] for name in Contracts.load(CONTRACTS).rpcs}
IMAGINED = tuple(
    route
    for route in ROUTES
    if route.rpc in Contracts.load(CONTRACTS).rpcs or route.rpc.removeprefix("*.") in _METHODS
)
"""The routes of services that these tests imagine; the real ones may have more."""
NOW = datetime(2026, 3, 5, 8, 30, tzinfo=UTC)
KEY = Ed25519PrivateKey.generate()
AREA = "01890a5d-ac96-774b-bcce-b302099a8057"
CASE = "01890a5d-ac96-7000-8000-b302099a8057"
BODY_LIMIT = 2048
UPLOAD_LIMIT = 200_000
DEPTH_LIMIT = 8

Handler = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Reply:
    answer: dict[str, Any] | None = None
    refused: dict[str, Any] | None = None
    broken: str | None = None


KEY_REUSED = {
    "kind": "conflict", "code": "IdempotencyKeyReused", "values": {}, "fields": [], "detail": "说明",
}  # fmt: skip
EMPTY_PAGE = Reply(answer={"items": [], "next": None})


@dataclass
class Call:
    rpc: str
    body: dict[str, Any]
    context: dict[str, Any]


@dataclass
class FakeServices:
    """Answers what it was told to, an empty page else; keeps every call. Takes a key for one body only."""

    calls: list[Call] = field(default_factory=list)
    replies: dict[str, Reply | Exception] = field(default_factory=dict)
    down_for: float = 0.0
    taken: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def call(self, service: str, method: str, body: dict[str, Any], **context: Any) -> Reply:
        rpc = f"{service}.{method}"
        self.calls.append(Call(rpc, body, context))
        reply = self.replies.get(rpc, EMPTY_PAGE)
        if isinstance(reply, Exception):
            raise reply
        key = context.get("key")
        if reply.answer is not None and key and self.taken.setdefault((rpc, key), body) != body:
            return Reply(refused=KEY_REUSED)
        return Reply(dict(reply.answer) if reply.answer is not None else None, reply.refused, reply.broken)

    def answer(self, rpc: str, answer: Mapping[str, Any]) -> None:
        self.replies[rpc] = Reply(answer=dict(answer))

    def refuse(self, rpc: str, kind: str, code: str, **more: Any) -> None:
        refused = {"kind": kind, "code": code, "values": {}, "fields": [], "detail": "说明"} | more
        self.replies[rpc] = Reply(refused=refused)

    def fail(self, rpc: str, error: Exception | None = None) -> None:
        """With `error` the client raises; without, the service says that something broke."""
        self.replies[rpc] = error or Reply(broken="request-1")

    @property
    def last(self) -> Call:
        return self.calls[-1]


def a_token(**changes: Any) -> str:
    values: dict[str, Any] = {
        "kind": "person",
        "id": "li-na",
        "district": "chenghua",
        "grants": (Grant("district_officer"),),
        "lifetime": timedelta(minutes=5),
        "now": NOW,
    }
    return mint(changes.pop("key", KEY), "members", **values | changes)


def a_gateway(
    folder: Path,
    services: FakeServices,
    routes: tuple[Route, ...] = IMAGINED,
    contracts: Path = CONTRACTS,
    upload_limit: int = UPLOAD_LIMIT,
    rates: RateSettings = UNLIMITED,
    clock: Clock | None = None,
    called_back: CalledBack | None = None,
    cells: CellSettings | None = None,
    clients: Mapping[str, FakeServices] | None = None,
    **http: Any,
) -> Gateway:
    """Files lie in `blobs` below the folder; `http` are settings of that section; `clients` by cell."""
    settings = Settings(
        keys_dir=folder,
        http=HttpSettings(body_limit=BODY_LIMIT, upload_limit=upload_limit, depth_limit=DEPTH_LIMIT, **http),
        rates=rates,
        limits=LimitSettings(rpc_deadline=7.5),
        cells=cells or CellSettings(),
    )
    keyring = Keyring({"members": KEY.public_key()}, folder, lambda: 0.0)
    return Gateway(
        settings=settings,
        routes=routes,
        contracts=Contracts.load(contracts),
        clients=clients or {WHOLE: services},
        verifier=Verifier(keyring, settings.profile, called_back),
        clock=clock or FixedClock(NOW),
        catalogue=Catalogue.load(WORDS),
        store=FolderBlobs(folder / "blobs"),
        mint=lambda district, _: f"gateway of {district}",
    )


class Browser:
    """Asks with a token, and with a key where a POST needs one, unless told otherwise."""

    def __init__(self, gateway: Gateway, address: str = "203.0.113.1") -> None:
        self._client = Client(gateway)
        self._base = {"REMOTE_ADDR": address}

    def get(self, path: str, token: str | None = None, **headers: str) -> TestResponse:
        return self.send("GET", path, token=token, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> TestResponse:
        return self.send("POST", path, body, **{"Idempotency_Key": "key-1", **headers})

    def send(
        self, method: str, path: str, body: Any = None, token: str | None = None, **headers: str
    ) -> TestResponse:
        """`body` is JSON, or bytes sent as they are; headers with `_` for `-`, empty ones left out."""
        sent = {"Authorization": f"Bearer {token or a_token()}"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        given = {name: value for name, value in sent.items() if value}
        if isinstance(body, bytes):
            given.setdefault("Content-Type", "application/json")
        sent_body = {"data": body} if isinstance(body, bytes) else {"json": body} if body is not None else {}
        return self._client.open(path, method=method, headers=given, environ_base=self._base, **sent_body)


def problem(response: TestResponse) -> tuple[int, str]:
    """Its status and code, once it is seen to be a whole problem."""
    assert response.content_type == "application/problem+json"
    told = response.json
    assert told is not None
    assert told["status"] == response.status_code
    assert told["request_id"] == response.headers["X-Request-Id"]
    assert told["type"] == f"urn:linli:problem:{told['code']}"
    assert told["title"]
    assert not told["detail"].startswith("errors.")
    return response.status_code, told["code"]


def wrong_fields(response: TestResponse) -> dict[str, str]:
    """Field → code of a refusal that names fields."""
    assert problem(response) == (422, "FieldsInvalid")
    assert response.json is not None
    assert all(wrong["detail"] and "fields." not in wrong["detail"] for wrong in response.json["fields"])
    return {wrong["field"]: wrong["code"] for wrong in response.json["fields"]}
