"""Labels are made for grids, buildings and units: one that has a live label keeps it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from services.chassis.caller import Caller
from services.chassis.domain import within
from services.grids.labels.domain.errors import TargetUnknown
from services.grids.labels.domain.label import Label, Target, TargetKind, made
from services.grids.labels.use_cases.ports import Begin

NewToken = Callable[[], str]


@dataclass(frozen=True)
class MakeLabels:
    targets: tuple[Target, ...]


def make_labels(
    command: MakeLabels, begin: Begin, caller: Caller, now: datetime, new_token: NewToken
) -> list[Label]:
    wanted = list(dict.fromkeys(command.targets))
    for number, target in enumerate(command.targets):
        with within("targets", number):
            target.must_fit()
    with begin(caller) as tx:
        seen = set(tx.label_ground.seen(wanted))
        area_ids = [target.target_id for target in wanted if target.kind is TargetKind.AREA]
        active = set(tx.label_ground.active(area_ids)) if area_ids else set()
        for number, target in enumerate(command.targets):
            if target not in seen or (target.kind is TargetKind.AREA and target.target_id not in active):
                with within("targets", number):
                    raise TargetUnknown(target_id=target.target_id, unit=target.unit)
        before = tx.labels.live(wanted)
        if new := [Label(new_token(), target, now) for target in wanted if target not in before]:
            tx.labels.add(new)
            tx.record(made(new))
        live = tx.labels.live(wanted)
        return [live[target] for target in wanted]
