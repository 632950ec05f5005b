"""The probe port says how a process is, even when its hub is stuck.

Answers no defect: it shows a stuck hub to whoever watches the process, and prevents none.
"""

import json
import time
from http import HTTPStatus

import eventlet
import pytest
from eventlet.patcher import original

from services.chassis.bus import probe as probes
from services.chassis.bus.probe import Probe
from tests.chassis.bus.toy_house import eventually

socket = original("socket")


@pytest.fixture
def checks():
    return {"broker": True, "database": True}


@pytest.fixture
def probe(checks):
    probe = Probe("127.0.0.1", 0, lambda: checks)
    probe.start()
    yield probe
    probe.stop()


def get(probe: Probe, path: str) -> tuple[int, bytes]:
    """Through a green socket: the hub turns while the probe's thread answers."""
    with eventlet.connect(("127.0.0.1", probe.port)) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        said = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = said.partition(b"\r\n\r\n")
    return int(head.split(b" ")[1]), body


def get_with_the_hub_stuck(probe: Probe, path: str) -> int:
    """Through a real socket: while this waits, no greenlet runs."""
    with socket.create_connection(("127.0.0.1", probe.port)) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\n\r\n".encode())
        return int(connection.recv(65536).split(b" ")[1])


def test_a_process_is_ready_when_every_check_holds(probe):
    assert eventually(lambda: get(probe, "/readyz")[0] == HTTPStatus.OK)


def test_a_check_that_fails_is_red_and_named(probe, checks):
    checks["broker"] = False
    assert eventually(lambda: get(probe, "/readyz")[0] == HTTPStatus.SERVICE_UNAVAILABLE)
    assert json.loads(get(probe, "/readyz")[1])["broker"] is False


def test_a_check_that_breaks_is_red_and_the_beat_goes_on(checks):
    def broken():
        raise RuntimeError

    probe = Probe("127.0.0.1", 0, broken)
    probe.start()
    assert eventually(lambda: b"checks" in get(probe, "/readyz")[1])
    assert get(probe, "/healthz")[0] == HTTPStatus.OK
    probe.stop()


def test_a_stuck_hub_is_told_at_once_while_it_is_young(probe):
    started = time.monotonic()
    assert get_with_the_hub_stuck(probe, "/healthz") == HTTPStatus.OK
    assert time.monotonic() - started < 1


def test_a_hub_that_is_stuck_for_too_long_is_red(probe, monkeypatch):
    monkeypatch.setattr(probes, "RED_AFTER", 0.2)
    original("time").sleep(0.3)
    assert get_with_the_hub_stuck(probe, "/healthz") == HTTPStatus.SERVICE_UNAVAILABLE


def test_metrics_are_prometheus_text(probe):
    status, body = get(probe, "/metrics")
    assert (status, b"linli_rpc_seconds" in body) == (HTTPStatus.OK, True)


@pytest.mark.parametrize("path", ["/", "/metrics/x", ""])
def test_any_other_path_is_not_found(probe, path):
    assert get(probe, path)[0] == HTTPStatus.NOT_FOUND


def test_how_late_the_hub_is_is_told(probe):
    def late() -> float:
        text = get(probe, "/metrics")[1].decode()
        of_all, within = (
            float(text.split(f"linli_hub_lag_seconds_{name} ")[1].split()[0])
            for name in ("count", 'bucket{le="0.5"}')
        )
        return of_all - within

    before = late()
    until = time.monotonic() + 1.0
    while time.monotonic() < until:
        pass  # and nobody else gets a turn
    assert eventually(lambda: late() > before)
