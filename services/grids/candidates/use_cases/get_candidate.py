"""Somebody reads a candidate."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.candidates.domain.candidate import Candidate
from services.grids.candidates.use_cases.ports import Begin


@dataclass(frozen=True)
class GetCandidate:
    candidate_id: str


def get_candidate(command: GetCandidate, begin: Begin, caller: Caller) -> Candidate:
    with begin(caller) as tx:
        return tx.candidates.get(command.candidate_id).shown(whole=tx.sees_candidates_whole)
