"""`linli district restore`: rows and files of a district's backup into this house, which then works on it."""

from collections.abc import Iterator
from pathlib import Path

from deploy.linli.moving.closing import OVER, take_up
from deploy.linli.moving.keys import Masters
from deploy.linli.moving.manifest import BLOBS, Manifest, MoveRefused, OfService, name_of
from deploy.linli.moving.states import outlast_writers
from deploy.linli.services import SERVICES
from services.chassis.blobs.opening import open_store
from services.chassis.blobs.port import PIECE
from services.chassis.settings import Settings
from services.chassis.storage.fence import MoveState
from services.chassis.storage.moving import places
from services.chassis.storage.moving.owner import Owned, snapshot, writing

COMING = (MoveState.ARRIVING, MoveState.ARRIVED, MoveState.OPENING, MoveState.HERE)


def bring_in(settings: Settings, folder: Path, manifest: Manifest, masters: Masters) -> int | None:
    """How many events go out once more; None when all of it was done before. Raises MoveRefused."""
    backup, district = name_of(folder), manifest.district
    ahead = [each for each in SERVICES if _is_ahead(settings, each, manifest, backup)]
    if not ahead and _is_here(settings, district):
        return None
    for service in ahead:
        with writing(settings, service) as owned:
            places.put(owned, district, MoveState.ARRIVING, backup)
    for service in ahead:
        outlast_writers(settings, service, OVER)
        with writing(settings, service) as owned:
            _bring(owned, folder / service, district, manifest.services[service], masters, backup)
    _bring_blobs(settings, district, folder / BLOBS)
    return take_up(settings, district)


def _is_ahead(settings: Settings, service: str, manifest: Manifest, backup: str) -> bool:
    """False: its rows came by this very backup. Raises MoveRefused when they cannot come."""
    kind = "sqlite" if settings.database.owner.startswith("sqlite:") else "postgresql"
    if manifest.kind != kind or service not in manifest.services:
        raise MoveRefused(f"the backup is of a house on {manifest.kind} with {', '.join(manifest.services)}")
    with snapshot(settings, service) as owned:
        if owned.revision != (theirs := manifest.services[service].revision):
            raise MoveRefused(f"{service}: the schema is {owned.revision} here, and {theirs} in the backup")
        place = places.place_of(owned, manifest.district)
        if place.told == backup and place.state in COMING:
            return place.state is MoveState.ARRIVING
        if place.state not in (MoveState.HERE, MoveState.MOVED):
            raise MoveRefused(f"{service}: {manifest.district} is {place.state} here")
        _must_be_empty(owned, manifest.district)
    return True


def _is_here(settings: Settings, district: str) -> bool:
    for service in SERVICES:
        with snapshot(settings, service) as owned:
            if places.place_of(owned, district).state is not MoveState.HERE:
                return False
    return True


def _must_be_empty(owned: Owned, district: str) -> None:
    if there := owned.count(district):
        some = ", ".join(f"{table} {count}" for table, count in sorted(there.items()))
        raise MoveRefused(f"{owned.service}: {district} is there already: {some}")


def _bring(owned: Owned, folder: Path, district: str, said: OfService, masters: Masters, backup: str) -> None:
    """In the one transaction of `owned`, in which alone the fence is down."""
    places.put(owned, district, MoveState.HERE)
    _must_be_empty(owned, district)
    for shape in owned.shapes:
        table = said.tables.get(shape.table)
        if table is None or table.columns != shape.columns:
            raise MoveRefused(f"{owned.service}: {shape.table} has another shape in the backup")
        with (folder / shape.table).open("rb") as rows:
            if (count := owned.carrier.bring_in(shape, rows)) != table.rows:
                raise MoveRefused(f"{owned.service}: {shape.table} has {count} rows, not {table.rows}")
    kept = [masters.anew(row) for row in places.keys_of(owned, district)]
    if masters.is_other:
        places.put_keys(owned, kept)
    places.put(owned, district, MoveState.ARRIVED, backup)


def _bring_blobs(settings: Settings, district: str, folder: Path) -> None:
    """Sealed as they are; what is there already is let be."""
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    if files:
        store = open_store(settings)
        for file in files:
            store.put(f"{district}/{file.name}", _pieces(file))


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as content:
        while piece := content.read(PIECE):
            yield piece
