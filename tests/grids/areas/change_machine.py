"""Founds, renames, moves, merges, splits and abolishes at random, day after day, of today and of days that
are over; gives units, and gives and retires codes.

The ground stays a tree, dwellings stay covered, no group is split, and every day is answered as it was when
it ended, or as a change says that took effect on it. A code is one area's, for its days, and never another's
again."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, initialize, multiple, precondition, rule

from tests.grids.areas.changing import abolish, founded, merge, seen, split
from tests.grids.areas.kept_ground import GROUP, KeptGround
from tests.grids.builders import NOW, id_of
from tests.grids.dwellings.estates import a_building, enter, give
from tests.grids.groupings import yards
from tests.grids.house import House

BELOW = {
    "community": "general_total",
    "general_total": "base",
    "base": "micro",
    "micro": "micro",
    "exclusive": "micro",
}
"""What is founded there; under the last two nothing may stand."""
names = st.sampled_from(["甲", "乙", "丙", "丁", "戊"])
codes = st.sampled_from([(scheme, code) for scheme in ("LOCAL", "MCA") for code in ("510108", "510109")])
days_off = st.integers(-2, 3)
ago = st.sampled_from([0, 0, 1, 2, 4])
"""A change takes effect today, or so many days before."""
picks = st.none() | st.integers(0, 3)
"""One of the same kind; None: any area, which is most often refused."""
goes = st.lists(st.integers(0, 2), min_size=3, max_size=3)
"""Where children, and units, go: to a part, or to the last number: to nobody who is named."""


class ChangeMachine(KeptGround):
    areas = Bundle("areas")

    def new_house(self) -> House:
        raise NotImplementedError

    @initialize(target=areas)
    def begin(self):
        self.house, self.made = self.new_house(), 0
        self.house.clock.moment = NOW
        self.were, self.bearers = {}, {}
        spine = [
            founded("county", "county", "x") | {"parent_id": None},
            founded("township", "township", "county"),
            *(founded(name, "community", "township") for name in ("c1", "c2")),
            founded("t1", "general_total", "c1"),
            founded("t2", "general_total", "c2"),
            *(founded(name, "base", "t1") for name in ("b1", "b2")),
            *(founded(name, "micro", "b1") for name in ("m1", "m2")),
            founded("e1", "exclusive", "t1"),
        ]
        self.keys = {each["id"]: each["name"] for each in spine}
        self.house.ask("found_areas", areas=spine)
        enter(self.house, a_building("A", units=3), community_id=id_of("c1"))
        give(self.house, ("A", 1, 1, "m1"), ("A", 2, 2, "m2"), ("A", 3, 3, "e1"))
        yards.found(self.house, yards.a_grouping(GROUP, kind="residents_group"), community="c1")
        self.let_pass(3)
        return multiple("c1", "c2", "t1", "t2", "b1", "b2", "m1", "m2", "e1")

    def on(self, days: int) -> tuple[dict[str, str], date]:
        day = self.today - timedelta(days=days)
        return {"effective_on": day.isoformat()}, day

    def new(self) -> str:
        self.made += 1
        name = f"x{self.made}"
        self.keys[id_of(name)] = name
        return name

    def alike(self, area: str, pick: int | None, other: str) -> str:
        kind, rows = self.rows()[id_of(area)]["kind"], self.rows().values()
        same = sorted(self.keys[row["id"]] for row in rows if row["kind"] == kind and row["active"])
        others = [each for each in same if each != area]
        return other if pick is None or not others else others[pick % len(others)]

    @rule(target=areas, under=areas, name=names, days=ago, exclusive=st.booleans())
    def found(self, under, name, days, exclusive):
        key, (dated, day) = self.new(), self.on(days)
        kind = BELOW[self.rows()[id_of(under)]["kind"]]
        kind = "exclusive" if exclusive and kind == "base" else kind
        new = founded(key, kind, under) | {"name": name}
        done = self.attempt(lambda: self.house.ask("found_areas", areas=[new], **dated), day)
        return key if done else multiple()

    @rule(area=areas, name=names, days=ago)
    def rename(self, area, name, days):
        dated, day = self.on(days)
        asked = seen(self.house, area) | {"name": name}
        self.attempt(lambda: self.house.ask("rename_area", **asked, **dated), day)

    @rule(area=areas, under=areas, pick=picks, days=ago)
    def move(self, area, under, pick, days):
        """Often under another one of the kind that it stands under."""
        dated, day = self.on(days)
        above = self.rows()[id_of(area)]["parent_id"]
        asked = seen(self.house, area) | {"parent_id": id_of(self.alike(self.keys[above], pick, under))}
        self.attempt(lambda: self.house.ask("move_area", **asked, **dated), day)

    @rule(target=areas, source=areas, into=areas, pick=picks, second=picks, anew=st.booleans(), days=ago)
    def merge(self, source, into, pick, second, anew, days):
        key, (dated, day) = self.new(), self.on(days)
        target = self.alike(source, pick, into)
        sources = [source] if second is None else [source, self.alike(source, second, into)]
        row = self.rows()[id_of(source)]
        new: Any = founded(key, row["kind"], self.keys[row["parent_id"]]) if anew else target
        done = self.attempt(lambda: merge(self.house, *sources, into=new, **dated), day)
        return key if done and anew else multiple()

    @rule(
        target=areas, area=areas, ends=st.booleans(), children=goes, units=goes, many=st.booleans(), days=ago
    )
    def split(self, area, ends, children, units, many, days):
        dated, day = self.on(days)
        parts = [self.new() for _ in range(1 + many)]
        to = dict(enumerate(parts))
        below = sorted(self.keys[row] for row, (above, _) in self.now().items() if above == id_of(area))
        asked: dict[str, Any] = {
            "primary": parts[-1] if ends else None,
            "children": {
                child: to[number] for child, number in zip(below, children, strict=False) if number in to
            },
            "units": [
                ("A", unit, unit, to[units[unit - 1]])
                for unit, there in sorted(self.covered())
                if there == id_of(area) and units[unit - 1] in to
            ],
        }
        done = self.attempt(lambda: split(self.house, area, *parts, **asked, **dated), day)
        return multiple(*parts) if done else multiple()

    @rule(area=areas, heir=st.none() | areas, pick=picks, days=ago)
    def abolish(self, area, heir, pick, days):
        dated, day = self.on(days)
        successor = heir and self.alike(area, pick, heir)
        self.attempt(lambda: abolish(self.house, area, successor, **dated), day)

    @rule(area=areas, units=st.sampled_from([(1, 1), (2, 2), (3, 3), (1, 2), (1, 3)]))
    def give_units(self, area, units):
        """One of the group alone, or it as a whole."""
        self.attempt(lambda: give(self.house, ("A", *units, area)))

    @rule(area=areas, named=codes, begins=days_off, lasts=st.none() | st.integers(1, 4))
    def give_code(self, area, named, begins, lasts):
        first = self.today + timedelta(days=begins)
        last = first + timedelta(days=lasts) if lasts else None
        asked = self._code(id_of(area), named) | {"valid_from": first.isoformat()}
        asked |= {"valid_to": last.isoformat()} if last else {}
        if self.attempt(lambda: self.house.ask("give_code", **asked)):
            assert named not in self.bearers, "a code was given twice"
            self.bearers[named] = (id_of(area), first)

    @precondition(lambda self: self.bearers)
    @rule(area=areas, named=codes, of_another=st.booleans(), ends=days_off)
    def retire_code(self, area, named, of_another, ends):
        """Its own area's, unless it is asked of any."""
        named = named if named in self.bearers else max(self.bearers)
        area_id = id_of(area) if of_another else self.bearers[named][0]
        day = self.today + timedelta(days=ends)
        asked = self._code(area_id, named) | {"valid_to": day.isoformat()}
        if self.attempt(lambda: self.house.ask("retire_code", **asked)):
            assert self.bearers[named][0] == area_id

    def _code(self, area_id: str, named: tuple[str, str]) -> dict[str, Any]:
        version = self.rows()[area_id]["version"]
        return {"area_id": area_id, "scheme": named[0], "code": named[1], "seen_version": version}

    @rule(days=st.integers(1, 3))
    def pass_days(self, days):
        self.let_pass(days)
