"""A platform is given a key; its secret is in this answer and nowhere else."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.chassis.caller import Caller
from services.members.platform_keys.domain.errors import (
    AreaEnded,
    AreaUnknown,
    KeyAreaNeeded,
    NoAreaForTestKey,
    NoKeysInPractice,
)
from services.members.platform_keys.domain.network import networks_of
from services.members.platform_keys.domain.platform_key import KeyRates, KeyType, PlatformKey
from services.members.platform_keys.domain.platform_role import PlatformRole
from services.members.platform_keys.use_cases.ports import Begin, Tx, WithSecret


@dataclass(frozen=True)
class MakeKey:
    """`valid_from` None: from now on."""

    id: str
    name: str
    type: KeyType
    roles: tuple[PlatformRole, ...]
    area_id: str | None
    valid_from: datetime | None
    valid_until: datetime
    networks: tuple[str, ...]
    rates: KeyRates
    reason: str


def make_key(command: MakeKey, begin: Begin, caller: Caller, longest: timedelta) -> WithSecret:
    """`longest`: for how long a key may hold."""
    if caller.is_in_practice:
        raise NoKeysInPractice
    with begin(caller) as tx:
        _must_be_in_reach(command, tx)
        made = PlatformKey(
            command.id,
            command.name,
            command.type,
            tuple(dict.fromkeys(command.roles)),
            command.area_id,
            command.valid_from or tx.now,
            command.valid_until,
            networks_of(command.networks),
            command.rates,
            command.reason,
            caller.name,
            tx.now,
        )
        tx.record(made.made(longest))
        tx.explain(command.reason)
        secret = tx.platform_keys.add(made)
        return WithSecret(tx.platform_key_views.one(made.id), secret)


def _must_be_in_reach(command: MakeKey, tx: Tx) -> None:
    """Nobody opens more ground than is theirs; what a test key opens is nobody's in particular."""
    if command.area_id is None and tx.scope.area_ids is not None:
        raise KeyAreaNeeded
    if command.area_id is not None and command.type is KeyType.TEST:
        raise NoAreaForTestKey
    if command.area_id is None:
        return
    tx.ground.keep()
    area = tx.ground.seen(command.area_id)
    if area is None:
        raise AreaUnknown(area_id=command.area_id)
    if not area.active:
        raise AreaEnded(area_id=command.area_id)
