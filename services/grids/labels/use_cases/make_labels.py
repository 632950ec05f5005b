"""Labels are made for grids, buildings and units: one that has a live label keeps it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from services.chassis.caller import Caller
from services.chassis.domain import within
from services.grids.labels.domain.errors import AreaEnded, TargetUnknown
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
        ended = tx.label_ground.ended(area_ids) if area_ids else {}
        for number, target in enumerate(command.targets):
            with within("targets", number):
                _refuse_what_is_not_there(target, seen, ended)
        before = tx.labels.live(wanted)
        if new := [Label(new_token(), target, now) for target in wanted if target not in before]:
            tx.labels.add(new)
            tx.record(made(new))
        live = tx.labels.live(wanted)
        return [live[target] for target in wanted]


def _refuse_what_is_not_there(
    target: Target, seen: Collection[Target], ended: Mapping[str, date | None]
) -> None:
    if target not in seen:
        raise TargetUnknown(target_id=target.target_id, unit=target.unit)
    if target.kind is TargetKind.AREA and target.target_id in ended:
        raise AreaEnded(area_id=target.target_id, ended_on=ended[target.target_id]).at("target_id")
