"""Somebody scans a label: which grid it is today, and where its people on duty are called.

Whoever stands before a wall may know that, so there is nothing in it about anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.chassis.caller import Caller
from services.grids.labels.domain.errors import LabelUnknown
from services.grids.labels.domain.label import Target
from services.grids.labels.use_cases.ports import Begin, Tx


@dataclass(frozen=True)
class OpenLabel:
    token: str


def open_label(command: OpenLabel, begin: Begin, caller: Caller, today: date) -> dict[str, Any]:
    with begin(caller) as tx:
        label = tx.labels.find(command.token)
        if label.revoked_at is not None:
            raise LabelUnknown
        grids = tx.label_views.grids(_grids_on(today, label.target, tx), today)
        its = {"grids": grids, "unit": label.target.unit, "apps": tx.city_apps.get().apps}
        return its | dict(tx.label_views.address(label.target))


def _grids_on(day: date, target: Target, tx: Tx) -> Sequence[str]:
    return tx.heirs.standing(tx.label_ground.grids_of(target), day)
