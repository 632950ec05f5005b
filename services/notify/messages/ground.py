"""Grids is asked who answers for an area: the holder of its post, or of the next one above."""

from typing import Any

from services.chassis.errors import RemoteRefused
from services.notify.messages.use_cases.ports import Answering

COMMUNITY, CHIEF = "community", "chief"
NO_SUCH = frozenset({"AreaUnknown", "PostUnknown", "StaffUnknown"})


class GridsGround:
    """`remote` asks as this service."""

    def __init__(self, remote: Any) -> None:
        self._remote = remote

    def who_answers(self, area_id: str, *, besides: str) -> Answering:
        area = opened = self._asked("get_area", area_id=area_id)
        holder_id = None
        while area is not None and holder_id is None:
            holder = self._holder(area)
            holder_id = None if holder == besides else holder
            above = area["parent_id"]
            area = None if above is None else self._asked("get_area", area_id=above)
        return Answering(None if opened is None else opened["name"], holder_id)

    def name_of(self, staff_id: str) -> str | None:
        found = self._asked("get_staff", staff_id=staff_id)
        return None if found is None else str(found["display_name"])

    def _holder(self, area: dict[str, Any]) -> str | None:
        """A community has no post of its own: the chief of its general-total grid answers for all of it."""
        if area["kind"] == COMMUNITY:
            posts = self._asked("list_posts", area_id=area["id"], limit=1) or {"items": []}
            return next((each["staff_id"] for each in posts["items"] if each["role"] == CHIEF), None)
        post = self._asked("find_holder", area_id=area["id"])
        return None if post is None else post["staff_id"]

    def _asked(self, method: str, **body: Any) -> dict[str, Any] | None:
        """None: there is no such thing."""
        try:
            answer: dict[str, Any] = self._remote.call("grids", method, body)
        except RemoteRefused as refused:
            if refused.code in NO_SUCH:
                return None
            raise
        return answer
