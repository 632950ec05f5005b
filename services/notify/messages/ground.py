"""Grids is asked who answers for an area: whoever is in its post, or in the next one above."""

from typing import Any

from services.chassis.errors import RemoteRefused
from services.notify.messages.use_cases.ports import Answering

NO_SUCH = frozenset({"AreaUnknown", "StaffUnknown"})


class GridsGround:
    """`remote` asks as this service."""

    def __init__(self, remote: Any) -> None:
        self._remote = remote

    def who_answers(self, area_id: str, *, besides: str) -> Answering:
        chain = self._asked("find_responsible", area_id=area_id)
        if chain is None:
            return Answering(None, None)
        on_duty = (each["staff_id"] for level in chain["levels"] for each in level["people"])
        return Answering(chain["area_name"], next((each for each in on_duty if each != besides), None))

    def name_of(self, staff_id: str) -> str | None:
        found = self._asked("get_staff", staff_id=staff_id)
        return None if found is None else str(found["display_name"])

    def _asked(self, method: str, **body: Any) -> dict[str, Any] | None:
        """None: there is no such thing."""
        try:
            answer: dict[str, Any] = self._remote.call("grids", method, body)
        except RemoteRefused as refused:
            if refused.code in NO_SUCH:
                return None
            raise
        return answer
