"""A service as a part of a process: its foundation, container and relay."""

from typing import Any

from services.chassis.bus.client import RpcClient
from services.chassis.bus.container import Container
from services.chassis.bus.relay import Relay
from services.chassis.bus.spooling import SpoolLoader
from services.chassis.settings import Settings


class ServicePart:
    """Start: client, relay, spool loader, container. Stop: the other way round."""

    def __init__(self, service: type[Any], settings: Settings, client: RpcClient) -> None:
        self.name = str(service.name)
        self.foundation = found(service, settings, client)
        self.relay = Relay(
            self.foundation.database, settings.broker, self.foundation.topology, self.name
        )
        self.foundation.wake_relay = self.relay.wake
        self.container = Container(self.foundation)
        self.spooling = SpoolLoader(self.foundation)

    def start(self) -> None:
        self.relay.start()
        self.spooling.start()
        self.container.start()

    def stop(self) -> None:
        self.container.stop()
        self.relay.stop()
        self.spooling.stop()
        self.foundation.database.close()

    def is_ready(self) -> bool:
        return self.container.is_listening() and self.relay.is_up and self.foundation.database.is_reachable()
