"""A district's keys behind the master key of the house that it comes to; never on a disk without one."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from deploy.linli import escrow
from deploy.linli.moving.manifest import MoveRefused
from services.chassis.errors import KeyFileUnusable
from services.chassis.key_files import read_secret
from services.chassis.keys import WrappedKeys, wrapped_anew
from services.chassis.master_key import FORMER, MASTER, MasterKey, SealBroken

Ask = Callable[[], str]
"""For the passphrase of a file of `linli keys backup`, if it is one."""


@dataclass(frozen=True)
class Masters:
    """Which one opens what comes, and which wraps it here."""

    opens: MasterKey
    wraps: MasterKey
    is_other: bool

    def anew(self, row: WrappedKeys) -> WrappedKeys:
        """As it is kept here. Raises MoveRefused when it does not open."""
        try:
            found = wrapped_anew(row, self.opens, self.wraps)
        except SealBroken:
            raise MoveRefused(
                f"key {row.version} of {row.district} is wrapped by another master key"
            ) from None
        return found if self.is_other else row


def of_house(folder: Path) -> Masters:
    """For a backup: everything must open with the one key. Raises MoveRefused."""
    if (folder / FORMER).exists():
        raise MoveRefused("the master key is being changed: linli keys rotate --finish")
    try:
        own = MasterKey.load_alone(folder / MASTER)
    except KeyFileUnusable as error:
        raise _unusable(error) from None
    return Masters(own, own, is_other=False)


def fingerprint_of(folder: Path) -> str:
    """Raises MoveRefused."""
    try:
        return escrow.fingerprint(read_secret(folder / MASTER))
    except KeyFileUnusable as error:
        raise _unusable(error) from None


def for_backup(folder: Path, wanted: str, former: Path | None, ask: Ask) -> Masters:
    """`wanted` is the fingerprint that the backup names. Raises MoveRefused."""
    try:
        own = MasterKey.load_alone(folder / MASTER)
        if fingerprint_of(folder) == wanted:
            return Masters(own, own, is_other=False)
        if former is None:
            raise MoveRefused(
                f"master key {wanted} wraps its keys, and it is not this house's: --former-master"
            )
        for name, content in _contents(former, ask).items():
            if escrow.fingerprint(content) == wanted:
                return Masters(MasterKey.of_file(name, content), own, is_other=True)
    except KeyFileUnusable as error:
        raise _unusable(error) from None
    raise MoveRefused(f"{former} is not, and has not, master key {wanted}")


def _contents(file: Path, ask: Ask) -> dict[str, bytes]:
    content = read_secret(file)
    if not content.startswith(escrow.HEAD):
        return {file.name: content}
    try:
        kept = escrow.open_with(ask(), content)
    except escrow.EscrowUnusable as refused:
        raise MoveRefused(str(refused)) from None
    return {name: kept[name] for name in (MASTER, FORMER) if name in kept}


def _unusable(error: KeyFileUnusable) -> MoveRefused:
    return MoveRefused(f"{error.values['file']}: {error.values['problem']}")
