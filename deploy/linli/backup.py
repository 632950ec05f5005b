"""`linli backup`: the databases of all services as they were at one moment, and the files (T13).

The keys are not among them: whoever finds a backup must not be able to read it (`linli keys backup`).
"""

import os
import shutil
import subprocess
from datetime import UTC, datetime
from glob import glob
from pathlib import Path

import click
from sqlalchemy import URL, make_url

from deploy.linli.backup_folder import BackupBroken, Manifest
from deploy.linli.services import SERVICES
from deploy.linli.settings import with_settings
from services.chassis.blobs.opening import blobs_folder
from services.chassis.settings import Settings
from services.chassis.storage.snapshot import copy_to, held_still

CLUSTER = "cluster"
BLOBS = "blobs"
PLACES = "/usr/lib/postgresql/*/bin"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--verify", "only_verify", is_flag=True, help="Look whether the backup in FOLDER is whole.")
@with_settings
def backup(folder: Path, only_verify: bool, settings: Settings) -> None:
    """Copy all databases, of one moment, and all files into FOLDER, which is made. The house goes on."""
    try:
        if only_verify:
            manifest = Manifest.read(folder)
            manifest.verify(folder)
        else:
            manifest = back_up(settings, folder)
    except BackupBroken as broken:
        raise click.ClickException(str(broken)) from None
    click.echo(f"{folder}: {len(manifest.files)} files, as of {manifest.moment.isoformat()}")


def back_up(settings: Settings, folder: Path) -> Manifest:
    """Raises BackupBroken."""
    try:
        folder.mkdir(parents=True, mode=0o700)
    except FileExistsError:
        raise BackupBroken(f"{folder} is there already") from None
    is_sqlite = settings.database.app.startswith("sqlite:")
    moment = _copy_files(settings, folder) if is_sqlite else _copy_cluster(settings, folder)
    if settings.blobs.store == "folder" and blobs_folder(settings).is_dir():
        # Files are only ever added: those that came after the moment are nobody's.
        shutil.copytree(blobs_folder(settings), folder / BLOBS)
    return Manifest.of(folder, moment, "sqlite" if is_sqlite else "postgresql").written(folder)


def database_file(settings: Settings, service: str) -> Path:
    return Path(make_url(settings.database.app.replace("{service}", service)).database or "")


def _copy_files(settings: Settings, folder: Path) -> datetime:
    missing = [name for name in SERVICES if not database_file(settings, name).exists()]
    if missing:
        raise BackupBroken(f"{', '.join(missing)}: no database yet")
    with held_still([database_file(settings, name) for name in SERVICES]) as readers:
        moment = datetime.now(UTC)
        for name, reader in zip(SERVICES, readers, strict=True):
            copy_to(folder / f"{name}.db", reader)
    return moment


def _copy_cluster(settings: Settings, folder: Path) -> datetime:
    """As of its end: what was written meanwhile is in it."""
    if not settings.database.backup:
        raise BackupBroken("database.backup: the address of a role with REPLICATION is not set")
    url = make_url(settings.database.backup)
    place = (url.username, None, url.host, url.port, url.database, url.query)
    address = URL.create("postgresql", *place).render_as_string()
    words = ["--dbname", address, "--pgdata", str(folder / CLUSTER), "--wal-method", "stream"]
    command = [programme("pg_basebackup"), *words, "--checkpoint", "fast", "--no-password"]
    environ = os.environ | {"PGPASSWORD": str(url.password or "")}
    ran = subprocess.run(  # nosec B603  # PostgreSQL's own programme, with the settings' address
        command, env=environ, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise BackupBroken(f"pg_basebackup: {ran.stderr.strip()}")
    return datetime.now(UTC)


def programme(name: str) -> str:
    """Of PostgreSQL; Debian keeps them out of the path. Raises BackupBroken."""
    found = shutil.which(name) or next(iter(sorted(glob(f"{PLACES}/{name}"), reverse=True)), None)
    if found is None:
        raise BackupBroken(f"{name} is not installed")
    return found
