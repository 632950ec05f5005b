"""The gateway was shown a secret: what it opens, and until when."""

from dataclasses import dataclass, field
from datetime import datetime

from services.chassis.caller import Caller
from services.members.platform_keys.domain.errors import KeyRefusal, SecretRefused
from services.members.platform_keys.domain.platform_key import PlatformKey
from services.members.platform_keys.use_cases.ports import Begin, Tx


@dataclass(frozen=True)
class OpenKey:
    """`secret_hash`: of the whole secret, SHA-256; the secret itself stays at the gateway.

    `address`: where it came from, when the gateway has found that this may not be; otherwise it opens from
    anywhere, and the gateway looks at each request's.
    """

    key_id: str
    secret_hash: str = field(repr=False)
    address: str | None = None


@dataclass(frozen=True)
class Opened:
    """`until`: the secret opens no longer; `version`: what a token made of it says."""

    key: PlatformKey
    until: datetime
    version: int


def open_key(command: OpenKey, begin: Begin, caller: Caller, now: datetime) -> Opened:
    """Raises SecretRefused."""
    with begin(caller) as tx:
        try:
            return _opened(command, tx, now)
        except SecretRefused as refused:
            if tx.platform_keys.has(command.key_id):
                refused.bearer = Caller(caller.district, command.key_id, "key")
            raise


def _opened(command: OpenKey, tx: Tx, now: datetime) -> Opened:
    # Asked first: whoever ends the key in between has ended it for the look that follows.
    version = tx.platform_keys.version_of(command.key_id)
    found = tx.platform_keys.of_secret(command.key_id, command.secret_hash)
    if found is None:
        raise SecretRefused(reason=KeyRefusal.UNKNOWN_KEY)
    key, is_old = found
    until = key.open(now, is_old=is_old)
    if command.address is not None:
        key.must_open_from(command.address)
    return Opened(key, until, version)
