"""What is due, and which of its recipients are people on duty."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.chassis.caller import Caller
from services.notify.messages.use_cases.ports import Begin, Waiting


@dataclass(frozen=True)
class Due:
    """`staff` are those of the recipients who are on duty."""

    messages: Sequence[Waiting]
    staff: set[str]


def look_for_due(begin: Begin, caller: Caller, now: datetime, limit: int) -> Due:
    """Those that wait longest."""
    with begin(caller) as tx:
        waiting = tx.messages.due(now, limit)
        return Due(waiting, tx.on_duty.among([each.recipient_id for each in waiting]) if waiting else set())
