"""The gateway was shown a secret: what it opens, and until when."""

from dataclasses import dataclass, field
from datetime import datetime

from services.chassis.caller import Caller
from services.members.platform_keys.domain.errors import KeyRefusal, SecretRefused
from services.members.platform_keys.domain.platform_key import PlatformKey
from services.members.platform_keys.use_cases.ports import Begin


@dataclass(frozen=True)
class OpenKey:
    """`secret_hash`: of the whole secret, SHA-256; the secret itself stays at the gateway."""

    key_id: str
    secret_hash: str = field(repr=False)


@dataclass(frozen=True)
class Opened:
    """`until`: the secret opens no longer; `version`: what a token made of it says."""

    key: PlatformKey
    until: datetime
    version: int


def open_key(command: OpenKey, begin: Begin, caller: Caller, now: datetime) -> Opened:
    """Raises SecretRefused."""
    with begin(caller) as tx:
        # Asked first: whoever ends the key in between has ended it for the look that follows.
        version = tx.platform_keys.version_of(command.key_id)
        found = tx.platform_keys.of_secret(command.key_id, command.secret_hash)
        if found is None:
            raise SecretRefused(reason=KeyRefusal.UNKNOWN_KEY)
        key, is_old = found
        return Opened(key, key.open(now, is_old=is_old), version)
