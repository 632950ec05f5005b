"""Somebody reads which tags the district's candidates may have, and will."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.candidates.domain.tags import CandidateTags
from services.grids.candidates.use_cases.ports import Begin


@dataclass(frozen=True)
class GetCandidateTags:
    """The district has one list."""


def get_candidate_tags(_: GetCandidateTags, begin: Begin, caller: Caller) -> CandidateTags:
    with begin(caller) as tx:
        return tx.candidate_tags.get()
