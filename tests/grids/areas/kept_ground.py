"""What must hold of a ground whatever changes it, and what is remembered of its days to see that it does."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine, invariant

from services.chassis.domain import DomainError
from services.grids.areas.domain.errors import CodeUnknown
from tests.grids.areas.changing import then
from tests.grids.builders import id_of
from tests.grids.dwellings.estates import rooms
from tests.grids.house import House

GROUP = "first group"
"""A residents' group: the first two units."""
State = dict[str, tuple[str | None, str]]
"""By area, what it stands under and what it is called."""


class KeptGround(RuleBasedStateMachine):
    """`were`: the ground at the end of each day, as the changes up to now say that it was; `bearers`: by code
    its area and its first day; `keys`: by id, what an area is called here."""

    house: House
    were: dict[date, State]
    bearers: dict[tuple[str, str], tuple[str, date]]
    keys: dict[str, str]

    @property
    def today(self) -> date:
        return self.house.clock.today()

    def attempt(self, change: Callable[[], Any], day: date | None = None) -> Any:
        """What is refused leaves all as it was; what is done holds from its day on."""
        before = (self.rows(), self.covered(), len(self.house.told()))
        try:
            done = change()
        except DomainError:
            assert (self.rows(), self.covered(), len(self.house.told())) == before
            return None
        self._holds_since(day or self.today, standing(before[0]), self.now())
        return done

    def _holds_since(self, day: date, was: State, became: State) -> None:
        """Whatever is otherwise now has been so since that day, and was till now as it was before."""
        changed = {each for each in was.keys() | became.keys() if was.get(each) != became.get(each)}
        for since in [each for each in self.were if each >= day]:
            state = self.were[since]
            assert {each: state.get(each) for each in changed} == {each: was.get(each) for each in changed}
            kept = {each: place for each, place in state.items() if each not in changed}
            self.were[since] = kept | {each: became[each] for each in changed & became.keys()}

    def let_pass(self, days: int) -> None:
        today = self.today
        self.were |= {today + timedelta(days=day): self.now() for day in range(days)}
        self.house.clock.moment += timedelta(days=days)

    def rows(self) -> dict[str, Any]:
        return {row["id"]: row for row in self.house.ask("feed_areas", limit=200)["items"]}

    def now(self) -> State:
        return standing(self.rows())

    def covered(self) -> set[tuple[int, str | None]]:
        return {(unit, area) for unit, _, area in rooms(self.house, "A")}

    def borne(self, area_id: str) -> dict[tuple[str, str], dict[str, Any]]:
        given = self.house.ask("get_area", area_id=area_id)["codes"]
        return {(each["scheme"], each["code"]): each for each in given}

    def resolved(self, named: tuple[str, str], day: date) -> str | None:
        try:
            asked = {"scheme": named[0], "code": named[1], "date": day.isoformat()}
            return str(self.house.ask("resolve_code", **asked)["id"])
        except CodeUnknown:
            return None

    @invariant()
    def the_ground_is_a_tree_of_what_stands(self):
        active = {key: row for key, row in self.rows().items() if row["active"]}
        for row in active.values():
            above = active[row["parent_id"]]["path"] if row["parent_id"] else ""
            assert row["path"].startswith(above)
            assert row["path"].removeprefix(above).count("/") == 1
        called = [(row["parent_id"], row["name"]) for row in active.values()]
        assert len(set(called)) == len(called)

    @invariant()
    def every_dwelling_stays_covered_by_what_stands(self):
        assert {unit for unit, _ in self.covered()} == {1, 2, 3}
        kinds = {key: row["kind"] for key, row in self.rows().items() if row["active"]}
        held = [area for _, area in self.covered()]
        assert None not in held
        assert {kinds[area] for area in held if area} <= {"micro", "exclusive"}

    @invariant()
    def nothing_stands_below_an_exclusive_grid(self):
        rows = self.rows()
        below = [
            rows[row["parent_id"]]["kind"] for row in rows.values() if row["active"] and row["parent_id"]
        ]
        assert "exclusive" not in below

    @invariant()
    def no_base_grid_splits_the_residents_group(self):
        rows = self.rows()

        def base_of(area_id: str) -> str:
            """An exclusive grid stands for itself."""
            row = rows[area_id]
            return base_of(row["parent_id"]) if row["kind"] == "micro" else area_id

        shown = self.house.ask("list_grouping_units", grouping_id=id_of(GROUP))["items"]
        grouped = {each["unit"] for each in shown}
        assert grouped == {1, 2}
        assert len({base_of(area) for unit, area in self.covered() if area and unit in grouped}) == 1

    @invariant()
    def every_day_is_answered_as_it_was_when_it_ended_or_as_a_change_of_it_says(self):
        for day, was in self.were.items():
            found = self.house.ask("list_areas_then", area_id=id_of("county"), on=day.isoformat(), limit=200)
            assert {each["id"]: (each["parent_id"], each["name"]) for each in found["items"]} == was
            assert {above for above, _ in was.values()} - {None} <= was.keys()
        assert set(then(self.house, "county", self.today).values()) >= {None}

    @invariant()
    def whoever_was_counted_on_a_day_is_in_a_report_of_it(self):
        """In the tree of that day and in today's."""
        for day in {min(self.were), max(self.were)} if self.were else ():
            for as_of in {day, self.today}:
                asked = {"on": day.isoformat(), "as_of": as_of.isoformat()}
                found = self.house.ask("trace_areas", area_id=id_of("county"), **asked)
                placed = [each for area in found["areas"] for each in area["of"]]
                assert len(set(placed)) == len(placed)
                unplaced = {each["area_id"] for each in found["unplaced"]}
                assert not unplaced & set(placed)
                assert self.were[day].keys() <= unplaced | set(placed)

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
        """But for those that were taken back on their first day."""
        for area_id in {area_id for area_id, _ in self.bearers.values()}:
            spans = sorted(
                (scheme, each["valid_from"], each["valid_to"] or "9999")
                for (scheme, _), each in self.borne(area_id).items()
                if each["valid_from"] != each["valid_to"]
            )
            for one, other in pairwise(spans):
                assert one[0] != other[0] or one[2] <= other[1]


def standing(rows: dict[str, Any]) -> State:
    return {row["id"]: (row["parent_id"], row["name"]) for row in rows.values() if row["active"]}
