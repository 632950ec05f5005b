"""What runs in one process: the client of the bus, services, the gateway (only imported when patched)."""

from collections.abc import Sequence

from deploy.linli.services import GATEWAY, service_class
from gateway.assembly import gateway_of
from gateway.http.server import HttpServer
from services.chassis.bus.client import RpcClient
from services.chassis.bus.runner import Part
from services.chassis.bus.service_part import ServicePart
from services.chassis.settings import Settings

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

    def __init__(self, settings: Settings, client: RpcClient) -> None:
        self._server = HttpServer(gateway_of(settings, client), settings.http)
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
    client = ClientPart(settings)
    parts: list[Part] = [client]
    for name in names:
        is_gateway = name == GATEWAY
        parts.append(
            GatewayPart(settings, client.client)
            if is_gateway
            else ServicePart(service_class(name), settings, client.client)
        )
    return parts
