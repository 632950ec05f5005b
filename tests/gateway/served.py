"""A gateway behind a real socket, in a process of its own: `python -m tests.gateway.served`.

Prints its port and a token, then serves until SIGTERM. Options: seconds as floats.
"""

import json
import logging
import signal
import sys
import time
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

from services.chassis.bus.patching import patch

patch()

from gateway.app import Gateway  # noqa: E402
from gateway.http import server  # noqa: E402
from gateway.rates import rates  # noqa: E402
from services.chassis.rate_settings import UNLIMITED, PersonRates  # noqa: E402
from services.chassis.settings import HttpSettings  # noqa: E402
from tests.gateway.builders import UPLOAD_LIMIT, FakeServices, Reply, a_gateway, a_token  # noqa: E402
from tests.gateway.papers import a_paper, a_paper_gateway  # noqa: E402


class SlowServices(FakeServices):
    """Looking for a holder takes as long as the filter `on` says, in milliseconds."""

    def call(self, service: str, method: str, body: dict[str, Any], **context: Any) -> Reply:
        if method == "find_holder":
            time.sleep(float(body["on"]) / 1000)
        return super().call(service, method, body, **context)


def gateway_of(given: Namespace) -> Gateway:
    services = SlowServices()
    if given.paper is None:
        person = PersonRates(given.person_reading, "", "")
        given_rates = replace(UNLIMITED, person=person, store=given.store, store_ca_file=given.store_ca)
        return a_gateway(
            given.folder,
            services,
            upload_limit=given.upload_limit,
            rates=given_rates,
            in_flight=given.in_flight,
            district_in_flight=given.of_one_district,
        )
    services.answer("members.get_paper", a_paper(given.paper))
    return a_paper_gateway(given.folder, services)


def http_settings(given: Namespace) -> HttpSettings:
    return HttpSettings(
        host=given.host,
        port=0,
        connections=given.connections,
        address_connections=given.of_one_address,
        trusted_proxies=given.proxies,
        hsts=given.hsts,
    )


def main() -> None:
    options = ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--socket-timeout", type=float, default=30.0)
    options.add_argument("--read-within", type=float, default=60.0)
    options.add_argument("--answer-within", type=float, default=60.0)
    options.add_argument("--connections", type=int, default=100)
    options.add_argument("--of-one-address", type=int, default=100)
    options.add_argument("--in-flight", type=int, default=100)
    options.add_argument("--of-one-district", type=int, default=100)
    options.add_argument("--proxies", default="")
    options.add_argument("--person-reading", default="")
    options.add_argument("--store", default="")
    options.add_argument("--store-ca", default="")
    options.add_argument("--store-within", type=float, default=rates.STORE_WITHIN)
    options.add_argument("--hsts", type=int, default=0)
    options.add_argument("--stop-within", type=float, default=2.0)
    options.add_argument("--upload-limit", type=int, default=UPLOAD_LIMIT)
    options.add_argument("--paper", help="The token of the file that the one route sends.")
    given = options.parse_args()
    logging.basicConfig(level="WARNING")
    server.SOCKET_TIMEOUT, server.READ_WITHIN = given.socket_timeout, given.read_within
    server.ANSWER_WITHIN, rates.STORE_WITHIN = given.answer_within, given.store_within
    http = server.HttpServer(gateway_of(given), http_settings(given))
    http.start()
    print(json.dumps({"port": http.port, "token": a_token()}), flush=True)
    stopping: list[int] = []
    signal.signal(signal.SIGTERM, lambda sign, _: stopping.append(sign))
    while not stopping:
        time.sleep(0.02)
    http.stop(given.stop_within)
    sys.exit(0)


if __name__ == "__main__":
    main()
