"""A candidate is changed: what is not said stays as it is."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.candidates.domain.candidate import Candidate
from services.grids.candidates.use_cases.none_stands import none_stands
from services.grids.candidates.use_cases.ports import Begin


@dataclass(frozen=True)
class ChangeCandidate:
    """A tag that has left the district's list stays with whoever has it."""

    candidate_id: str
    seen_version: int
    area_id: str | None = None
    name: str | None = None
    duty_phone: str | None = None
    tags: tuple[str, ...] | None = None


def change_candidate(command: ChangeCandidate, begin: Begin, caller: Caller, today: date) -> Candidate:
    with begin(caller) as tx:
        if command.area_id is not None:
            tx.trees.lock()
        before = tx.candidates.get(command.candidate_id, command.seen_version)
        after = before.changed(command.area_id, command.name, command.duty_phone, command.tags)
        if after == before:
            tx.name(before.id)
            return before
        if after.area_id != before.area_id and after.area_id not in tx.area_kinds.kinds([after.area_id]):
            raise none_stands(after.area_id, tx)
        tx.candidate_tags.get().on(today).must_have(set(after.tags) - set(before.tags))
        tx.candidates.save(after)
        tx.record(after.told_changed())
    return after
