"""What a service stands on in its process: made once by the runner, read by every entrypoint."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from services.chassis.bus.client import RpcClient
from services.chassis.bus.gate import Gate
from services.chassis.bus.topology import Topology
from services.chassis.called_back import CalledBack
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.chassis.figures import NOT_LOOKED_YET, Figures
from services.chassis.roles import Roles
from services.chassis.seal import Seals
from services.chassis.settings import Settings
from services.chassis.storage.database import Database
from services.chassis.storage.denials import Denials
from services.chassis.storage.inbox import WAITS
from services.chassis.storage.spool import Spool
from services.chassis.tokens import Issue, Verifier
from services.chassis.words import Catalogue


@dataclass
class Foundation:
    """`mint` makes this service's own token for a district; `wake_…` follow a commit.

    `granting` is the service that keeps grants, where there is one.
    `issue` signs a person's or a platform's token, where the service grants.
    `figures` are of the last look at itself; `delivered` tells by queue when its last event was recorded.
    """

    service: type[Any]
    settings: Settings
    database: Database
    seals: Seals
    spool: Spool
    verifier: Verifier
    roles: Roles
    catalogue: Catalogue
    clock: Clock
    client: RpcClient
    topology: Topology
    mint: Callable[[str, datetime], str]
    issue: Issue | None = None
    granting: str | None = None
    called_back: CalledBack = field(default_factory=CalledBack)
    parked_waits: tuple[timedelta, ...] = WAITS
    gate: Gate = field(default_factory=Gate)
    denials: Denials = field(init=False)
    wake_relay: Callable[[], None] = lambda: None
    wake_jobs: Callable[[], None] = lambda: None
    is_ready: Callable[[], bool] = lambda: False
    figures: Figures = NOT_LOOKED_YET
    delivered: dict[str, str] = field(default_factory=dict)
    started_at: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.started_at = self.clock.now()
        self.denials = Denials(self.spool.append)

    @property
    def name(self) -> str:
        return str(self.service.name)

    def own_caller(self, district: str, request_id: str = "") -> Caller:
        """The service's own principal, for events and timers (D2)."""
        return Caller(district, self.name, "service", request_id=request_id)
