"""The good rows of a chunk become buildings and give their units at once; the bad ones come back."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.chassis.importing import Refusal
from services.grids.estate_sheets.domain.estate_import import Counts
from services.grids.estate_sheets.domain.intake import Intake, sort_out
from services.grids.estate_sheets.domain.line import Line
from services.grids.estate_sheets.use_cases.ports import Begin, Tx
from services.grids.estate_sheets.use_cases.seen import must_be_a_community


@dataclass(frozen=True)
class TakeEstatesIn:
    import_id: str
    lines: tuple[Line, ...]
    bad: tuple[Refusal, ...] = ()


def take_estates_in(command: TakeEstatesIn, begin: Begin, caller: Caller) -> Counts:
    """A trial looks everything up and enters nothing. Whoever waited looks at the community afterwards."""
    with begin(caller) as tx:
        going = tx.estate_imports.get(command.import_id)
        if not going.is_trial:
            tx.standing_estates.hold()
        must_be_a_community(tx, going.into)
        intake = _sorted_out(going.into, command.lines, tx)
        if not going.is_trial:
            tx.record(*tx.standing_estates.settle(going.into, intake.new, intake.given))
        refused = (*command.bad, *intake.refused)
        tx.estate_imports.refuse(going.id, refused)
        counts = Counts(len(intake.new), len(intake.given), intake.unchanged, len(refused))
        tx.estate_imports.save(going.counted(counts))
        return counts


def _sorted_out(community_id: str, lines: tuple[Line, ...], tx: Tx) -> Intake:
    estates = tx.standing_estates
    stood = estates.buildings(community_id, {line.key for line in lines})
    grids = estates.grids(community_id, {each.grid for line in lines for each in line.given})
    return sort_out(lines, stood, grids, estates.ground(community_id))
