"""Two processes of each service and two gateways, and callers who turn to the other when one is away."""

from itertools import cycle
from pathlib import Path
from typing import Any, Self

import httpx

from tests.house import House
from tests.processes import free_port
from tests.servers import PostgreSql, RabbitMq

SECOND = ".2"


class TwoOfEach(House):
    """The second of `grids` is `grids.2`; both have the same settings but for their ports."""

    def __init__(self, folder: Path, rabbitmq: RabbitMq, postgresql: PostgreSql) -> None:
        super().__init__(folder, rabbitmq, postgresql, {"database": {"pool": 4}, "rates": {"gateways": 2}})
        self._port = free_port()
        ports = self.settings["probe"]["ports"]
        ports |= {f"{name}{SECOND}": free_port() for name in super().names}

    @property
    def names(self) -> tuple[str, ...]:
        return (*super().names, *(f"{name}{SECOND}" for name in super().names))

    def run(self, name: str, wait: bool = True, **environ: str) -> None:
        if name.endswith(SECOND):
            probe = f"LINLI_PROBE__PORTS__{_first(name).upper()}"
            own = {probe: str(self.settings["probe"]["ports"][name]), "LINLI_HTTP__PORT": str(self._port)}
            environ = own | environ
        super().run(name, wait, **environ)

    def start(self) -> Self:
        """One of each first: ten that start at once keep a small machine busy for long."""
        try:
            for name in (*super().names, *self.names):
                if name not in self.pids:
                    self.run(name)
        except BaseException:
            self.stop()
            raise
        return self

    def wait_ready(self, name: str, within: float = 180.0) -> None:
        """Nine others and their callers are at work beside the one that starts."""
        super().wait_ready(name, within)

    def client(self, role: str = "district_officer", **principal: Any) -> httpx.Client:
        ports = (self.settings["http"]["port"], self._port)
        auth = self.passes.auth(role, **principal)
        return httpx.Client(base_url=self.url, auth=auth, timeout=15.0, transport=InTurn(ports))

    def metric(self, name: str, beginning: str) -> float:
        """The sum of a process's samples that begin so."""
        port = self.settings["probe"]["ports"][name]
        text = httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=5.0, verify=False).text
        return sum(float(line.split()[-1]) for line in text.splitlines() if line.startswith(beginning))

    def _line_of(self, name: str) -> list[str]:
        return super()._line_of(_first(name))


class InTurn(httpx.BaseTransport):
    """As a balancer does: each request to the next gateway, and to the other one where nobody answers."""

    def __init__(self, ports: tuple[int, ...]) -> None:
        self._count, self._turns = len(ports), cycle(ports)
        self._way = httpx.HTTPTransport(verify=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        for _ in range(self._count - 1):
            try:
                return self._send(request)
            except httpx.ConnectError:
                pass  # it never came there, so nothing is done twice
        return self._send(request)

    def close(self) -> None:
        self._way.close()

    def _send(self, request: httpx.Request) -> httpx.Response:
        request.url = request.url.copy_with(port=next(self._turns))
        return self._way.handle_request(request)


def _first(name: str) -> str:
    return name.removesuffix(SECOND)
