"""Somebody is a candidate no longer: nothing of them is kept in the pool."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.candidates.domain.candidate import Candidate
from services.grids.candidates.use_cases.ports import Begin


@dataclass(frozen=True)
class TakeOutCandidate:
    candidate_id: str
    seen_version: int


def take_out_candidate(command: TakeOutCandidate, begin: Begin, caller: Caller) -> Candidate:
    with begin(caller) as tx:
        candidate = tx.candidates.get(command.candidate_id, command.seen_version)
        tx.candidates.remove(candidate)
        tx.record(candidate.taken_out())
    return candidate
