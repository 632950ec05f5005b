"""A key gets a new secret; the one before lives on until the platform has changed over."""

from dataclasses import dataclass
from datetime import timedelta

from services.chassis.caller import Caller
from services.members.platform_keys.use_cases.ports import Begin, WithSecret


@dataclass(frozen=True)
class RotateKey:
    """`overlap_hours` 0: the secret before is in wrong hands and ends now, everywhere."""

    key_id: str
    overlap_hours: int
    seen_version: int


def rotate_key(command: RotateKey, begin: Begin, caller: Caller) -> WithSecret:
    """Of two rotations in a row the oldest secret ends at the second: never do more than two open."""
    with begin(caller) as tx:
        before = tx.platform_keys.get(command.key_id, command.seen_version)
        rotated, told = before.rotate(tx.now, timedelta(hours=command.overlap_hours))
        secret = tx.platform_keys.change_secret(rotated)
        if command.overlap_hours == 0 or before.has_two_secrets(tx.now):
            tx.platform_keys.call_back(rotated.id, tx.now)
        tx.record(told)
        return WithSecret(tx.platform_key_views.one(rotated.id), secret)
