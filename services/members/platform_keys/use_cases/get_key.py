"""Somebody looks at a platform key."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.members.platform_keys.use_cases.ports import Begin, Row


@dataclass(frozen=True)
class GetKey:
    key_id: str


def get_key(command: GetKey, begin: Begin, caller: Caller) -> Row:
    """Raises PlatformKeyUnknown."""
    with begin(caller) as tx:
        return tx.platform_key_views.one(command.key_id)
