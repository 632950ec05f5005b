"""A lost label is revoked and given anew: the old token leads nowhere, the new one where it led."""

from dataclasses import dataclass
from datetime import datetime

from services.chassis.caller import Caller
from services.grids.labels.domain.errors import AreaEnded
from services.grids.labels.domain.label import Label, Target, TargetKind, made
from services.grids.labels.use_cases.get_label import seen_label
from services.grids.labels.use_cases.make_labels import NewToken
from services.grids.labels.use_cases.ports import Begin, Tx


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
        _refuse_ended(old.target, tx)
        revoked = old.revoke(now)
        new = Label(new_token(), old.target, now)
        tx.labels.save(old)
        tx.labels.add([new])
        tx.record(revoked, made([new]))
    return new


def _refuse_ended(target: Target, tx: Tx) -> None:
    """The old one is left as it is: it leads to what the grid became."""
    ended = tx.label_ground.ended([target.target_id]) if target.kind is TargetKind.AREA else {}
    for area_id, ended_on in ended.items():
        raise AreaEnded(area_id=area_id, ended_on=ended_on).at("token")
