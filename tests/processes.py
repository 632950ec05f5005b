"""Starting and ending the processes that tests need; each ends only what it started."""

import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from glob import glob
from itertools import cycle
from pathlib import Path

STOP_WITHIN = 20.0


class ServerMissing(Exception):
    """A server is not installed here and no address of another one was given."""


class NotOursToStop(Exception):
    """The server was given by its address: only a private one can be stopped, started or killed."""


PORTS = range(20_000, 32_000)
"""Below those from which the system takes one for a connection that goes out."""


def _from_somewhere_on() -> Iterator[int]:
    """Each port once in a round; who runs beside begins elsewhere."""
    begin = secrets.randbelow(len(PORTS))
    return cycle((*PORTS[begin:], *PORTS[:begin]))


_ports = _from_somewhere_on()


def free_port() -> int:
    """Not given again before all others were: whoever is given it may take it long after."""
    for port in _ports:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("a cycle does not end")


def programme(name: str, *places: str) -> str:
    """The newest `name` in `places` (globs), else the one on the path."""
    for place in places:
        for found in sorted(glob(f"{place}/{name}"), reverse=True):
            return found
    on_path = shutil.which(name)
    if on_path is None:
        raise ServerMissing(f"{name} is not installed")
    return on_path


def wait_until(is_ready: Callable[[], bool], what: str, seconds: float, log: Path | None = None) -> None:
    deadline = time.monotonic() + seconds
    while not is_ready():
        if time.monotonic() > deadline:
            tail = log.read_text(errors="replace")[-2000:] if log and log.exists() else ""
            raise TimeoutError(f"{what} within {seconds:.0f} s\n{tail}")
        time.sleep(0.05)


def end(process: subprocess.Popen[bytes] | None, sign: signal.Signals) -> None:
    """Send `sign` and wait; a process that does not end in time is killed."""
    if process is None or process.poll() is not None:
        return
    process.send_signal(sign)
    try:
        process.wait(STOP_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(STOP_WITHIN)


def children_of(pid: int) -> list[int]:
    """Direct children, as /proc has them."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]
