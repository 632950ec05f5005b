"""`linli up`: the whole house in one process, on the embedded broker and SQLite."""

from collections.abc import Sequence
from functools import partial
from threading import Thread

import click

from deploy.linli.banner import say_address, say_demo
from deploy.linli.demo import demo_tokens
from deploy.linli.demo_key import demo_key
from deploy.linli.gateway_part import GatewayPart
from deploy.linli.house import run_house
from deploy.linli.keys import create_missing
from deploy.linli.people_loading import PeopleLoading
from deploy.linli.services import GATEWAY, SERVICES
from deploy.linli.settings import with_settings
from deploy.sample.api import Api
from deploy.sample.load import load
from deploy.sample.load_register import wait_until_known
from services.chassis.bus.runner import Part
from services.chassis.master_key import MASTER, MasterKey
from services.chassis.settings import Settings
from services.chassis.storage.migrations import migrate


@click.command()
@click.option(
    "--people/--no-people",
    default=True,
    envvar="LINLI_SAMPLE_PEOPLE",
    help="With the sample's 30,787 residents, or its ground alone.",
)
@with_settings
def up(settings: Settings, people: bool) -> None:
    """Start everything in one process; Ctrl-C stops it. With the sample's settings, load the sample."""
    if settings.cells.brokers:
        raise click.ClickException(
            "cells are several houses: `linli run gateway` beside `linli run SERVICE` of each"
        )
    people_loading = PeopleLoading()
    try:
        run_house(
            [*SERVICES, GATEWAY],
            settings,
            probe="up",
            before=partial(_prepare, settings),
            on_ready=partial(_welcome, settings, people_loading if people else None),
        )
    finally:
        people_loading.end()


def _prepare(settings: Settings) -> None:
    """A real house is given its keys by its operator, before anything is kept; the sample makes its own."""
    if settings.profile == "sample":
        create_missing(settings.keys_dir)
    MasterKey.load(settings.keys_dir / MASTER)
    for service in SERVICES:
        migrate(service, settings)


def _welcome(settings: Settings, people: PeopleLoading | None, parts: Sequence[Part]) -> None:
    [gateway] = [part for part in parts if isinstance(part, GatewayPart)]
    url = f"http://{settings.http.host}:{gateway.port}"
    if settings.profile == "sample":
        # Beside the hub's own loop, so that a stop need not wait for it.
        Thread(target=_welcome_to_sample, args=(settings, url, people), daemon=True).start()
    else:
        say_address(url)


def _welcome_to_sample(settings: Settings, url: str, people: PeopleLoading | None) -> None:
    tokens = demo_tokens(settings)
    api = Api(url, tokens["operator"])
    for _ in load(api):
        pass
    wait_until_known(api)
    say_address(url)
    say_demo(url, tokens, demo_key(api))
    if people is not None:
        people.begin(url, tokens["operator"])
