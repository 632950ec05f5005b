"""Grids is asked who answers for an area: whoever is in its post, or in the next one above."""

from functools import partial
from typing import Any

from services.chassis.errors import RemoteRefused
from services.chassis.responsible import Responsible, on_duty
from services.notify.messages.use_cases.ports import Answering


class GridsGround:
    """`remote` asks as this service."""

    def __init__(self, remote: Any) -> None:
        self._remote, self._responsible = remote, Responsible(partial(remote.call, "grids"))

    def who_answers(self, area_id: str, *, besides: str) -> Answering:
        chain = self._responsible.for_area(area_id)
        if chain is None:
            return Answering(None, None)
        return Answering(chain["area_name"], next((each for each in on_duty(chain) if each != besides), None))

    def name_of(self, staff_id: str) -> str | None:
        """None: there is nobody of that id."""
        try:
            return str(self._remote.call("grids", "get_staff", {"staff_id": staff_id})["display_name"])
        except RemoteRefused as refused:
            if refused.code == "StaffUnknown":
                return None
            raise
