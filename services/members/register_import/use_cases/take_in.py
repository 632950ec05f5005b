"""The good rows of a chunk are taken into the register in one transaction; the bad ones come back."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.chassis.caller import Caller
from services.members.register_import.domain.columns import Column
from services.members.register_import.domain.intake import Intake, Refusal, household_id, sort_out
from services.members.register_import.domain.line import Fault, Line, Wrong
from services.members.register_import.use_cases.ports import Begin, Tx

AT_ONCE = 500
"""Lines of a chunk: what an event and a transaction carry."""


@dataclass(frozen=True)
class TakeIn:
    """`is_trial`: everything is looked up, nothing is written."""

    import_id: str
    lines: tuple[Line, ...]
    is_trial: bool = False


@dataclass(frozen=True)
class Taken:
    new: int
    changed: int
    unchanged: int
    refused: tuple[Refusal, ...]


def take_in(command: TakeIn, begin: Begin, caller: Caller) -> Taken:
    with begin(caller) as tx:
        inside, outside = _by_scope(command.lines, tx)
        intake = _sorted_out(inside, tx)
        if not command.is_trial:
            tx.record(*tx.people.settle(intake.new, intake.changed, command.import_id))
    refused = (*outside, *intake.refused)
    return Taken(len(intake.new), len(intake.changed), intake.unchanged, refused)


def _by_scope(lines: Sequence[Line], tx: Tx) -> tuple[list[Line], list[Refusal]]:
    seen = tx.people.areas_seen({line.dwelling.area_id or "" for line in lines})
    outside = (Wrong(Column.ROOM, Fault.OUTSIDE_AREAS),)
    refused = [Refusal(line.row, outside) for line in lines if line.dwelling.area_id not in seen]
    return [line for line in lines if line.dwelling.area_id in seen], refused


def _sorted_out(lines: Sequence[Line], tx: Tx) -> Intake:
    documents = {(line.document_kind or "", line.document_number) for line in lines if line.document_number}
    homes = {household_id(line) for line in lines}
    return sort_out(lines, tx.people.by_document(documents), tx.people.by_household(homes))
