"""Another master key: it comes, processes learn it, all is wrapped anew, the former one goes (D11)."""

from contextlib import closing
from pathlib import Path

from deploy.linli.services import SERVICES
from services.chassis.keys import wrapped_anew
from services.chassis.master_key import FORMER, MASTER, MasterKey
from services.chassis.settings import Settings
from services.chassis.storage.database import Database
from services.chassis.storage.key_rows import KeyRowsOf


class RotationRefused(Exception):
    """Says why."""


def begin(folder: Path) -> None:
    """A new key in the place of the master key, which is kept beside it.

    Raises RotationRefused or KeyFileUnusable.

    A process that has not been started anew knows the former one alone, and nothing is wrapped by the new one
    but the keys of districts that are new.
    """
    if (folder / FORMER).exists():
        raise RotationRefused(f"{FORMER} is there: a rotation has not been ended")
    MasterKey.load(folder / MASTER)
    (folder / MASTER).rename(folder / FORMER)
    MasterKey.create(folder / MASTER)


def end(settings: Settings) -> int:
    """Wraps the keys of every district anew, then destroys the former master key; how many rows.

    Whatever breaks it off, it is done again from the start. Raises RotationRefused, SealBroken.
    """
    folder = settings.keys_dir
    if not (folder / FORMER).exists():
        raise RotationRefused(f"{FORMER} is not there: no rotation has begun")
    both, new = MasterKey.load(folder / MASTER), MasterKey.load_alone(folder / MASTER)
    count = sum(_wrap_anew(settings, service, both, new) for service in SERVICES)
    (folder / FORMER).unlink()
    return count


def _wrap_anew(settings: Settings, service: str, both: MasterKey, new: MasterKey) -> int:
    with closing(Database(settings.database, service)) as database:
        kept, count = KeyRowsOf(database), 0
        for district in database.districts():
            for row in kept.find(district):
                kept.replace(anew := wrapped_anew(row, both, new))
                wrapped_anew(anew, new, new)  # it opens by the new one alone
                count += 1
    return count
