"""An area (区域): a node of the district's ground. Codes and names change; its id never does."""

from dataclasses import dataclass, field
from datetime import date

from services.grids.areas.domain.change import EVER
from services.grids.areas.domain.change_errors import (
    AreaEnded,
    EffectiveBeforeFounding,
    EffectiveBeforeLastChange,
)
from services.grids.areas.domain.errors import (
    AreaNameTaken,
    KindUnknown,
    MoveMakesCycle,
    ParentKindWrong,
    ParentNeeded,
)
from services.grids.areas.domain.events import AreaRow
from services.grids.areas.domain.kinds import Kinds
from services.grids.areas.domain.paths import last_of


@dataclass
class Area:
    """`path` is made of the short ids from the top down; `community_id` is the community that
    the area lies in: itself for a community, None above one. `valid_to` is the first day on which it is no
    more; `since` the first on which it is as it is, or goes on. `founded_in` is the number of the change
    that it came of; None of what stood before changes were kept."""

    id: str
    parent_id: str | None
    kind: str
    name: str
    path: str
    community_id: str | None
    active: bool = True
    version: int = 1
    valid_from: date = EVER
    valid_to: date | None = None
    since: date = EVER
    founded_in: int | None = None

    def change_on(self, day: date) -> None:
        """It is otherwise from that day on; days follow each other as its changes do."""
        self.must_stand()
        if day < self.valid_from:
            raise EffectiveBeforeFounding(area_id=self.id, effective_on=day, founded_on=self.valid_from)
        if day < self.since:
            raise EffectiveBeforeLastChange(area_id=self.id, effective_on=day, changed_on=self.since)
        self.since = day

    def take_part(self, day: date) -> None:
        """Others came into it or out of it that day: it changes no more on an earlier one."""
        self.since = max(self.since, day)

    def end(self, day: date) -> None:
        """It is no more from that day on; what lay in it lies elsewhere by then."""
        self.change_on(day)
        self.active, self.valid_to = False, day
        self.version += 1

    def must_stand(self) -> None:
        """Raises AreaEnded."""
        if not self.active:
            raise AreaEnded(area_id=self.id, ended_on=self.valid_to)

    def rename(self, name: str, bearer: str | None) -> None:
        """`bearer` is who bears the name beside it, if anybody does."""
        self._may_be_called(name, bearer)
        self.name = name
        self.version += 1

    def move(self, parent: "Area", bearer: str | None, kinds: Kinds) -> "Move":
        """The whole subtree follows: `Move` says which paths change into which; the version is the root's."""
        if parent.path.startswith(self.path):
            raise MoveMakesCycle(area_id=self.id, parent_id=parent.id)
        stand_under(self.id, self.kind, parent, kinds, "area_id")
        self._may_be_called(self.name, bearer)
        new_path = parent.path + last_of(self.path) + "/"
        move = Move(
            self.id, parent.id, self.path, new_path, parent.community_id, self.since, self.community_id
        )
        self.parent_id, self.path = parent.id, new_path
        self.community_id = parent.community_id or self.community_id
        self.version += 1
        return move

    def must_stand_on(self, day: date) -> None:
        """As what others come under on that day."""
        self.must_stand()
        if day < self.valid_from:
            raise EffectiveBeforeFounding(area_id=self.id, effective_on=day, founded_on=self.valid_from)

    def row(self) -> AreaRow:
        return AreaRow(self.id, self.parent_id, self.path, self.kind, self.name, self.active, self.version)

    def _may_be_called(self, name: str, bearer: str | None) -> None:
        if bearer not in (None, self.id):
            raise AreaNameTaken(area_id=self.id, name=name)


@dataclass(frozen=True)
class Move:
    """Every path that begins with `old_path` begins with `new_path` from now on.

    `community_id` None: the subtree keeps its communities, for it holds them itself. `since` is the day of
    the move, `left_id` the community that it lay in.
    """

    area_id: str
    parent_id: str
    old_path: str
    new_path: str
    community_id: str | None
    since: date = EVER
    left_id: str | None = field(default=None, compare=False)

    @property
    def changes_community(self) -> bool:
        return self.community_id is not None and self.community_id != self.left_id


def stand_under(area_id: str, kind: str, parent: Area | None, kinds: Kinds, field: str = "kind") -> None:
    """Raises ParentKindWrong unless an area of this kind may stand there."""
    if not kinds.knows(kind):
        raise KindUnknown(area_id=area_id, area_kind=kind).at(field)
    parent_kind = parent.kind if parent else None
    if not kinds.may_stand(kind, parent_kind):
        wrong = ParentKindWrong if parent_kind else ParentNeeded
        raise wrong(
            area_id=area_id,
            area_kind=kinds.named(kind),
            parent_kind=kinds.named(parent_kind) if parent_kind else None,
        )
