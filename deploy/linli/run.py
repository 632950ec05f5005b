"""`linli run SERVICE`: one process of the production profile."""

import click

from deploy.linli.house import run_house
from deploy.linli.services import GATEWAY, SERVICES
from deploy.linli.settings import with_settings
from services.chassis.settings import Settings


@click.command()
@click.argument("service", type=click.Choice([*SERVICES, GATEWAY]), envvar="LINLI_SERVICE")
@with_settings
def run(service: str, settings: Settings) -> None:
    """Run SERVICE, in an image its own, in a process of its own, until SIGTERM or Ctrl-C."""
    run_house([service], settings, probe=service)
