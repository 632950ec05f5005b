"""After a restore: messages that had left by then are not sent once more, whenever they turn up again."""

from collections.abc import Mapping
from datetime import datetime

from services.chassis.caller import Caller
from services.notify.messages.use_cases.ports import Begin


def note_left(left: Mapping[str, datetime], begin: Begin, caller: Caller) -> frozenset[str]:
    """When they left, by id; a second time changes nothing. Those of them that are known here now."""
    with begin(caller) as tx:
        tx.messages.note_left(left)
        return tx.messages.known(list(left))
