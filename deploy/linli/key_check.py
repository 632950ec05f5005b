"""Whether the keys of a house are all there, and open what they must."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from deploy.linli import escrow
from deploy.linli.services import SERVICES
from services.chassis.errors import DatabaseUnavailable, KeyFileUnusable
from services.chassis.keyring import PRIVATE, Keyring
from services.chassis.keys import DataKeys, SealBroken
from services.chassis.master_key import MASTER, MasterKey
from services.chassis.settings import Settings
from services.chassis.storage.database import Database
from services.chassis.storage.key_rows import KeyRowsOf

Finding = tuple[str, str | None]
"""What was looked at, and what is wrong with it; None: nothing."""


def of_house(settings: Settings) -> Iterator[Finding]:
    """The master key, every pair that signs, and the keys of every district that the master key wraps."""
    try:
        master = MasterKey.load(settings.keys_dir / MASTER)
    except KeyFileUnusable as error:
        yield MASTER, str(error.values["problem"])
        return
    yield MASTER, None
    yield from _pairs(settings.keys_dir)
    for service in SERVICES:
        yield from _districts(settings, service, master)


def of_escrow(kept: Mapping[str, bytes], folder: Path) -> Iterator[Finding]:
    here = {path.name: path.read_bytes() for path in folder.iterdir() if path.name in kept}
    for name, key in kept.items():
        problem = None if here.get(name) == key else "is another here" if name in here else "is missing here"
        yield f"{name} {escrow.fingerprint(key)}", problem
    for name in sorted(path.name for path in folder.glob(f"*{PRIVATE}") if path.name not in kept):
        yield name, "is not in the file"


def _pairs(folder: Path) -> Iterator[Finding]:
    try:
        ring = Keyring.load(folder)
    except KeyFileUnusable as error:
        yield str(error.values["file"]), str(error.values["problem"])
        return
    for file in sorted(folder.glob(f"*{PRIVATE}")):
        name = file.name.removesuffix(PRIVATE)
        yield name, _does_not_sign(ring, name)


def _does_not_sign(ring: Keyring, name: str) -> str | None:
    try:
        signing = ring.signing_key(name)
    except KeyFileUnusable as error:
        return str(error.values["problem"])
    if name not in ring.public:
        return "its public key is missing"
    return None if signing.public_key() == ring.public[name] else "its public key is another's"


def _districts(settings: Settings, service: str, master: MasterKey) -> Iterator[Finding]:
    """Whether all of them open; and of each district the versions that are in use, several in a renewal."""
    versions: dict[str, list[int]] = {}
    yield f"districts' keys of {service}", _opens_all(settings, service, master, versions)
    for district, found in versions.items():
        yield f"{service}: {district} has version {', '.join(map(str, found))}", None


def _opens_all(
    settings: Settings, service: str, master: MasterKey, versions: dict[str, list[int]]
) -> str | None:
    with closing(Database(settings.database, service)) as database:
        keys = DataKeys(master, KeyRowsOf(database))
        try:
            for district in database.districts():
                versions[district] = [pair.version for pair in keys.all_of(district)]
        except SealBroken:
            return "wrapped by another master key"
        except DatabaseUnavailable:
            return "the database does not answer"
    return None
