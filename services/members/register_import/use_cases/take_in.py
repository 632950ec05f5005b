"""The good rows of a chunk are taken into the register in one transaction; the bad ones come back."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.chassis.caller import Caller
from services.chassis.importing import Refusal, Wrong
from services.members.register_import.domain.columns import Column
from services.members.register_import.domain.faults import Fault
from services.members.register_import.domain.intake import Intake, sort_out
from services.members.register_import.domain.line import Line
from services.members.register_import.domain.register_import import Counts
from services.members.register_import.use_cases.ports import Begin, Drafts, Tx

AT_ONCE = 500
"""Lines of a chunk: what an event and a transaction carry."""


@dataclass(frozen=True)
class TakeIn:
    """Some rows of an import: the lines that can be somebody, and the rows that cannot."""

    import_id: str
    lines: tuple[Line, ...]
    bad: tuple[Refusal, ...] = ()
    drafts: Drafts = field(default_factory=dict, repr=False)


def take_in(command: TakeIn, begin: Begin, caller: Caller) -> Counts:
    """A trial looks everything up and enters nobody."""
    with begin(caller) as tx:
        going = tx.imports.get(command.import_id)
        tx.people.use(command.drafts)
        inside, outside = _by_scope(command.lines, tx)
        intake = _sorted_out(inside, tx)
        if not going.is_trial:
            tx.record(*tx.people.settle(intake.new, intake.changed, going.id))
        tx.name(*intake.met)
        refused = (*command.bad, *outside, *intake.refused)
        tx.imports.refuse(going.id, refused)
        counts = Counts(len(intake.new), len(intake.changed), intake.unchanged, len(refused))
        tx.imports.save(going.counted(counts))
        return counts


def _by_scope(lines: Sequence[Line], tx: Tx) -> tuple[list[Line], list[Refusal]]:
    seen = tx.people.areas_seen({line.dwelling.area_id or "" for line in lines})
    inside, refused = [], []
    for line in lines:
        is_active = seen.get(line.dwelling.area_id or "")
        if is_active:
            inside.append(line)
        else:
            fault = Fault.OUTSIDE_AREAS if is_active is None else Fault.ABOLISHED_GRID
            refused.append(Refusal(line.row, (Wrong(Column.ROOM, fault),)))
    return inside, refused


def _sorted_out(lines: Sequence[Line], tx: Tx) -> Intake:
    documents = {(line.document_kind or "", line.document_number) for line in lines if line.document_number}
    dwellings = {line.dwelling.id for line in lines}
    return sort_out(lines, tx.people.by_document(documents), tx.people.by_dwelling(dwellings))
