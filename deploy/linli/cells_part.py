"""The gateway's ways to its cells, a part of its process: for each a client, and an ear (D13)."""

import time
from dataclasses import replace
from functools import partial

from services.chassis import metrics
from services.chassis.bus.calling_back import Listening
from services.chassis.bus.client import RpcClient
from services.chassis.called_back import CalledBack
from services.chassis.settings import BrokerSettings, Settings

HEARTBEAT = 5
"""Seconds, at most: a broker that has fallen silent counts as away after two or three of them."""
ALL_WITHIN = 5.0
"""Seconds that a gateway waits at its start for the last of the cells; after that one is enough."""


class CellsPart:
    name = "cells"

    def __init__(self, settings: Settings) -> None:
        brokers = {cell: _broker(settings, uri) for cell, uri in settings.cells.brokers.items()}
        self.called_back = CalledBack()
        self.clients = {cell: RpcClient(broker, f"rpc client of {cell}") for cell, broker in brokers.items()}
        self._listening = [Listening(broker, self.called_back, cell) for cell, broker in brokers.items()]
        self._began = time.monotonic()

    def start(self) -> None:
        self._began = time.monotonic()
        for cell, client in self.clients.items():
            client.start()
            metrics.cell_up.labels(cell).set_function(partial(_is_up, client))
        for listening in self._listening:
            listening.start()

    def stop(self) -> None:
        for listening in self._listening:
            listening.stop()
        for client in self.clients.values():
            client.stop()

    def is_ready(self) -> bool:
        """A cell that is down makes no gateway unready: the others' districts would be without one."""
        up = [client.is_up for client in self.clients.values()]
        return all(up) or (any(up) and time.monotonic() - self._began > ALL_WITHIN)


def _broker(settings: Settings, uri: str) -> BrokerSettings:
    return replace(settings.broker, uri=uri, heartbeat=min(settings.broker.heartbeat, HEARTBEAT))


def _is_up(client: RpcClient) -> float:
    return float(client.is_up)
