"""What a merge, a split or an abolition is refused for by the groupings of a community."""

from typing import ClassVar

from services.chassis.domain import Conflict, DomainError


class GroupingAcrossCommunities(DomainError):
    """Its units would lie in two communities: a grouping lies in one."""

    about: ClassVar[tuple[str, ...]] = ("sources", "successor", "children", "units")
    grouping_id: str
    name: str


class GroupingNamesMeet(Conflict):
    """Two open groupings of one kind and name would lie in one community."""

    about: ClassVar[tuple[str, ...]] = ("sources", "successor", "children", "units")
    grouping_id: str
    bearer_id: str
    name: str
