"""What is asked of platform keys."""

from datetime import timedelta
from typing import Any

from services.chassis.bus import on, rpc
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.members.platform_keys.domain.errors import (
    AreaEnded,
    AreaUnknown,
    KeyAreaNeeded,
    KeyHoldsTooLong,
    KeyNeverHolds,
    KeyOver,
    NetworkInvalid,
    NoAreaForTestKey,
    NoKeysInPractice,
    PlatformKeyUnknown,
    SecretRefused,
)
from services.members.platform_keys.schemas import (
    EndKeySchema,
    GetKeySchema,
    KeyAreasReplacedSchema,
    KeyWithSecretSchema,
    ListKeysSchema,
    MakeKeySchema,
    OpenedKeySchema,
    OpenKeySchema,
    PlatformKeySchema,
    PlatformKeysSchema,
    RotateKeySchema,
)
from services.members.platform_keys.signing import opened_for
from services.members.platform_keys.use_cases.end_key import EndKey, end_key
from services.members.platform_keys.use_cases.end_keys_of_areas import EndKeysOfAreas, end_keys_of_areas
from services.members.platform_keys.use_cases.get_key import GetKey, get_key
from services.members.platform_keys.use_cases.list_keys import ListKeys, list_keys
from services.members.platform_keys.use_cases.make_key import MakeKey, make_key
from services.members.platform_keys.use_cases.open_key import OpenKey, open_key
from services.members.platform_keys.use_cases.ports import Begin, Page, Row, WithSecret
from services.members.platform_keys.use_cases.rotate_key import RotateKey, rotate_key


class PlatformKeyEntrypoints:
    begin: Begin
    clock: Clock
    foundation: Any

    @rpc(
        "keys.manage",
        takes=MakeKeySchema(),
        gives=KeyWithSecretSchema(),
        refuses=(
            AreaUnknown,
            AreaEnded,
            KeyAreaNeeded,
            NoAreaForTestKey,
            KeyNeverHolds,
            KeyHoldsTooLong,
            NetworkInvalid,
            NoKeysInPractice,
        ),
    )
    def make_key(self, command: MakeKey, caller: Caller) -> dict[str, Any]:
        longest = timedelta(days=self.foundation.settings.limits.platform_key_days)
        return _shown(make_key(command, self.begin, caller, longest))

    @rpc(
        "keys.manage",
        takes=RotateKeySchema(),
        gives=KeyWithSecretSchema(),
        refuses=(PlatformKeyUnknown, KeyOver),
    )
    def rotate_key(self, command: RotateKey, caller: Caller) -> dict[str, Any]:
        return _shown(rotate_key(command, self.begin, caller))

    @rpc(
        "keys.manage",
        takes=EndKeySchema(),
        gives=PlatformKeySchema(),
        refuses=(PlatformKeyUnknown, KeyOver),
    )
    def end_key(self, command: EndKey, caller: Caller) -> Row:
        return end_key(command, self.begin, caller)

    @rpc(
        "keys.read",
        takes=GetKeySchema(),
        gives=PlatformKeySchema(),
        refuses=(PlatformKeyUnknown,),
        reads="public",
    )
    def get_key(self, command: GetKey, caller: Caller) -> Row:
        return get_key(command, self.begin, caller)

    @rpc("keys.read", takes=ListKeysSchema(), gives=PlatformKeysSchema(), reads="public")
    def list_keys(self, command: ListKeys, caller: Caller) -> Page:
        return list_keys(command, self.begin, caller)

    @rpc(
        "keys.open",
        takes=OpenKeySchema(),
        gives=OpenedKeySchema(),
        refuses=(SecretRefused,),
        reads="public",
    )
    def open_key(self, command: OpenKey, caller: Caller) -> dict[str, Any]:
        now = self.clock.now()
        return opened_for(open_key(command, self.begin, caller, now), caller, self.foundation.issue, now)

    @on("grids", "AreasReplaced", reads=KeyAreasReplacedSchema())
    def end_keys_of_areas(self, told: EndKeysOfAreas, caller: Caller) -> None:
        end_keys_of_areas(told, self.begin, caller)


def _shown(made: WithSecret) -> dict[str, Any]:
    return {**made.key, "secret": made.secret}
