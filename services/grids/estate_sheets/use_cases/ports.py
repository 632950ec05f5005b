"""What imports of estates need from the world."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

from services.chassis.caller import Caller
from services.chassis.domain import Event
from services.chassis.importing import JobEnds, Jobs, Refusal
from services.grids.estate_sheets.domain.estate_import import EstateImport
from services.grids.estate_sheets.domain.intake import Ground, Key, Placed, Stood

Page = dict[str, Any]
After = Sequence[Any] | None


class Places(Protocol):
    def places(self, area_ids: Collection[str]) -> Mapping[str, tuple[str, str | None]]:
        """Kind and community of those areas that the caller may see."""


class StandingEstates(Protocol):
    """A community's buildings and grids, as sheets need them."""

    def hold(self) -> None:
        """Whoever else wants to change the tree, or give units, waits until we are done."""

    def buildings(self, community_id: str, keys: Collection[Key]) -> Mapping[Key, Stood]:
        """Spelt so, or alike but for the width of letters and signs."""

    def grids(self, community_id: str, names: Collection[str]) -> Mapping[str, Sequence[str]]:
        """Those active ones that bear a name, of whatever width, and hold dwellings."""

    def ground(self, community_id: str) -> Ground: ...

    def settle(self, community_id: str, new: Sequence[Placed], given: Sequence[Placed]) -> Sequence[Event]:
        """Enters and gives; the events say so."""


class EstateImports(Protocol):
    def add(self, begun: EstateImport) -> None: ...
    def get(self, import_id: str) -> EstateImport: ...
    def save(self, after: EstateImport) -> None: ...
    def refuse(self, import_id: str, refused: Sequence[Refusal]) -> None: ...
    def refusals(self, import_id: str) -> Iterable[Refusal]: ...


class EstateImportViews(Protocol):
    def of_community(self, community_id: str, after: After, limit: int) -> Page: ...


class Tx(Protocol):
    @property
    def job_ends(self) -> JobEnds: ...
    @property
    def places(self) -> Places: ...
    @property
    def standing_estates(self) -> StandingEstates: ...
    @property
    def estate_imports(self) -> EstateImports: ...
    @property
    def estate_import_views(self) -> EstateImportViews: ...
    @property
    def jobs(self) -> Jobs: ...
    @property
    def now(self) -> datetime: ...
    def record(self, *events: Event) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
