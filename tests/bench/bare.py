"""The baselines as running processes."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from signal import SIGTERM

import httpx

from tests.bench.load import Target
from tests.processes import end, free_port, wait_until
from tests.servers import RabbitMq

START_WITHIN = 30.0


@contextmanager
def bare_http(folder: Path, broker: RabbitMq) -> Iterator[Target]:
    """One process; the broker has no part in it."""
    port = free_port()
    with _running("bare_http:BareHttp", broker, port, folder) as pid:
        yield _ready(Target("bare http", f"http://127.0.0.1:{port}/", {"http": pid}))


@contextmanager
def bare_rpc(folder: Path, broker: RabbitMq) -> Iterator[Target]:
    """Gateway and service in processes of their own, and the broker between them."""
    port = free_port()
    with ExitStack() as stack:
        service = stack.enter_context(_running("bare_rpc:BareService", broker, free_port(), folder))
        gateway = stack.enter_context(_running("bare_rpc:BareGateway", broker, port, folder))
        pids = {"gateway": gateway, "service": service, "rabbitmq": broker.pid}
        yield _ready(Target("bare rpc", f"http://127.0.0.1:{port}/", pids))


@contextmanager
def bare_handler(folder: Path, broker: RabbitMq, database: str) -> Iterator[int]:
    """One process; `database` is libpq's address."""
    with _running("bare_handler:BareHandler", broker, free_port(), folder, database) as pid:
        yield pid


@contextmanager
def _running(place: str, broker: RabbitMq, port: int, folder: Path, *more: str) -> Iterator[int]:
    command = [sys.executable, "-m", "tests.bench.baseline", f"tests.bench.baseline.{place}", broker.uri]
    with (folder / f"{place.partition(':')[2]}.output").open("wb") as output:
        process = subprocess.Popen([*command, str(port), *more], stdout=output, stderr=output)
    try:
        yield process.pid
    finally:
        end(process, SIGTERM)


def _ready(target: Target) -> Target:
    def answers() -> bool:
        try:
            return httpx.get(target.url, timeout=5.0).status_code == 200
        except httpx.TransportError:
            return False

    wait_until(answers, f"{target.name} answers", START_WITHIN)
    return target
