"""Candidates enter the pool: all of a batch, or none; who is there already, just so, stays so."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.chassis.domain import within
from services.grids.candidates.domain.candidate import Candidate, entered, refuse_twice
from services.grids.candidates.use_cases.none_stands import none_stands
from services.grids.candidates.use_cases.ports import Begin


@dataclass(frozen=True)
class NewCandidate:
    id: str
    area_id: str
    name: str
    duty_phone: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class EnterCandidates:
    candidates: tuple[NewCandidate, ...]


def enter_candidates(command: EnterCandidates, begin: Begin, caller: Caller, today: date) -> list[Candidate]:
    wanted = [
        Candidate(new.id, new.area_id, new.name, new.duty_phone, tuple(sorted(set(new.tags))))
        for new in command.candidates
    ]
    refuse_twice(wanted)
    with begin(caller) as tx:
        tx.trees.lock()
        before = tx.candidates.entered_before(wanted)
        new = {number: each for number, each in enumerate(wanted) if each.id not in before}
        areas = tx.area_kinds.kinds({each.area_id for each in new.values()})
        tags = tx.candidate_tags.get().on(today)
        for number, each in new.items():
            with within("candidates", number):
                if each.area_id not in areas:
                    raise none_stands(each.area_id, tx)
                tags.must_have(each.tags)
        if new:
            tx.candidates.add(list(new.values()))
            tx.record(entered(list(new.values())))
    return [before.get(each.id, each) for each in wanted]
