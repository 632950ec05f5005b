"""Districts in cells: houses of services that know nothing of each other (docs/decisions/cells.md).

Every call goes to the cell of its district, and a cell that is away or slow holds up no other: each has
its own connection, and its own part of all that may wait at once.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from gateway.errors import DistrictElsewhere, DistrictMoving
from gateway.in_flight import InFlight, Most
from gateway.rpc import CellClient, Reply
from services.chassis.errors import ServiceUnavailable
from services.chassis.settings import Settings

AWAY_AFTER = 1.0
"""Seconds without its broker after which nobody waits any more for a cell to come back."""
MOVED_WITHIN = 30
"""Seconds after which to try again what was refused because its district is being moved."""


class Cell:
    def __init__(self, name: str, client: CellClient, most: Most) -> None:
        self.name = name
        self._client, self._in_flight = client, InFlight(client, most)

    @property
    def is_up(self) -> bool:
        """Whether its broker is there; its services are asked by `/v1/operator/status`."""
        return self._client.down_for == 0

    def call(
        self, district: str, service: str, method: str, body: dict[str, Any], deadline: float, **context: Any
    ) -> Reply:
        """Raises GatewayBusy, DistrictBusy, ServiceUnavailable or DeadlinePassed."""
        if self._client.down_for > AWAY_AFTER:
            raise ServiceUnavailable(service=service)
        return self._in_flight.call(district, service, method, body, deadline, **context)


class Cells:
    """`clients` by the cell's name; of a house without cells one, named WHOLE."""

    def __init__(self, clients: Mapping[str, CellClient], settings: Settings) -> None:
        most = Most.of(settings, len(clients))
        self._cells = {name: Cell(name, client, most) for name, client in clients.items()}
        self._settings = settings.cells

    def __iter__(self) -> Iterator[Cell]:
        return iter(self._cells.values())

    def of(self, district: str) -> Cell:
        """Raises DistrictElsewhere."""
        name = self._settings.cell_of(district)
        if name is None:
            raise DistrictElsewhere(district=district)
        return self._cells[name]

    def refuse_moving(self, district: str) -> None:
        """Raises DistrictMoving: what is changed now would stay behind."""
        if self._settings.is_moving(district):
            raise DistrictMoving(district=district, retry_after=MOVED_WITHIN)

    def call(
        self, district: str, service: str, method: str, body: dict[str, Any], deadline: float, **context: Any
    ) -> Reply:
        """Raises DistrictElsewhere, and what its cell raises."""
        return self.of(district).call(district, service, method, body, deadline, **context)
