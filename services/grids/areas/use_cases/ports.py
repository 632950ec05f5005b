"""What the areas' use cases need from the world."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any, Protocol, TypedDict

from services.chassis.caller import Caller, Scope
from services.chassis.domain import Event
from services.grids.areas.domain.area import Area, Move
from services.grids.areas.domain.change import Change
from services.grids.areas.domain.codes import AreaCode
from services.grids.areas.domain.kinds import Kinds
from services.grids.areas.domain.numbering import Grid
from services.grids.areas.domain.system import System
from services.grids.areas.domain.tree import Tree
from services.grids.areas.use_cases.founding_ports import Foundings, Given
from services.grids.areas.use_cases.other_rooms import Borders, ExOfficio, Groupings

Row = Mapping[str, Any]
After = Sequence[Any] | None
"""Where the page before ended; None is the beginning."""


class Page(TypedDict):
    items: Sequence[Row]
    next: After


class TreePage(Page):
    """`tree_version`: the paths are true at it, or the log is whole up to it."""

    tree_version: int


class Trees(Protocol):
    def lock(self) -> Tree:
        """The district's tree; whoever else wants to change it waits until we are done."""

    def save(self, tree: Tree) -> None: ...

    def replant(self, move: Move) -> None:
        """Rewrite the paths of a subtree, and its root's place and version."""


class LevelSchemes(Protocol):
    def on(self, day: date) -> Kinds:
        """What the district's level scheme of that day says of kinds."""


class TreeLog(Protocol):
    """The moves of a district, each with the version that it made."""

    def add(self, tree_version: int, move: Move, now: datetime) -> None: ...

    def page(self, after: After, limit: int) -> TreePage: ...


class AreaLog(Protocol):
    """Every change of an area, numbered; and what each area was like on which days."""

    def note(self, *changes: tuple[int, Change]) -> None:
        """Each with its number, who did it and when it was entered."""

    def keep(self, changed: Sequence[Area], *, are_new: bool = False) -> None:
        """Each is as it is from its `since` on; what it was before ended there."""

    def end(self, ended: Sequence[Area]) -> None:
        """What they were ended on the day of their end."""


class Areas(Protocol):
    def get(self, area_id: str, seen_version: int) -> Area:
        """Raises AreaUnknown outside the caller's areas, StaleVersion for another version."""

    def find(self, area_ids: Collection[str]) -> Mapping[str, Area]:
        """Those of them that the caller may see."""

    def save(self, area: Area) -> None: ...


class Codes(Protocol):
    def of(self, area_id: str) -> list[AreaCode]:
        """All that the area ever had."""

    def ever_given(self, scheme: str, beginnings: Collection[str]) -> set[str]:
        """Every code of the scheme that begins with one of them, whoever had it."""

    def grids_below(self, path: str, scheme: str, on: date) -> list[Grid]:
        """The active areas below this one, with the last of their codes that hold that day or later."""

    def bearers(self, scheme: str, codes: Collection[str], on: date) -> Mapping[str, str]:
        """Code → the id of the area that bears it that day, seen or not."""

    def rename(self, areas: Sequence[Area]) -> None:
        """Their new names, each with the version that the area has now."""

    def next_versions(self, area_ids: Sequence[str]) -> None:
        """Each area has the next version from now on."""

    def add(self, codes: Sequence[AreaCode]) -> None: ...

    def end(self, code: AreaCode) -> None:
        """Keep its `valid_to`."""


class CodeSchemes(Protocol):
    def must_be_writable(self) -> None:
        """Raises PermissionMissing for whoever does not hold the whole district."""

    def known(self, schemes: Collection[str]) -> set[str]: ...

    def add(self, system: System) -> bool:
        """False where another was quicker."""

    def page(self, after: After, limit: int) -> Page: ...


class NewAreas(Protocol):
    def must_be_new(self, area_ids: Collection[str]) -> None:
        """Raises IdTaken."""

    def add(self, areas: Sequence[Area], codes: Sequence[AreaCode]) -> None: ...


class Standing(Protocol):
    """A building in its community, with the grids that its units are given to."""

    @property
    def id(self) -> str: ...
    @property
    def community_id(self) -> str: ...
    @property
    def estate(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def area_ids(self) -> frozenset[str]: ...


class Surroundings(Protocol):
    """Whether the caller may see them or not."""

    def last_days(self, area_ids: Collection[str]) -> Mapping[str, date]:
        """The last day on which something stopped standing right below each."""

    def places(self, area_ids: Collection[str]) -> Mapping[str, tuple[str, str | None]]:
        """Path and community of each."""


class Estates(Protocol):
    """The buildings of communities, which another room keeps."""

    def standing(self, community_ids: Collection[str]) -> Sequence[Standing]: ...

    def resettle(self, communities: Mapping[str, str]) -> Sequence[Event]:
        """By building, the community where it stands from now on."""


class AreaViews(Protocol):
    def one(self, area_id: str) -> Row:
        """With its codes. Raises AreaUnknown."""

    def with_code(self, scheme: str, code: str, on: date) -> Row:
        """Raises CodeUnknown."""

    def feed(self, after: After, limit: int) -> TreePage:
        """Every area of the district as it is mirrored, by id."""


class AreaHistory(Protocol):
    def changes(self, area_id: str, after: After, limit: int) -> Page:
        """In the order in which they were entered. Raises AreaUnknown."""

    def subtree(self, area_id: str, on: date, after: After, limit: int) -> Page:
        """As it was that day, every parent before its children. Raises AreaUnknown."""


class AreaLists(Protocol):
    def children(self, parent_id: str, after: After, limit: int) -> Page:
        """By name. Raises AreaUnknown."""

    def tops(self, after: After, limit: int) -> Page:
        """Those that nothing stands above which the caller sees, by name."""

    def subtree(self, area_id: str, after: After, limit: int) -> Page:
        """The area itself first, every parent before its children. Raises AreaUnknown."""

    def named(self, prefix: str, after: After, limit: int) -> Page: ...


class Tx(Protocol):
    @property
    def ex_officio(self) -> ExOfficio: ...
    @property
    def scope(self) -> Scope: ...
    @property
    def trees(self) -> Trees: ...
    @property
    def level_schemes(self) -> LevelSchemes: ...
    @property
    def tree_log(self) -> TreeLog: ...
    @property
    def area_log(self) -> AreaLog: ...
    @property
    def surroundings(self) -> Surroundings: ...
    @property
    def estates(self) -> Estates: ...
    @property
    def areas(self) -> Areas: ...
    @property
    def given(self) -> Given: ...
    @property
    def area_kinds(self) -> Foundings: ...
    @property
    def codes(self) -> Codes: ...
    @property
    def code_schemes(self) -> CodeSchemes: ...
    @property
    def new_areas(self) -> NewAreas: ...
    @property
    def groupings(self) -> Groupings: ...
    @property
    def borders(self) -> Borders: ...
    @property
    def area_views(self) -> AreaViews: ...
    @property
    def area_history(self) -> AreaHistory: ...
    @property
    def area_lists(self) -> AreaLists: ...
    def record(self, *events: Event) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
