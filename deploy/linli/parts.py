"""What runs in one process: the client of the bus, services, the gateway (only imported when patched)."""

from collections.abc import Sequence
from functools import partial

from deploy.linli.demo import demo_tokens
from deploy.linli.services import GATEWAY, service_class
from gateway.assembly import gateway_of
from gateway.http.server import HttpServer
from services.chassis.bus.calling_back import Listening
from services.chassis.bus.client import RpcClient
from services.chassis.bus.runner import Part
from services.chassis.bus.service_part import ServicePart
from services.chassis.called_back import CalledBack
from services.chassis.settings import Settings

GRANTING = "members"
DRAIN = 0.5
"""The part of the bound of a stop that answers in hand may take."""


class ClientPart:
    name = "client"

    def __init__(self, settings: Settings) -> None:
        self.client = RpcClient(settings.broker)

    def start(self) -> None:
        self.client.start()

    def stop(self) -> None:
        self.client.stop()

    def is_ready(self) -> bool:
        return self.client.is_up


class GatewayPart:
    name = GATEWAY

    def __init__(self, settings: Settings, client: RpcClient, called_back: CalledBack | None = None) -> None:
        demo = partial(demo_tokens, settings) if settings.profile == "sample" else None
        self._server = HttpServer(gateway_of(settings, client, called_back, demo), settings.http)
        self._within = settings.limits.stop_within * DRAIN
        self._is_open = False

    @property
    def port(self) -> int:
        return self._server.port

    def start(self) -> None:
        self._server.start()
        self._is_open = True

    def stop(self) -> None:
        self._is_open = False
        self._server.stop(self._within)

    def is_ready(self) -> bool:
        return self._is_open


def parts_of(names: Sequence[str], settings: Settings) -> list[Part]:
    """In the order of starting: whoever asks starts after whoever answers."""
    client, listening = ClientPart(settings), Listening(settings.broker)
    called_back = listening.called_back
    parts: list[Part] = [client, listening]
    for name in names:
        if name == GATEWAY:
            parts.append(GatewayPart(settings, client.client, called_back))
            continue
        service = service_class(name)
        parts.append(
            ServicePart(service, settings, client.client, called_back=called_back, granting=GRANTING)
        )
    return parts
