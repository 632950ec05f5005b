"""A district says from a day on which tags candidates may have; one that goes stays with who has it."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.candidates.domain.tags import CandidateTags, Tag, TagEdition
from services.grids.candidates.use_cases.ports import Begin


@dataclass(frozen=True)
class WriteCandidateTags:
    """`seen_version` 0 is that of the preset."""

    valid_from: date
    tags: tuple[Tag, ...]
    seen_version: int


def write_candidate_tags(
    command: WriteCandidateTags, begin: Begin, caller: Caller, today: date
) -> CandidateTags:
    edition = TagEdition(command.seen_version + 1, command.valid_from, command.tags)
    with begin(caller) as tx:
        tx.candidate_tags.must_be_writable()
        tx.candidate_tags.get(command.seen_version).may_change_from(command.valid_from, today)
        tx.candidate_tags.add(edition)
        tx.record(edition.written())
        return tx.candidate_tags.get()
