"""An organisation (组织): a committee, a branch, a group, in a tree of its own over the same ground."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.grids.organisations.domain.errors import (
    ClosedBeforeFounding,
    DayAhead,
    OrganisationClosed,
    OrganisationTwiceInBatch,
    ParentOrganisationClosed,
)
from services.grids.organisations.domain.events import (
    OrganisationChanged,
    OrganisationEnded,
    OrganisationMembersChanged,
    OrganisationRow,
    OrganisationsFounded,
)
from services.grids.organisations.domain.membership import Membership


@dataclass(frozen=True)
class NewOrganisation:
    """Bound to an area, to a grouping, or to nothing."""

    id: str
    kind: str
    name: str
    founded_on: date
    parent_id: str | None = None
    area_id: str | None = None
    grouping_id: str | None = None


@dataclass(frozen=True)
class Organisation:
    """`area_id` is where it lies: the area that it is bound to, or the community of its grouping."""

    id: str
    kind: str
    name: str
    parent_id: str | None
    area_id: str | None
    grouping_id: str | None
    founded_on: date
    closed_on: date | None = None
    version: int = 1

    def row(self) -> OrganisationRow:
        return OrganisationRow(self.id, self.kind, self.area_id, self.version)

    def says(self, new: NewOrganisation) -> bool:
        """As it was founded it is told once more, whatever its version, and whether or not it is open."""
        area_id = self.area_id if self.grouping_id is None else None
        told = (self.id, self.kind, self.name, self.founded_on, self.parent_id, area_id, self.grouping_id)
        return told == tuple(vars(new).values())

    def must_take(self) -> None:
        """Something comes under it. Raises ParentOrganisationClosed."""
        if self.closed_on is not None:
            raise ParentOrganisationClosed(organisation_id=self.id, closed_on=self.closed_on)

    def change(
        self, name: str, parent_id: str | None, area_id: str | None, grouping_id: str | None
    ) -> tuple["Organisation", OrganisationChanged]:
        after = replace(
            self._next(), name=name, parent_id=parent_id, area_id=area_id, grouping_id=grouping_id
        )
        return after, OrganisationChanged(self.id, after.version)

    def changed(self, members: Sequence[Membership]) -> tuple["Organisation", OrganisationMembersChanged]:
        after = self._next()
        return after, OrganisationMembersChanged(
            self.id, after.version, tuple(each.row() for each in members)
        )

    def close(self, on: date, today: date) -> tuple["Organisation", OrganisationEnded]:
        after = replace(self._next(), closed_on=on)
        refuse_ahead(on, today, "on")
        if on <= self.founded_on:
            raise ClosedBeforeFounding(on=on, founded_on=self.founded_on)
        return after, OrganisationEnded(self.id, on.isoformat(), after.version)

    def _next(self) -> "Organisation":
        """Raises OrganisationClosed."""
        if self.closed_on is not None:
            raise OrganisationClosed(organisation_id=self.id, closed_on=self.closed_on)
        return replace(self, version=self.version + 1)


def founded(batch: Sequence[Organisation]) -> OrganisationsFounded:
    return OrganisationsFounded(batch[0].id, tuple(each.row() for each in batch))


def refuse_twice(ids: Iterable[str]) -> None:
    """Raises OrganisationTwiceInBatch."""
    seen: set[str] = set()
    for number, each in enumerate(ids):
        if each in seen:
            raise OrganisationTwiceInBatch(organisation_id=each).at(f"organisations.{number}.id")
        seen.add(each)


def refuse_ahead(on: date, today: date, field: str) -> None:
    if on > today:
        raise DayAhead(on=on).at(field)
