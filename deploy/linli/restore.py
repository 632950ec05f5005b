"""`linli restore`: the files of a backup in the place of those that are there.

A cluster is PostgreSQL's own to bring back (docs/guides/restore.md).
"""

import shutil
from pathlib import Path

import click

from deploy.linli.backup import BLOBS, database_file
from deploy.linli.backup_folder import BackupBroken, Manifest
from deploy.linli.lock import HouseRuns, held
from deploy.linli.restored import LOGS, take_up_all
from deploy.linli.services import SERVICES
from deploy.linli.settings import with_settings
from services.chassis.blobs.opening import blobs_folder
from services.chassis.settings import Settings

BESIDE = ("", "-wal", "-shm")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@LOGS
@with_settings
def restore(folder: Path, logs: tuple[Path, ...], settings: Settings) -> None:
    """Put the databases and files of FOLDER in place, and let them take up their work.

    What was there is kept beside it, in a folder named for the moment. The house must be stopped.
    """
    try:
        manifest = Manifest.read(folder)
        if manifest.kind != "sqlite" or not settings.database.app.startswith("sqlite:"):
            raise BackupBroken("a cluster is brought back as docs/guides/restore.md says")
        manifest.verify(folder)
        with held(settings, list(SERVICES)):
            kept = put_in_place(settings, folder)
            click.echo(f"what was there: {kept}")
            take_up_all(settings, manifest.moment, logs)
    except (BackupBroken, HouseRuns) as refused:
        raise click.ClickException(str(refused)) from None


def put_in_place(settings: Settings, folder: Path) -> Path:
    """Where the former files are now."""
    kept = _unused(settings.data_dir / "before-restore")
    kept.mkdir(parents=True, mode=0o700)
    for service in SERVICES:
        file = database_file(settings, service)
        for ending in BESIDE:
            former = file.with_name(file.name + ending)
            if former.exists():
                former.rename(kept / former.name)
        shutil.copy(folder / f"{service}.db", file)
    if (folder / BLOBS).is_dir():
        shutil.copytree(folder / BLOBS, blobs_folder(settings), dirs_exist_ok=True)
    return kept


def _unused(path: Path) -> Path:
    number = 1
    while (found := path.with_name(f"{path.name}-{number}")).exists():
        number += 1
    return found
