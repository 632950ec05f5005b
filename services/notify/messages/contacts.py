"""Members is asked how residents are reached; what it says is kept nowhere."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from services.chassis.batches import batches
from services.chassis.domain import Unavailable
from services.notify.messages.use_cases.ports import Contact

log = logging.getLogger("linli.notify.messages")

AT_ONCE = 200
"""What members answers in one call."""


class MembersContacts:
    """`remote` asks as this service."""

    def __init__(self, remote: Any) -> None:
        self._remote = remote

    def __call__(self, recipient_ids: Sequence[str]) -> Mapping[str, Contact]:
        found: dict[str, Contact] = {}
        for ids in batches(recipient_ids, AT_ONCE):
            found |= self._asked(ids)
        return found

    def _asked(self, ids: Sequence[str]) -> dict[str, Contact]:
        try:
            said = self._remote.call("members", "contacts_of", {"resident_ids": list(ids)})
        except Unavailable as away:
            log.warning("recipients not asked for", extra={"error": away.code, "count": len(ids)})
            raise
        return {each["id"]: Contact(each["status"], each["email"]) for each in said["items"]}
