"""Platform keys as the caller may see them, never with a secret."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.chassis.caller import Caller
from services.members.platform_keys.use_cases.ports import Begin, Page


@dataclass(frozen=True)
class ListKeys:
    after: Sequence[Any] | None
    limit: int


def list_keys(command: ListKeys, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        return tx.platform_key_views.listed(command.after, command.limit)
