"""What runs in one process: the client of the bus, services, the gateway (only imported when patched)."""

from collections.abc import Sequence

from deploy.linli.services import GATEWAY, GRANTING, service_class
from services.chassis.bus.calling_back import Listening
from services.chassis.bus.client import RpcClient
from services.chassis.bus.runner import Part
from services.chassis.bus.service_part import ServicePart
from services.chassis.cell_settings import WHOLE
from services.chassis.settings import Settings


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


def parts_of(names: Sequence[str], settings: Settings) -> list[Part]:
    """In the order of starting: whoever asks starts after whoever answers."""
    if settings.cells.brokers and list(names) == [GATEWAY]:
        return _gateway_of_cells(settings)
    client, listening = ClientPart(settings), Listening(settings.broker)
    called_back = listening.called_back
    parts: list[Part] = [client, listening]
    for name in names:
        if name == GATEWAY:
            from deploy.linli.gateway_part import GatewayPart

            parts.append(GatewayPart(settings, {WHOLE: client.client}, called_back))
            continue
        service = service_class(name)
        parts.append(
            ServicePart(service, settings, client.client, called_back=called_back, granting=GRANTING)
        )
    return parts


def _gateway_of_cells(settings: Settings) -> list[Part]:
    from deploy.linli.cells_part import CellsPart
    from deploy.linli.gateway_part import GatewayPart

    cells = CellsPart(settings)
    return [cells, GatewayPart(settings, cells.clients, cells.called_back)]
