"""`linli migrate [SERVICE]`: bring databases to the newest shape, as their owners."""

import click

from deploy.linli.lock import HouseRuns, held
from deploy.linli.services import SERVICES
from deploy.linli.settings import with_settings
from services.chassis.settings import Settings
from services.chassis.storage import migrations


@click.command()
@click.argument("service", type=click.Choice(list(SERVICES)), required=False)
@with_settings
def migrate(service: str | None, settings: Settings) -> None:
    """Bring the databases of SERVICE, or of all services, to the newest shape."""
    wanted = [service] if service else list(SERVICES)
    try:
        with held(settings, wanted):
            migrate_all(settings, wanted)
    except HouseRuns as error:
        raise click.ClickException(str(error)) from None


def migrate_all(settings: Settings, services: list[str]) -> None:
    for name in services:
        has_changed = migrations.migrate(name, settings)
        click.echo(f"{name}: {'brought to the newest shape' if has_changed else 'nothing to do'}")
