"""What is asked of candidates for grid work."""

from services.chassis.bus import rpc
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.grids.candidates.domain.candidate import Candidate
from services.grids.candidates.domain.errors import (
    AreaEnded,
    AreaUnknown,
    CandidateTagsChangedInPast,
    CandidateTagTwice,
    CandidateTagUnknown,
    CandidateTwiceInBatch,
    CandidateUnknown,
)
from services.grids.candidates.domain.tags import CandidateTags
from services.grids.candidates.schemas import (
    CandidateSchema,
    CandidatesSchema,
    CandidateTagsSchema,
    ChangeCandidateSchema,
    EnterCandidatesSchema,
    EnteredCandidatesSchema,
    GetCandidateSchema,
    GetCandidateTagsSchema,
    ListCandidatesSchema,
    TakenOutSchema,
    TakeOutCandidateSchema,
    WriteCandidateTagsSchema,
)
from services.grids.candidates.use_cases.change_candidate import ChangeCandidate, change_candidate
from services.grids.candidates.use_cases.enter_candidates import EnterCandidates, enter_candidates
from services.grids.candidates.use_cases.get_candidate import GetCandidate, get_candidate
from services.grids.candidates.use_cases.get_candidate_tags import GetCandidateTags, get_candidate_tags
from services.grids.candidates.use_cases.list_candidates import ListCandidates, list_candidates
from services.grids.candidates.use_cases.ports import Begin, Page
from services.grids.candidates.use_cases.take_out_candidate import TakeOutCandidate, take_out_candidate
from services.grids.candidates.use_cases.write_candidate_tags import (
    WriteCandidateTags,
    write_candidate_tags,
)


class CandidateEntrypoints:
    begin: Begin
    clock: Clock

    @rpc(
        "candidates.change",
        takes=EnterCandidatesSchema(),
        gives=EnteredCandidatesSchema(),
        refuses=(AreaEnded, AreaUnknown, CandidateTagUnknown, CandidateTwiceInBatch),
    )
    def enter_candidates(self, command: EnterCandidates, caller: Caller) -> dict[str, list[Candidate]]:
        return {"items": enter_candidates(command, self.begin, caller, today=self.clock.today())}

    @rpc(
        "candidates.change",
        takes=ChangeCandidateSchema(),
        gives=CandidateSchema(),
        refuses=(AreaEnded, AreaUnknown, CandidateTagUnknown, CandidateUnknown),
    )
    def change_candidate(self, command: ChangeCandidate, caller: Caller) -> Candidate:
        return change_candidate(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "candidates.change",
        takes=TakeOutCandidateSchema(),
        gives=TakenOutSchema(),
        refuses=(CandidateUnknown,),
    )
    def take_out_candidate(self, command: TakeOutCandidate, caller: Caller) -> Candidate:
        return take_out_candidate(command, self.begin, caller)

    @rpc(
        "candidates.read",
        takes=GetCandidateSchema(),
        gives=CandidateSchema(),
        refuses=(CandidateUnknown,),
        reads="personal",
    )
    def get_candidate(self, command: GetCandidate, caller: Caller) -> Candidate:
        return get_candidate(command, self.begin, caller)

    @rpc(
        "candidates.read",
        takes=ListCandidatesSchema(),
        gives=CandidatesSchema(),
        refuses=(AreaUnknown,),
        reads="personal",
    )
    def list_candidates(self, command: ListCandidates, caller: Caller) -> Page:
        return list_candidates(command, self.begin, caller, today=self.clock.today())

    @rpc("candidates.read", takes=GetCandidateTagsSchema(), gives=CandidateTagsSchema(), reads="public")
    def get_candidate_tags(self, command: GetCandidateTags, caller: Caller) -> CandidateTags:
        return get_candidate_tags(command, self.begin, caller)

    @rpc(
        "candidates.change",
        takes=WriteCandidateTagsSchema(),
        gives=CandidateTagsSchema(),
        refuses=(CandidateTagTwice, CandidateTagsChangedInPast),
    )
    def write_candidate_tags(self, command: WriteCandidateTags, caller: Caller) -> CandidateTags:
        return write_candidate_tags(command, self.begin, caller, today=self.clock.today())
