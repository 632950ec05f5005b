"""`linli district backup`: the rows and files of a closed district, of every service one snapshot."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from deploy.linli.moving import keys
from deploy.linli.moving.closing import settle_audit
from deploy.linli.moving.manifest import BLOBS, Manifest, MoveRefused, OfService, OfTable
from deploy.linli.moving.states import must_be
from deploy.linli.services import SERVICES
from services.chassis.blobs.opening import blobs_folder
from services.chassis.settings import Settings
from services.chassis.storage.fence import MoveState
from services.chassis.storage.moving import places
from services.chassis.storage.moving.hashed import HashedFile
from services.chassis.storage.moving.owner import Owned, snapshot


def take_out(settings: Settings, district: str, folder: Path) -> Manifest:
    """Raises MoveRefused."""
    must_be(settings, district, (MoveState.CLOSED,))
    masters, fingerprint = keys.of_house(settings.keys_dir), keys.fingerprint_of(settings.keys_dir)
    settle_audit(settings, district)
    _make(folder)
    moment = datetime.now(UTC)
    services = {}
    for service in SERVICES:
        with snapshot(settings, service) as owned:
            for row in places.keys_of(owned, district):
                masters.anew(row)
            services[service] = _take_out(owned, district, folder / service)
    kind = "sqlite" if settings.database.owner.startswith("sqlite:") else "postgresql"
    blobs = _take_blobs(settings, district, folder / BLOBS)
    return Manifest(district, moment, kind, fingerprint, services, blobs).written(folder)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, mode=0o700)
    except FileExistsError:
        raise MoveRefused(f"{folder} is there already") from None


def _take_out(owned: Owned, district: str, folder: Path) -> OfService:
    folder.mkdir(mode=0o700)
    tables = {}
    for shape in owned.shapes:
        with HashedFile(folder / shape.table) as file:
            rows = owned.carrier.take_out(shape, district, file)
        tables[shape.table] = OfTable(rows, file.digest, shape.columns)
    return OfService(owned.revision, tables)


def _take_blobs(settings: Settings, district: str, to: Path) -> int | None:
    if settings.blobs.store != "folder":
        return None
    to.mkdir(mode=0o700)
    source, count = blobs_folder(settings) / district, 0
    for file in source.iterdir() if source.is_dir() else ():
        shutil.copyfile(file, to / file.name)
        count += 1
    return count
