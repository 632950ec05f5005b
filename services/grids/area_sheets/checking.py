"""Check values of rows that are given out: by the newest digest key that the district had then."""

import hmac

from services.chassis.seal import Seals
from services.grids.area_sheets.domain.line import Protected

KIND = "area_sheet_row"


class Checks:
    def __init__(self, seals: Seals, district: str) -> None:
        self._seals, self._district = seals, district

    def value(self, row: Protected) -> str:
        return self._seals.digest(self._district, KIND, row.as_bytes()).hex()

    def holds(self, row: Protected, value: str) -> bool:
        """In a time that says nothing of how much of it is right."""
        digests = self._seals.digests(self._district, KIND, row.as_bytes()).values()
        return any(hmac.compare_digest(digest.hex(), value) for digest in digests if value.isascii())
