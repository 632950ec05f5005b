"""Tokens that were called back before their end: whose, and up to which version of their grants (D13)."""

from collections.abc import Iterable, Mapping

from services.chassis.caller import Caller

Principal = tuple[str, str]
"""District and `person:018f…`."""


class CalledBack:
    """What this process has been told last, by each that tells it; it lasts until that one tells anew."""

    def __init__(self) -> None:
        self._since: dict[str, Mapping[Principal, int]] = {}

    def hear(self, told: Iterable[tuple[str, str, int]], teller: str = "") -> None:
        """The whole list of one of them: district, principal, and the first version that counts."""
        self._since[teller] = {(district, principal): version for district, principal, version in told}

    def has(self, caller: Caller) -> bool:
        return any(
            caller.version < since.get((caller.granted_in, caller.name), 0)
            for since in self._since.values()
            if since
        )
