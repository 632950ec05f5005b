"""Who is a member of an organisation, in which capacity, from a day (included) to a day (excluded)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.chassis.domain import within
from services.grids.organisations.domain.errors import (
    AlreadyMember,
    MemberBeforeFounding,
    MembershipDiffers,
    MembershipOver,
    MembershipTwiceInBatch,
    TermEmpty,
)
from services.grids.organisations.domain.events import MemberRow


@dataclass(frozen=True)
class Membership:
    """`department`: which one they come from (来自单位)."""

    id: str
    staff_id: str
    capacity: str
    valid_from: date
    valid_to: date | None = None
    department: str | None = None
    version: int = 1

    def row(self) -> MemberRow:
        ends = None if self.valid_to is None else self.valid_to.isoformat()
        return MemberRow(
            self.id, self.staff_id, self.capacity, self.valid_from.isoformat(), ends, self.version
        )

    def must_be_term(self, founded_on: date) -> None:
        """Raises TermEmpty or MemberBeforeFounding."""
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise TermEmpty(valid_from=self.valid_from, valid_to=self.valid_to)
        if self.valid_from < founded_on:
            raise MemberBeforeFounding(valid_from=self.valid_from, founded_on=founded_on)

    def overlaps(self, other: "Membership") -> bool:
        later = max(self.valid_from, other.valid_from)
        return all(each.valid_to is None or later < each.valid_to for each in (self, other))

    def end(self, day: date) -> "Membership":
        """No later than it ends anyway; one that has not begun ends as it begins."""
        if self.valid_to is not None and day > self.valid_to:
            raise MembershipOver(membership_id=self.id, valid_to=self.valid_to)
        return replace(self, valid_to=max(day, self.valid_from), version=self.version + 1)

    @property
    def said(self) -> tuple[object, ...]:
        return self.staff_id, self.capacity, self.valid_from, self.department


def changed_by(
    asked: Sequence[Membership], known: Mapping[str, Membership], founded_on: date
) -> list[Membership]:
    """The new ones, and those known ones whose end comes, or comes earlier. Raises what they refuse.

    `known` are all memberships of the people who are named."""
    changed: list[Membership] = []
    seen: set[str] = set()
    for number, each in enumerate(asked):
        with within("members", number):
            if each.id in seen:
                raise MembershipTwiceInBatch(membership_id=each.id)
            seen.add(each.id)
            each.must_be_term(founded_on)
            kept = _kept(each, known.get(each.id))
            if kept is not known.get(each.id):
                changed.append(kept)
    _refuse_doubles(asked, known, changed)
    return changed


def _kept(asked: Membership, before: Membership | None) -> Membership:
    if before is None:
        return asked
    if before.said != asked.said:
        raise MembershipDiffers(membership_id=asked.id)
    if before.valid_to == asked.valid_to:
        return before
    if asked.valid_to is None:
        assert before.valid_to is not None
        raise MembershipOver(membership_id=before.id, valid_to=before.valid_to)
    return before.end(asked.valid_to)


def _refuse_doubles(
    asked: Sequence[Membership], known: Mapping[str, Membership], changed: Sequence[Membership]
) -> None:
    """Each new one beside those that are there, and those before it in the request."""
    there = {**known, **{each.id: each for each in changed if each.id in known}}
    for number, each in enumerate(asked):
        if each.id in known:
            continue
        for other in there.values():
            if other.staff_id == each.staff_id and other.overlaps(each):
                with within("members", number):
                    raise AlreadyMember(staff_id=each.staff_id, membership_id=other.id)
        there[each.id] = each
