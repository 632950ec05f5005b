"""Founds, renames, moves, merges, splits and abolishes at random, day after day; gives and retires codes.

The ground stays a tree, dwellings stay covered, and every day is answered as it was when it ended. A code is
one area's, for its days, and never another's again."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)

from services.chassis.domain import DomainError
from services.grids.areas.domain.errors import CodeUnknown
from tests.grids.areas.changing import abolish, founded, merge, split, then
from tests.grids.builders import NOW, id_of
from tests.grids.dwellings.estates import a_building, enter, give, rooms
from tests.grids.house import House

BELOW = {"community": "general_total", "general_total": "base", "base": "micro", "micro": "micro"}
names = st.sampled_from(["甲", "乙", "丙", "丁", "戊"])
codes = st.sampled_from([(scheme, code) for scheme in ("LOCAL", "MCA") for code in ("510108", "510109")])
days_off = st.integers(-2, 3)


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
        self.bearers: dict[tuple[str, str], tuple[str, date]] = {}
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

    @rule(area=areas, named=codes, begins=days_off, lasts=st.none() | st.integers(1, 4))
    def give_code(self, area, named, begins, lasts):
        first = self.house.clock.today() + timedelta(days=begins)
        last = first + timedelta(days=lasts) if lasts else None
        asked = self._code(id_of(area), named) | {"valid_from": first.isoformat()}
        asked |= {"valid_to": last.isoformat()} if last else {}
        if self._try(lambda: self.house.ask("give_code", **asked)):
            assert named not in self.bearers, "a code was given twice"
            self.bearers[named] = (id_of(area), first)

    @precondition(lambda self: self.bearers)
    @rule(area=areas, named=codes, of_another=st.booleans(), ends=days_off)
    def retire_code(self, area, named, of_another, ends):
        """Its own area's, unless it is asked of any."""
        named = named if named in self.bearers else max(self.bearers)
        area_id = id_of(area) if of_another else self.bearers[named][0]
        day = self.house.clock.today() + timedelta(days=ends)
        asked = self._code(area_id, named) | {"valid_to": day.isoformat()}
        if self._try(lambda: self.house.ask("retire_code", **asked)):
            assert self.bearers[named][0] == area_id

    def _code(self, area_id: str, named: tuple[str, str]) -> dict[str, Any]:
        version = self.rows()[area_id]["version"]
        return {"area_id": area_id, "scheme": named[0], "code": named[1], "seen_version": version}

    def borne(self, area_id: str) -> dict[tuple[str, str], dict[str, Any]]:
        given = self.house.ask("get_area", area_id=area_id)["codes"]
        return {(each["scheme"], each["code"]): each for each in given}

    @rule(days=st.integers(1, 3))
    def pass_days(self, days):
        today = self.house.clock.today()
        self.were |= {today + timedelta(days=day): self.now() for day in range(days)}
        self.house.clock.moment += timedelta(days=days)

    def rows(self) -> dict[str, Any]:
        return {row["id"]: row for row in self.house.ask("feed_areas", limit=200)["items"]}

    def resolved(self, named: tuple[str, str], day: date) -> str | None:
        try:
            asked = {"scheme": named[0], "code": named[1], "date": day.isoformat()}
            return str(self.house.ask("resolve_code", **asked)["id"])
        except CodeUnknown:
            return None

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

    @invariant()
    def a_code_is_one_areas_alone_and_is_found_on_each_of_its_days(self):
        bore = {area_id: self.borne(area_id) for area_id in self.rows()} if self.bearers else {}
        for named, (area_id, first) in self.bearers.items():
            assert [each for each, codes in bore.items() if named in codes] == [area_id]
            held = bore[area_id][named]
            assert held["valid_from"] == first.isoformat()
            last = date.fromisoformat(held["valid_to"]) if held["valid_to"] else None
            for day in {first, last or first + timedelta(days=9)}:
                for near in (day - timedelta(days=1), day):
                    holds = first <= near and (last is None or near < last)
                    assert self.resolved(named, near) == (area_id if holds else None)
        assert {named for codes in bore.values() for named in codes} == self.bearers.keys()

    @invariant()
    def an_area_has_one_code_of_a_scheme_at_a_time(self):
        for area_id in {area_id for area_id, _ in self.bearers.values()}:
            spans = sorted(
                (scheme, each["valid_from"], each["valid_to"] or "9999")
                for (scheme, _), each in self.borne(area_id).items()
            )
            for one, other in pairwise(spans):
                assert one[0] != other[0] or one[2] <= other[1]
