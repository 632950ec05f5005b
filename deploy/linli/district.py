"""`linli district`: one district out of this house and into another (docs/guides/move-a-district.md)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from deploy.linli.keys import PASSPHRASE, asked_passphrase
from deploy.linli.lock import HouseRuns, held
from deploy.linli.moving import closing, keys
from deploy.linli.moving.bringing_in import bring_in
from deploy.linli.moving.manifest import Manifest, MoveRefused
from deploy.linli.moving.removing import remove as remove_rows
from deploy.linli.moving.states import places_of
from deploy.linli.moving.taking_out import take_out
from deploy.linli.services import SERVICES
from deploy.linli.settings import with_settings
from services.chassis.settings import Settings

DISTRICT = click.argument("district")
FOLDER = click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))


@click.group()
def district() -> None:
    """Move one district into another house."""


@district.command()
@DISTRICT
@with_settings
def state(district: str, settings: Settings) -> None:
    """Say where the district is in its move, in each service."""
    for service, place in places_of(settings, district).items():
        click.echo(f"{service}: {place.state} {place.told}".rstrip())


@district.command()
@DISTRICT
@with_settings
def close(district: str, settings: Settings) -> None:
    """Leave the district alone from now on: nothing is begun, then nothing more is kept."""
    with _refusals():
        closing.close(settings, district)
    click.echo(f"{district} is closed")


@district.command("open")
@DISTRICT
@with_settings
def open_(district: str, settings: Settings) -> None:
    """Work on a closed district again: it has not moved after all."""
    with _refusals():
        sent = closing.open_again(settings, district)
    click.echo(f"{district} is open; {sent} events go out once more")


@district.command()
@DISTRICT
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@with_settings
def backup(district: str, folder: Path, settings: Settings) -> None:
    """Take the rows and files of a closed district out into FOLDER, which is made."""
    with _refusals():
        manifest = take_out(settings, district, folder)
    rows = sum(table.rows for each in manifest.services.values() for table in each.tables.values())
    click.echo(f"{folder}: {rows} rows, {_files(manifest)}, master key {manifest.master}")


@district.command()
@FOLDER
@click.option(
    "--former-master",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The other house's master key, or its file of `keys backup`.",
)
@PASSPHRASE
@with_settings
def restore(
    folder: Path, former_master: Path | None, passphrase_file: Path | None, settings: Settings
) -> None:
    """Bring the district of FOLDER into this house, and work on it. Again changes nothing.

    On files the house must be stopped; on PostgreSQL it goes on.
    """
    with _refusals(), held(settings, list(SERVICES)):
        manifest = Manifest.read(folder)
        manifest.verify(folder)
        ask = lambda: asked_passphrase(passphrase_file)  # noqa: E731 - asked only where it is needed
        masters = keys.for_backup(settings.keys_dir, manifest.master, former_master, ask)
        sent = bring_in(settings, folder, manifest, masters)
    if sent is None:
        click.echo(f"{manifest.district} has come by this backup already")
    else:
        click.echo(f"{manifest.district} is here, {_files(manifest)}; {sent} events go out once more")


@district.command()
@FOLDER
@click.option("--moved-to", required=True, help="Where it is now, to be remembered here.")
@with_settings
def remove(folder: Path, moved_to: str, settings: Settings) -> None:
    """Remove a closed district that is elsewhere now, if all of it is in FOLDER.

    On files the house must be stopped; on PostgreSQL it goes on.
    """
    with _refusals(), held(settings, list(SERVICES)):
        manifest = Manifest.read(folder)
        manifest.verify(folder)
        removed = remove_rows(settings, manifest, moved_to)
    click.echo(f"{manifest.district} has moved to {moved_to}; {removed} rows are gone from here")


def _files(manifest: Manifest) -> str:
    return "files lie on their server" if manifest.blobs is None else f"{manifest.blobs} files"


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except (MoveRefused, HouseRuns) as refused:
        raise click.ClickException(str(refused)) from None
