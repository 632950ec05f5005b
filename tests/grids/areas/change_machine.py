"""Founds, renames, moves, merges, splits and abolishes at random, day after day.

The ground stays a tree, dwellings stay covered, and every day is answered as it was when it ended."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from services.chassis.domain import DomainError
from tests.grids.areas.changing import abolish, founded, merge, split, then
from tests.grids.builders import NOW, id_of
from tests.grids.dwellings.estates import a_building, enter, give, rooms
from tests.grids.house import House

BELOW = {"community": "general_total", "general_total": "base", "base": "micro", "micro": "micro"}
names = st.sampled_from(["甲", "乙", "丙", "丁", "戊"])


class ChangeMachine(RuleBasedStateMachine):
    areas = Bundle("areas")
    house: House

    def new_house(self) -> House:
        raise NotImplementedError

    @initialize(target=areas)
    def begin(self):
        self.house, self.made = self.new_house(), 0
        self.house.clock.moment = NOW
        self.were: dict[Any, dict[str, str | None]] = {}
        spine = [
            founded("county", "county", "x") | {"parent_id": None},
            founded("township", "township", "county"),
            *(founded(name, "community", "township") for name in ("c1", "c2")),
            founded("t1", "general_total", "c1"),
            founded("t2", "general_total", "c2"),
            *(founded(name, "base", "t1") for name in ("b1", "b2")),
            *(founded(name, "micro", "b1") for name in ("m1", "m2")),
        ]
        self.house.ask("found_areas", areas=spine)
        enter(self.house, a_building("A", units=3), community_id=id_of("c1"))
        give(self.house, ("A", 1, 2, "m1"), ("A", 3, 3, "m2"))
        return multiple("c1", "c2", "t1", "t2", "b1", "b2", "m1", "m2")

    def _try(self, change: Any) -> Any:
        """What is refused leaves all as it was."""
        before = (self.rows(), self.covered(), len(self.house.told()))
        try:
            return change()
        except DomainError:
            assert (self.rows(), self.covered(), len(self.house.told())) == before
            return None

    @rule(target=areas, under=areas, name=names)
    def found(self, under, name):
        self.made += 1
        kind = BELOW[self.rows()[id_of(under)]["kind"]]
        new = founded(f"x{self.made}", kind, under) | {"name": name}
        done = self._try(lambda: self.house.ask("found_areas", areas=[new]))
        return f"x{self.made}" if done else multiple()

    @rule(area=areas, name=names)
    def rename(self, area, name):
        version = self.rows()[id_of(area)]["version"]
        asked = {"area_id": id_of(area), "name": name, "seen_version": version}
        self._try(lambda: self.house.ask("rename_area", **asked))

    @rule(area=areas, under=areas)
    def move(self, area, under):
        version = self.rows()[id_of(area)]["version"]
        asked = {"area_id": id_of(area), "parent_id": id_of(under), "seen_version": version}
        self._try(lambda: self.house.ask("move_area", **asked))

    @rule(source=areas, into=areas)
    def merge(self, source, into):
        self._try(lambda: merge(self.house, source, into=into))

    @rule(target=areas, area=areas, ends=st.booleans(), units=st.booleans())
    def split(self, area, ends, units):
        self.made += 1
        part = f"p{self.made}"
        goes = [("A", 3, 3, part)] if units else []
        primary = part if ends else None
        done = self._try(lambda: split(self.house, area, part, primary=primary, units=goes))
        return part if done else multiple()

    @rule(area=areas)
    def abolish(self, area):
        self._try(lambda: abolish(self.house, area))

    @rule(days=st.integers(1, 3))
    def pass_days(self, days):
        today = self.house.clock.today()
        self.were |= {today + timedelta(days=day): self.now() for day in range(days)}
        self.house.clock.moment += timedelta(days=days)

    def rows(self) -> dict[str, Any]:
        return {row["id"]: row for row in self.house.ask("feed_areas", limit=200)["items"]}

    def now(self) -> dict[str, str | None]:
        return {row["id"]: row["parent_id"] for row in self.rows().values() if row["active"]}

    def covered(self) -> set[tuple[int, str | None]]:
        return {(unit, area) for unit, _, area in rooms(self.house, "A")}

    @invariant()
    def the_ground_is_a_tree_of_what_stands(self):
        standing = {key: row for key, row in self.rows().items() if row["active"]}
        for row in standing.values():
            above = standing[row["parent_id"]]["path"] if row["parent_id"] else ""
            assert row["path"].startswith(above)
            assert row["path"].removeprefix(above).count("/") == 1
        called = [(row["parent_id"], row["name"]) for row in standing.values()]
        assert len(set(called)) == len(called)

    @invariant()
    def every_dwelling_stays_covered_by_what_stands(self):
        standing = self.now()
        assert {unit for unit, _ in self.covered()} == {1, 2, 3}
        assert {area for _, area in self.covered()} <= standing.keys()

    @invariant()
    def every_day_is_answered_as_it_was_when_it_ended(self):
        for day, was in self.were.items():
            items = self.house.ask("list_areas_then", area_id=id_of("county"), on=day.isoformat(), limit=200)
            assert {each["id"]: each["parent_id"] for each in items["items"]} == was
        assert set(then(self.house, "county", self.house.clock.today()).values()) >= {None}
