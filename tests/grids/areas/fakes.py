"""The areas' ports in memory."""

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from datetime import date, datetime
from functools import partial
from typing import Any

from services.chassis.errors import IdTaken, PermissionMissing
from services.grids.areas.domain.area import Area, Move
from services.grids.areas.domain.codes import AreaCode
from services.grids.areas.domain.errors import AreaUnknown, CodeUnknown
from services.grids.areas.domain.heirs import followed
from services.grids.areas.domain.numbering import Grid
from services.grids.areas.domain.paths import leading_to
from services.grids.areas.domain.system import System
from services.grids.areas.domain.tree import Tree
from tests.grids.kept import Fake, paged, refuse_stale

NOT_LOGGED = ("community_id", "since", "left_id")


class FakeRoom(Fake):
    def visible(self, area_id: str) -> Area:
        if not self.world.sees(area_id):
            raise AreaUnknown(area_id=area_id)
        return self.world.kept.areas[area_id]


class FakeTrees(Fake):
    def lock(self) -> Tree:
        return copy(self.world.kept.tree)

    def save(self, tree: Tree) -> None:
        self.world.kept.tree = copy(tree)

    def replant(self, move: Move) -> None:
        kept = self.world.kept.areas
        for area in kept.values():
            if area.path.startswith(move.old_path):
                area.path = move.new_path + area.path.removeprefix(move.old_path)
                area.community_id = move.community_id or area.community_id
        kept[move.area_id].parent_id = move.parent_id
        kept[move.area_id].version += 1
        kept[move.area_id].since = move.since


class FakeTreeLog(Fake):
    def add(self, tree_version: int, move: Move, now: datetime) -> None:
        kept = {name: value for name, value in vars(move).items() if name not in NOT_LOGGED}
        self.world.kept.tree_log.append({"tree_version": tree_version, **kept, "moved_at": now})

    def page(self, after: Any, limit: int) -> Any:
        """In the order of the log, which is that of its numbers."""
        left = [row for row in self.world.kept.tree_log if row["tree_version"] > (after or [0])[0]]
        following = [left[limit - 1]["tree_version"]] if len(left) > limit else None
        return {"items": left[:limit], "next": following, "tree_version": self.world.kept.tree.version}


class FakeHeirs(Fake):
    """`became` says what each area that ended became."""

    def standing(self, area_ids: Collection[str], on: date) -> list[str]:
        return followed(area_ids, partial(self._standing, on), self._successors)

    def _standing(self, on: date, area_ids: Collection[str]) -> set[str]:
        return {each for each in area_ids if stands_on(self.world, each, on)}

    def _successors(self, area_ids: Collection[str]) -> Mapping[str, Sequence[str]]:
        known, became = self.world.kept.areas, self.world.kept.became
        parents = {each: known[each].parent_id for each in area_ids if each in known}
        above = {each: [parent] for each, parent in parents.items() if parent}
        return {each: became.get(each) or above.get(each, []) for each in area_ids}


def stands_on(world: Any, area_id: str, on: date) -> bool:
    area = world.kept.areas.get(area_id)
    return area is not None and (area.active or (area.valid_to is not None and on < area.valid_to))


class FakeAreas(FakeRoom):
    def get(self, area_id: str, seen_version: int) -> Area:
        area = self.visible(area_id)
        refuse_stale(seen_version, area.version)
        return copy(area)

    def find(self, area_ids: Collection[str]) -> Mapping[str, Area]:
        return {each: copy(self.visible(each)) for each in area_ids if self.world.sees(each)}

    def save(self, area: Area) -> None:
        refuse_stale(area.version - 1, self.world.kept.areas[area.id].version)
        self.world.kept.areas[area.id] = copy(area)


class FakeGiven(Fake):
    def names(
        self, parent_ids: Collection[str | None], names: Collection[str]
    ) -> Mapping[tuple[str | None, str], str]:
        standing = [area for area in self.world.kept.areas.values() if area.active]
        return {
            (area.parent_id, area.name): area.id
            for area in standing
            if area.parent_id in parent_ids and area.name in names
        }

    def codes(self, codes: Collection[AreaCode]) -> set[tuple[str, str]]:
        asked = {(code.scheme, code.code) for code in codes}
        return {(code.scheme, code.code) for code in self.world.kept.codes} & asked

    def above(self, paths: Collection[str], schemes: Collection[str]) -> list[tuple[str, AreaCode]]:
        over = {each for path in paths for each in leading_to(path)}
        kept, areas = self.world.kept.codes, self.world.kept.areas
        return [
            (path, code)
            for code in kept
            if code.scheme in schemes and (path := areas[code.area_id].path) in over
        ]


class FakeCodes(Fake):
    def of(self, area_id: str) -> list[AreaCode]:
        return [code for code in self.world.kept.codes if code.area_id == area_id]

    def ever_given(self, scheme: str, beginnings: Collection[str]) -> set[str]:
        kept = [each.code for each in self.world.kept.codes if each.scheme == scheme]
        return {code for code in kept if code.startswith(tuple(beginnings))}

    def grids_below(self, path: str, scheme: str, on: date) -> list[Grid]:
        kept = self.world.kept
        below = [area for area in kept.areas.values() if area.path.startswith(path)]
        grids = {
            area.id: Grid(area.id, area.parent_id or "", area.kind, area.name, None)
            for area in below
            if area.path != path and area.active
        }
        lasting = [each for each in kept.codes if each.valid_to is None or each.valid_to > on]
        for each in sorted(lasting, key=lambda code: code.valid_from):
            if each.scheme == scheme and each.area_id in grids:
                grids[each.area_id] = grids[each.area_id].borne(each.code, each.valid_to)
        return list(grids.values())

    def bearers(self, scheme: str, codes: Collection[str], on: date) -> Mapping[str, str]:
        kept = [each for each in self.world.kept.codes if each.scheme == scheme and each.holds(on)]
        return {each.code: each.area_id for each in kept if each.code in codes}

    def rename(self, areas: Sequence[Area]) -> None:
        self.world.kept.areas |= {area.id: copy(area) for area in areas}

    def next_versions(self, area_ids: Sequence[str]) -> None:
        for area_id in area_ids:
            self.world.kept.areas[area_id].version += 1

    def add(self, codes: Sequence[AreaCode]) -> None:
        self.world.kept.codes += codes

    def end(self, code: AreaCode) -> None:
        kept = self.world.kept.codes
        places = [(each.scheme, each.code) for each in kept]
        kept[places.index((code.scheme, code.code))] = code


class FakeCodeSchemes(Fake):
    def must_be_writable(self) -> None:
        if self.world.scope.area_ids is not None:
            raise PermissionMissing(permission="codes.change")

    def known(self, schemes: Collection[str]) -> set[str]:
        return self.world.kept.systems.keys() & set(schemes)

    def add(self, system: System) -> bool:
        return self.world.kept.systems.setdefault(system.scheme, system) is system

    def page(self, after: Any, limit: int) -> Any:
        return paged([vars(system) for system in self.world.kept.systems.values()], "scheme", after, limit)


class FakeNewAreas(Fake):
    def must_be_new(self, area_ids: Collection[str]) -> None:
        for taken in sorted(self.world.kept.areas.keys() & set(area_ids)):
            raise IdTaken(id=taken)

    def add(self, areas: Sequence[Area], codes: Sequence[AreaCode]) -> None:
        self.world.kept.areas |= {area.id: copy(area) for area in areas}
        self.world.kept.codes += codes


class FakeAreaViews(FakeRoom):
    def one(self, area_id: str) -> dict[str, Any]:
        area = self.visible(area_id)
        codes = [code for code in self.world.kept.codes if code.area_id == area_id]
        return {**vars(area), "codes": codes}

    def with_code(self, scheme: str, code: str, on: date) -> dict[str, Any]:
        for each in self.world.kept.codes:
            holds = each.valid_from <= on and (each.valid_to is None or on < each.valid_to)
            if (each.scheme, each.code) == (scheme, code) and holds and self.world.sees(each.area_id):
                return self.one(each.area_id)
        raise CodeUnknown(scheme=scheme, area_code=code, on=on)

    def feed(self, after: Any, limit: int) -> Any:
        rows = [{**vars(area), "removed": False} for area in self.world.kept.areas.values()]
        return paged(rows, "id", after, limit) | {"tree_version": self.world.kept.tree.version}


class FakeAreaLists(FakeRoom):
    def children(self, parent_id: str, after: Any, limit: int) -> Any:
        self.visible(parent_id)
        return self._those(lambda area: area.parent_id == parent_id, "name", after, limit)

    def tops(self, after: Any, limit: int) -> Any:
        return self._those(
            lambda area: area.parent_id is None or not self.world.sees(area.parent_id), "name", after, limit
        )

    def subtree(self, area_id: str, after: Any, limit: int) -> Any:
        path = self.visible(area_id).path
        return self._those(lambda area: area.path.startswith(path), "path", after, limit)

    def named(self, prefix: str, after: Any, limit: int) -> Any:
        return self._those(lambda area: area.name.startswith(prefix), "id", after, limit)

    def _those(self, wanted: Any, by: str, after: Any, limit: int) -> Any:
        seen = [area for area in self.world.kept.areas.values() if self.world.sees(area.id)]
        return paged([vars(area) for area in seen if wanted(area)], by, after, limit)
