"""The gateway as a part of a process; imported where it runs, for a service's image has no gateway."""

from deploy.linli.services import GATEWAY
from gateway.assembly import gateway_of
from gateway.http.server import HttpServer
from services.chassis import metrics
from services.chassis.bus.client import RpcClient
from services.chassis.called_back import CalledBack
from services.chassis.settings import Settings
from services.chassis.version import VERSION

DRAIN = 0.5
"""The part of the bound of a stop that answers in hand may take."""


class GatewayPart:
    name = GATEWAY

    def __init__(self, settings: Settings, client: RpcClient, called_back: CalledBack | None = None) -> None:
        self._server = HttpServer(gateway_of(settings, client, called_back), settings.http)
        self._within = settings.limits.stop_within * DRAIN
        self._is_open = False

    @property
    def port(self) -> int:
        return self._server.port

    def start(self) -> None:
        metrics.info.labels(GATEWAY, VERSION).set(1)
        self._server.start()
        self._is_open = True

    def stop(self) -> None:
        self._is_open = False
        self._server.stop(self._within)

    def is_ready(self) -> bool:
        return self._is_open
