"""`linli divisions load FILE`: official divisions, or what happened to them, from a sheet."""

from pathlib import Path

import click

from deploy.linli.lock import HouseRuns, held
from deploy.linli.settings import with_settings
from services.chassis.settings import Settings
from services.chassis.storage.migrations import owner_engine
from services.grids.migrations.divisions import SheetUnknown
from services.grids.migrations.divisions import load as load_sheet

SERVICE = "grids"


@click.group()
def divisions() -> None:
    """Look after the official divisions, which are the same for all districts."""


@divisions.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@with_settings
def load(file: Path, settings: Settings) -> None:
    """Load FILE, a CSV sheet of divisions or of events. The same sheet again changes nothing."""
    engine = owner_engine(settings, SERVICE)
    try:
        with held(settings, [SERVICE]), engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            count = load_sheet(connection, file)
            connection.exec_driver_sql("COMMIT")
    except (HouseRuns, SheetUnknown) as error:
        raise click.ClickException(str(error)) from None
    finally:
        engine.dispose()
    click.echo(f"{file.name}: {count} rows")
