"""A label leads nowhere any more: it is lost, or hangs where it should not."""

from dataclasses import dataclass
from datetime import datetime

from services.chassis.caller import Caller
from services.grids.labels.domain.label import Label
from services.grids.labels.use_cases.get_label import seen_label
from services.grids.labels.use_cases.ports import Begin


@dataclass(frozen=True)
class RevokeLabel:
    token: str
    seen_version: int


def revoke_label(command: RevokeLabel, begin: Begin, caller: Caller, now: datetime) -> Label:
    with begin(caller) as tx:
        label = seen_label(command.token, tx)
        tx.labels.refuse_stale(label, command.seen_version)
        tx.record(label.revoke(now))
        tx.labels.save(label)
    return label
