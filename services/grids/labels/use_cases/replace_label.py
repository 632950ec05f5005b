"""A lost label is revoked and given anew: the old token leads nowhere, the new one where it led."""

from dataclasses import dataclass
from datetime import datetime

from services.chassis.caller import Caller
from services.grids.labels.domain.label import Label, made
from services.grids.labels.use_cases.get_label import seen_label
from services.grids.labels.use_cases.make_labels import NewToken
from services.grids.labels.use_cases.ports import Begin


@dataclass(frozen=True)
class ReplaceLabel:
    token: str
    seen_version: int


def replace_label(
    command: ReplaceLabel, begin: Begin, caller: Caller, now: datetime, new_token: NewToken
) -> Label:
    with begin(caller) as tx:
        old = seen_label(command.token, tx)
        tx.labels.refuse_stale(old, command.seen_version)
        revoked = old.revoke(now)
        new = Label(new_token(), old.target, now)
        tx.labels.save(old)
        tx.labels.add([new])
        tx.record(revoked, made([new]))
    return new
