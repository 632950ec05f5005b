"""What shapes need from the world."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

from services.chassis.caller import Caller
from services.chassis.domain import Event
from services.grids.shapes.domain.outline import Outline, Place
from services.grids.shapes.domain.shape import Shape

Row = Mapping[str, Any]


class Shapes(Protocol):
    def get(self, area_id: str, seen_version: int | None = None) -> Shape:
        """Raises AreaUnknown outside the caller's areas, StaleVersion for another version."""

    def must_stand(self, area_id: str) -> None:
        """Raises AreaUnknown outside the caller's areas, AreaEnded for what is no more."""

    def save(self, shape: Shape) -> None:
        """Raises StaleVersion when somebody came first."""

    def below(self, area_id: str, limit: int) -> Mapping[str, Outline | None]:
        """Of active areas directly below, so many at most."""

    def inside(self, area_id: str, limit: int) -> Mapping[str, tuple[str, Outline]] | None:
        """Path and outline of active areas however far below, so many at most of those that have one; None
        above communities, where too many are."""


class Trees(Protocol):
    def lock(self) -> object:
        """Before anything else: no area ends, or takes in what another had, until we are done."""


class ShapeViews(Protocol):
    def at(self, place: Place) -> Row | None:
        """The smallest area that covers it, of those that the caller may see."""


class Tx(Protocol):
    @property
    def trees(self) -> Trees: ...
    @property
    def shapes(self) -> Shapes: ...
    @property
    def shape_views(self) -> ShapeViews: ...
    def record(self, *events: Event) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
