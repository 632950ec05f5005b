"""`linli district remove`: what has moved goes from the house that it left, after a comparison."""

import shutil

from deploy.linli.moving.manifest import Manifest, MoveRefused, OfService
from deploy.linli.moving.states import must_be
from services.chassis.blobs.opening import blobs_folder
from services.chassis.settings import Settings
from services.chassis.storage.fence import MoveState
from services.chassis.storage.moving import places
from services.chassis.storage.moving.hashed import Hashed
from services.chassis.storage.moving.owner import Owned, snapshot, writing
from services.chassis.storage.moving.shapes import Shape

AGES = frozenset({"outbox", "inbox", "idempotency", "jobs"})
"""Marked as published, let go or swept by a house that runs, closed or not; of these nothing may be new."""


def remove(settings: Settings, manifest: Manifest, moved_to: str) -> int:
    """How many rows went. A second time goes on where the first was broken off. Raises MoveRefused."""
    district = manifest.district
    found = must_be(settings, district, (MoveState.CLOSED, MoveState.MOVED))
    ahead = [service for service, place in found.items() if place.state is MoveState.CLOSED]
    for service in ahead:
        with snapshot(settings, service) as owned:
            _must_be_as_taken(owned, district, manifest.services[service])
    removed = 0
    for service in ahead:
        with writing(settings, service) as owned:
            _must_be_as_taken(owned, district, manifest.services[service])
            removed += sum(owned.carrier.remove(shape, district) for shape in reversed(owned.shapes))
            places.put(owned, district, MoveState.MOVED, moved_to)
    if manifest.blobs is not None and settings.blobs.store == "folder":
        shutil.rmtree(blobs_folder(settings) / district, ignore_errors=True)
    return removed


def _must_be_as_taken(owned: Owned, district: str, said: OfService) -> None:
    """What came after the backup would be lost with it."""
    for shape in owned.shapes:
        table = said.tables.get(shape.table)
        if table is None:
            raise MoveRefused(f"{owned.service}: {shape.table} is not in the backup")
        if shape.table in AGES:
            is_same = owned.carrier.count(shape, district) <= table.rows
        else:
            is_same = _digest(owned, shape, district) == table.sha256
        if not is_same:
            raise MoveRefused(f"{owned.service}: {shape.table} is not as it was taken out: take out again")


def _digest(owned: Owned, shape: Shape, district: str) -> str:
    with Hashed() as hashed:
        owned.carrier.take_out(shape, district, hashed)
    return hashed.digest
