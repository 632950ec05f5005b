"""What the use cases of platform keys need from the world."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypedDict

from services.chassis.caller import Caller, Scope
from services.chassis.domain import Event
from services.members.platform_keys.domain.platform_key import PlatformKey

Row = Mapping[str, Any]
After = Sequence[Any] | None


class Page(TypedDict):
    items: Sequence[Row]
    next: After


@dataclass(frozen=True)
class WithSecret:
    """A key as it is shown, and its secret, which is shown this once."""

    key: Row
    secret: str = field(repr=False)


class PlatformKeys(Protocol):
    def add(self, made: PlatformKey) -> str:
        """Its secret. Raises IdTaken."""

    def get(self, key_id: str, seen_version: int) -> PlatformKey:
        """Raises PlatformKeyUnknown and StaleVersion."""

    def save(self, after: PlatformKey) -> None:
        """Raises StaleVersion."""

    def opening(self, area_ids: Sequence[str], now: datetime) -> Sequence[PlatformKey]:
        """Those to these areas themselves that are not over."""

    def change_secret(self, rotated: PlatformKey) -> str:
        """The new secret; the one before is the old one from now on. Raises StaleVersion."""

    def of_secret(self, key_id: str, secret_hash: str) -> tuple[PlatformKey, bool] | None:
        """The key, and whether it is the old secret; None: it never was this key's, or is no more."""

    def has(self, key_id: str) -> bool: ...

    def call_back(self, key_id: str, now: datetime) -> None:
        """Tokens that were signed before count no more."""

    def version_of(self, key_id: str) -> int:
        """What a token says, so that it can be called back."""


class PlatformKeyViews(Protocol):
    def one(self, key_id: str) -> Row:
        """Raises PlatformKeyUnknown."""

    def listed(self, after: After, limit: int) -> Page:
        """Newest first, in the caller's areas."""


class Ground(Protocol):
    def keep(self) -> None:
        """Until we are done no area ends here."""

    def note_ended(self, area_ids: Sequence[str]) -> None:
        """They are no more, also before their rows say so; whoever keeps the ground is waited for."""

    def seen(self, area_id: str) -> Any: ...


class Tx(Protocol):
    @property
    def platform_keys(self) -> PlatformKeys: ...
    @property
    def platform_key_views(self) -> PlatformKeyViews: ...
    @property
    def ground(self) -> Ground: ...
    @property
    def scope(self) -> Scope: ...
    @property
    def now(self) -> datetime: ...
    def record(self, *events: Event) -> None: ...
    def explain(self, reason: str) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
