"""A candidate (后备人选) for grid work: somebody who might be appointed, and is on duty nowhere yet."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from services.chassis.domain import within
from services.chassis.standards.person_name import masked_name
from services.chassis.standards.phone_number import masked_phone
from services.grids.candidates.domain.errors import CandidateTwiceInBatch
from services.grids.candidates.domain.events import (
    CandidateChanged,
    CandidateRow,
    CandidatesEntered,
    CandidateTakenOut,
)

MOBILE_DIGITS = 11


@dataclass(frozen=True)
class Candidate:
    """`tags` are in the order of their keys, each once. Who is appointed becomes staff of the same id."""

    id: str
    area_id: str
    name: str = field(repr=False)
    duty_phone: str = field(repr=False)
    tags: tuple[str, ...]
    version: int = 1

    def changed(
        self, area_id: str | None, name: str | None, duty_phone: str | None, tags: Sequence[str] | None
    ) -> "Candidate":
        """None for what stays; the same where all of it does."""
        after = replace(
            self,
            area_id=self.area_id if area_id is None else area_id,
            name=self.name if name is None else name,
            duty_phone=self.duty_phone if duty_phone is None else duty_phone,
            tags=self.tags if tags is None else tuple(sorted(set(tags))),
        )
        return self if after == self else replace(after, version=self.version + 1)

    def shown(self, *, whole: bool) -> "Candidate":
        """As whoever appoints nobody sees it: name and phone are masked."""
        if whole:
            return self
        return replace(self, name=masked_name(self.name), duty_phone=_masked(self.duty_phone))

    def told_changed(self) -> CandidateChanged:
        return CandidateChanged(self.id, self.area_id, self.version)

    def taken_out(self) -> CandidateTakenOut:
        return CandidateTakenOut(self.id, self.area_id, self.version)

    def row(self) -> CandidateRow:
        return CandidateRow(self.id, self.area_id, self.version)


def _masked(phone: str) -> str:
    """Of a short one nothing is shown."""
    return masked_phone(phone) if len(phone) >= MOBILE_DIGITS else "*" * len(phone)


def refuse_twice(batch: Sequence[Candidate]) -> None:
    """Raises CandidateTwiceInBatch."""
    said: set[str] = set()
    for number, candidate in enumerate(batch):
        if candidate.id in said:
            with within("candidates", number):
                raise CandidateTwiceInBatch(candidate_id=candidate.id)
        said.add(candidate.id)


def entered(batch: Sequence[Candidate]) -> CandidatesEntered:
    return CandidatesEntered(batch[0].id, tuple(candidate.row() for candidate in batch))
