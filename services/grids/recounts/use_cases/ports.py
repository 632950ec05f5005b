"""What counting anew needs from the world."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from services.chassis.caller import Caller


class Areas(Protocol):
    def behind(self, area_id: str, limit: int) -> Sequence[str]:
        """Ids of areas, ended ones with them, in their order."""


class KeptFigures(Protocol):
    """Of the areas behind one up to another: how many of each kind are not right."""

    def wrong(self, after: str, last: str) -> Mapping[str, int]: ...

    def set_right(self, after: str, last: str) -> Mapping[str, int]:
        """They are afterwards; for whoever holds the tree, since only a merge carries figures elsewhere."""


class Trees(Protocol):
    def lock(self) -> object:
        """Until the transaction ends."""


class Tx(Protocol):
    @property
    def area_kinds(self) -> Areas: ...
    @property
    def trees(self) -> Trees: ...
    @property
    def kept_figures(self) -> KeptFigures: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
