"""A service as a part of a process: its foundation, container and relay."""

from typing import Any

from services.chassis.bus.calling_back import Crier
from services.chassis.bus.client import RpcClient
from services.chassis.bus.container import Container
from services.chassis.bus.founding import found
from services.chassis.bus.housekeeping import Housekeeper
from services.chassis.bus.relay import Relay
from services.chassis.bus.sealing import AuditSealer
from services.chassis.bus.spooling import SpoolLoader
from services.chassis.bus.topology import Topology
from services.chassis.bus.watching_closed import ClosedWatch
from services.chassis.called_back import CalledBack
from services.chassis.settings import Settings


class ServicePart:
    """Starts relay, spool loader, audit sealer, housekeeper and container; stops them the other way round."""

    def __init__(
        self,
        service: type[Any],
        settings: Settings,
        client: RpcClient,
        topology: Topology | None = None,
        called_back: CalledBack | None = None,
        granting: str | None = None,
    ) -> None:
        self.name = str(service.name)
        self.foundation = found(service, settings, client, topology or Topology.load(), called_back, granting)
        foundation = self.foundation
        self.relay = Relay(foundation.database, settings.broker, foundation.topology, foundation.clock)
        foundation.wake_relay = self.relay.wake
        foundation.is_ready = self.is_ready
        self.container = Container(foundation)
        self.closed = ClosedWatch(foundation)
        self.spooling = SpoolLoader(foundation)
        self.sealer = AuditSealer(foundation)
        self.housekeeper = Housekeeper(foundation)
        self.crier = Crier(foundation) if getattr(service, "calls_back_tokens", False) else None

    def start(self) -> None:
        if self.crier is not None:
            self.crier.start()
        self.closed.start()
        self.relay.start()
        self.spooling.start()
        self.sealer.start()
        self.housekeeper.start()
        self.container.start()

    def stop(self) -> None:
        self.container.stop()
        self.relay.stop()
        self.housekeeper.stop()
        self.sealer.stop()
        self.spooling.stop()
        self.closed.stop()
        if self.crier is not None:
            self.crier.stop()
        self.foundation.database.close()

    def is_ready(self) -> bool:
        return self.container.is_listening() and self.relay.is_up
