"""The gateway as a part of a process; imported where it runs, for a service's image has no gateway."""

from collections.abc import Mapping
from functools import partial

from deploy.linli.services import GATEWAY
from gateway.assembly import gateway_of
from gateway.console.desk import DemoTokens
from gateway.http.server import HttpServer
from gateway.rpc import CellClient
from services.chassis import metrics
from services.chassis.called_back import CalledBack
from services.chassis.settings import Settings
from services.chassis.version import VERSION

DRAIN = 0.5
"""The part of the bound of a stop that answers in hand may take."""


class GatewayPart:
    name = GATEWAY

    def __init__(
        self, settings: Settings, clients: Mapping[str, CellClient], called_back: CalledBack | None = None
    ) -> None:
        demo = _demo_of(settings) if settings.profile == "sample" else None
        self._server = HttpServer(gateway_of(settings, clients, called_back, demo), settings.http)
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


def _demo_of(settings: Settings) -> DemoTokens:
    """Imported here: outside the sample there is none, and a gateway's image does without."""
    from deploy.linli.demo import demo_tokens

    return partial(demo_tokens, settings)
