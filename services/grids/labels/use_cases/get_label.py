"""Somebody reads a label, to print it anew."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.labels.domain.errors import LabelUnknown
from services.grids.labels.domain.label import Label
from services.grids.labels.use_cases.ports import Begin, Tx


@dataclass(frozen=True)
class GetLabel:
    token: str


def get_label(command: GetLabel, begin: Begin, caller: Caller) -> Label:
    with begin(caller) as tx:
        return seen_label(command.token, tx)


def seen_label(token: str, tx: Tx) -> Label:
    """Raises LabelUnknown for what the caller does not see."""
    label = tx.labels.find(token)
    if label.target not in tx.label_ground.seen([label.target]):
        raise LabelUnknown
    return label
