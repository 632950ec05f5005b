"""Run one class as `nameko run` does: patched, default settings, its log lines on stderr.

usage: python -m tests.bench.baseline MODULE:CLASS AMQP_URI PORT [DATABASE]
"""
# ruff: noqa: E402  (what is imported before the patch stays unpatched)

import eventlet

eventlet.monkey_patch()

import logging
import signal
import sys
from importlib import import_module

from nameko.runners import ServiceRunner


def main(place: str, broker: str, port: str, database: str = "") -> None:
    module, _, name = place.partition(":")
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    runner = ServiceRunner(
        {"AMQP_URI": broker, "WEB_SERVER_ADDRESS": f"127.0.0.1:{port}", "DATABASE": database}
    )
    runner.add_service(getattr(import_module(module), name))
    signal.signal(signal.SIGTERM, lambda *_: eventlet.spawn_n(runner.stop))
    runner.start()
    eventlet.spawn(runner.wait).wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
