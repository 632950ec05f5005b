"""Tokens that were called back before their end: whose, and up to which version of their grants (D13)."""

from collections.abc import Iterable, Mapping

from services.chassis.caller import Caller

Principal = tuple[str, str]
"""District and `person:018f…`."""


class CalledBack:
    """What this process has been told last; it lasts until it is told anew."""

    def __init__(self) -> None:
        self._since: Mapping[Principal, int] = {}

    def hear(self, told: Iterable[tuple[str, str, int]]) -> None:
        """The whole list: district, principal, and the first version that counts."""
        self._since = {(district, principal): version for district, principal, version in told}

    def has(self, caller: Caller) -> bool:
        return bool(self._since) and caller.version < self._since.get((caller.granted_in, caller.name), 0)
