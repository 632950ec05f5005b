"""`linli ready SERVICE`: is the process of this machine, or container, ready? For health checks."""

import http.client
import sys

import click

from deploy.linli.services import GATEWAY, SERVICES
from deploy.linli.settings import with_settings
from services.chassis.settings import Settings

WITHIN = 2.0
"""Seconds."""


@click.command()
@click.argument("service", type=click.Choice([*SERVICES, GATEWAY, "up"]), envvar="LINLI_SERVICE")
@with_settings
def ready(service: str, settings: Settings) -> None:
    """Ask the probe of SERVICE, in an image its own; ends with 1 while it is not ready."""
    port = settings.probe.ports.get(service, 0)
    probe = http.client.HTTPConnection("127.0.0.1", port, timeout=WITHIN)
    try:
        probe.request("GET", "/readyz")
        answer = probe.getresponse()
        click.echo(answer.read().decode())
    except OSError as error:
        raise click.ClickException(f"{service} does not answer at port {port}: {error}") from None
    finally:
        probe.close()
    sys.exit(answer.status != http.client.OK)
