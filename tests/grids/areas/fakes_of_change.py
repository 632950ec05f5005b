"""The ports of areas in the course of time, in memory."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from copy import copy
from datetime import date
from typing import Any

from services.chassis.domain import Event
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.change import Change
from services.grids.areas.domain.tracing import Node, Step
from tests.grids.areas.fakes import FakeRoom
from tests.grids.builders import NOW
from tests.grids.kept import Fake, paged, refuse_stale


class FakeAreaLog(Fake):
    def note(self, *changes: tuple[int, Change]) -> None:
        self.world.kept.changes |= dict(changes)

    def keep(self, changed: Sequence[Area], *, are_new: bool = False) -> None:
        """Spans are kept on databases alone."""

    def end(self, ended: Sequence[Area]) -> None: ...


class FakeSurroundings(Fake):
    def last_days(self, area_ids: Collection[str]) -> Mapping[str, date]:
        return {}

    def places(self, area_ids: Collection[str]) -> Mapping[str, tuple[str, str | None]]:
        return {each: (area.path, area.community_id) for each, area in self.world.kept.areas.items()}


class FakePassedGroupings(Fake):
    def standing(self, community_ids: Collection[str]) -> Sequence[Any]:
        return ()


class FakeBound(Fake):
    """No grouping comes into another community here."""

    def count(self, grouping_ids: Collection[str]) -> Mapping[tuple[str, str], int]:
        return {}


class FakeCandidatesThere(Fake):
    def count(self, area_ids: Collection[str]) -> int:
        return sum(each.area_id in area_ids for each in self.world.kept.candidates.values())


class FakeLeftBehind(Fake):
    def leave(self, area_id: str, parent_id: str | None, on: date) -> Sequence[Event]:
        for place in self.world.kept.service_places.values():
            if place.area_id == area_id and parent_id is not None:
                place.area_id = parent_id
        return ()


class FakeEstates(Fake):
    def standing(self, community_ids: Collection[str]) -> Sequence[Any]:
        return ()

    def resettle(self, communities: Mapping[str, str]) -> Sequence[Event]:
        return ()


class FakeSucceeding(FakeRoom):
    def seen(self, versions: Mapping[str, int], named: Mapping[str, str] = {}) -> Mapping[str, Area]:
        found = {each: copy(self.visible(each)) for each in versions}
        for each, version in versions.items():
            refuse_stale(version, found[each].version)
        return found

    def hold(self, area_id: str) -> None: ...

    def children(self, area_ids: Collection[str]) -> Sequence[Area]:
        kept = self.world.kept.areas.values()
        below = [copy(area) for area in kept if area.parent_id in area_ids and area.active]
        return sorted(below, key=lambda area: area.path)

    def codes(self, area_ids: Collection[str], on: date) -> int:
        return 0

    def moved_on(self, area: Area) -> date | None:
        return None

    def code_begun(self, area_ids: Collection[str], since: date, before: date) -> None:
        return None

    def take_part(self, area: Area) -> None:
        self.world.kept.areas[area.id].since = area.since

    def end(self, areas: Sequence[Area]) -> None:
        self.world.kept.areas |= {area.id: copy(area) for area in areas}


class FakeHomes(Fake):
    """Dwellings that change their area are seen on databases alone, as what other rooms keep."""

    def units(self, area_ids: Collection[str]) -> Mapping[tuple[str, int], int]:
        return {}

    def dwellings(self, units: Collection[tuple[str, int]]) -> Mapping[tuple[str, int], Sequence[str]]:
        return {}

    def in_no_grid(self, building_ids: Collection[str]) -> Mapping[str, int]:
        return {}

    def move(self, units: Mapping[tuple[str, int], str], on: date, change: int) -> Sequence[Event]:
        return ()

    def moved(self, units: Mapping[tuple[str, int], str], versions: Mapping[str, int]) -> Sequence[Event]:
        return ()


class FakeCaseWork(Fake):
    def count_reassigned(self, area_ids: Collection[str], by_ids: Sequence[str]) -> int:
        return 0


class FakeSubtrees(FakeRoom):
    def kinds(self, area_id: str) -> Mapping[str, int]:
        path = self.visible(area_id).path
        below = [area for area in self.world.kept.areas.values() if area.path.startswith(path)]
        return Counter(area.kind for area in below if area.id != area_id and area.active)

    def count(self, area_ids: Collection[str], on: date) -> Mapping[str, int]:
        rooms = ("dwellings", "posts", "places", "organisations", "open_cases", "groupings", "candidates")
        return dict.fromkeys(rooms, 0)


class FakeHolders(Fake):
    def go_on(self, area_id: str, in_id: str, on: date, number: int) -> Sequence[Event]:
        return ()

    def count_going_on(self, area_id: str, in_id: str, on: date) -> int:
        return 0

    def in_the_way(self, area_id: str, in_id: str, on: date) -> str | None:
        return None

    def begun(self, area_ids: Collection[str], since: date, before: date) -> None:
        return None


class FakeExOfficio:
    """Nobody holds anything."""

    def come_along(self, areas: Sequence[tuple[str, str, str]], on: date, number: int) -> Sequence[Event]:
        return ()

    def part(self, areas: Sequence[tuple[str, str, str]], on: date) -> Sequence[Event]:
        return ()


class FakeAreaHistory(FakeRoom):
    def changes(self, area_id: str, after: Any, limit: int) -> Any:
        self.visible(area_id)
        rows = [
            {**vars(change), "number": number, "by": "person:x", "at": NOW}
            for number, change in self.world.kept.changes.items()
            if area_id in (*change.from_ids, *change.to_ids, *change.moved_ids)
        ]
        return paged(rows, "number", after, limit)

    def subtree(self, area_id: str, on: date, after: Any, limit: int) -> Any:
        path = self.visible(area_id).path
        then = [area for area in self.world.kept.areas.values() if area.path.startswith(path)]
        return paged([vars(area) for area in then if area.valid_from <= on], "path", after, limit)


class FakeAreaTraces(FakeRoom):
    """As nothing had ever ended; what has is seen on databases alone."""

    def tree(self, area_id: str, on: date, limit: int) -> Sequence[Node]:
        path = self.visible(area_id).path
        then = [area for area in self.world.kept.areas.values() if area.path.startswith(path)]
        nodes = [Node(area.id, area.parent_id, area.kind, area.name) for area in sorted(then, key=_path)]
        return nodes[:limit]

    def steps(self, area_ids: Collection[str], until: date) -> Sequence[Step]:
        return ()

    def ended_below(self, area_ids: Collection[str], until: date) -> Mapping[str, str | None]:
        return {}

    def names(self, area_ids: Collection[str]) -> Mapping[str, str]:
        return {each: self.world.kept.areas[each].name for each in area_ids}


def _path(area: Area) -> str:
    return area.path
