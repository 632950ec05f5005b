"""The tags of candidates of a district, as of days: data, with a preset to begin with."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from services.grids.candidates.domain.errors import (
    CandidateTagsChangedInPast,
    CandidateTagTwice,
    CandidateTagUnknown,
)
from services.grids.candidates.domain.events import CandidateTagsWritten

CANDIDATES = "candidates"
"""The one list of tags of this room."""


@dataclass(frozen=True)
class Tag:
    """`preferred`: whoever has it is listed first."""

    key: str
    name_zh: str
    name_en: str
    preferred: bool = False


@dataclass(frozen=True)
class TagEdition:
    """What holds from a day on, until another edition does; it never changes."""

    number: int
    valid_from: date
    tags: tuple[Tag, ...]

    def __post_init__(self) -> None:
        key, times = Counter(tag.key for tag in self.tags).most_common(1)[0]
        if times > 1:
            raise CandidateTagTwice(tag=key)

    @property
    def preferred(self) -> frozenset[str]:
        return frozenset(tag.key for tag in self.tags if tag.preferred)

    def must_have(self, tags: Collection[str]) -> None:
        """Raises CandidateTagUnknown."""
        for unknown in sorted(set(tags) - {tag.key for tag in self.tags}):
            raise CandidateTagUnknown(tag=unknown)

    def written(self) -> CandidateTagsWritten:
        return CandidateTagsWritten(CANDIDATES, self.number, self.valid_from.isoformat())


PRESET = TagEdition(
    0,
    date(1900, 1, 1),
    (
        Tag("party_backbone", "党员骨干", "Party backbone", preferred=True),
        Tag("building_leader", "楼栋长", "building leader", preferred=True),
        Tag("party_group_member", "党小组成员", "Party group member", preferred=True),
        Tag("volunteer", "志愿者", "volunteer"),
        Tag("warm_hearted_resident", "热心居民", "warm-hearted resident"),
    ),
)
"""The first three come first when grid workers are chosen (S2.61)."""


@dataclass(frozen=True)
class CandidateTags:
    """`version` counts the editions that were ever written; 0: the preset alone."""

    version: int
    editions: tuple[TagEdition, ...]

    @classmethod
    def of(cls, written: Sequence[TagEdition]) -> "CandidateTags":
        """Of editions that begin on one day the last written holds."""
        ordered = sorted([PRESET, *written], key=lambda edition: edition.number)
        last = {edition.valid_from: edition for edition in ordered}
        return cls(ordered[-1].number, tuple(last[day] for day in sorted(last)))

    def on(self, day: date) -> TagEdition:
        return [edition for edition in self.editions if edition.valid_from <= day][-1]

    def may_change_from(self, valid_from: date, today: date) -> None:
        """Raises CandidateTagsChangedInPast."""
        if valid_from < today:
            raise CandidateTagsChangedInPast(valid_from=valid_from)
