"""A death or a move ends a card and its enrolment in one step, once, whatever comes first."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from services.care.meals.domain.errors import CardNotOpen, HasLeft
from services.care.meals.store.tables import cards, enrolments
from services.chassis import wire
from services.chassis.domain import DomainError
from services.chassis.storage.database import Database
from services.chassis.storage.tables import audit
from tests.care.builders import a_row
from tests.care.house import House

Row = dict[str, Any]
EVENTS = {"dead": ("ResidentDied", "died_on"), "moved_out": ("ResidentMovedOut", "moved_out_on")}


def leave(
    house: House, resident_id: str, how: str = "dead", on: str = "2026-03-05", version: int = 2
) -> bool:
    event, day = EVENTS[how]
    event_id = f"{resident_id} {how}"
    return house.hear(event, event_id=event_id, resident_id=resident_id, version=version, **{day: on})


def held(house: House, table: Any) -> list[Row]:
    with house.begun() as tx:
        return tx.rows.all(select(table).where(tx.rows.of(table)))


@pytest.fixture
def zhang(house: House) -> str:
    return house.settle()


@pytest.mark.parametrize("how", EVENTS)
def test_the_card_and_the_enrolment_end_together_and_both_are_told(house: House, zhang: str, how: str):
    card = house.enrol(zhang)
    leave(house, zhang, how)
    shown = house.ask("get_meal_card", card_id=card["id"])
    assert (shown["state"], shown["reason"], shown["closed_on"]) == ("closed", how, "2026-03-05")
    [enrolment] = held(house, enrolments)
    assert (enrolment["reason"], enrolment["ended_on"].isoformat()) == (how, "2026-03-05")
    assert [name for name, _ in house.told()][-2:] == ["MealCardClosed", "MealEnrolmentEnded"]


@pytest.mark.parametrize("how", EVENTS)
@pytest.mark.parametrize("first", ["event", "row"])
def test_once_whichever_of_event_and_row_comes_first(house: House, zhang: str, how: str, first: str):
    house.enrol(zhang)
    tidings = [lambda: leave(house, zhang, how), lambda: house.settle(status=how, version=2)]
    for tiding in tidings if first == "event" else reversed(tidings):
        tiding()
    assert len(house.told("MealCardClosed")) == len(house.told("MealEnrolmentEnded")) == 1
    with pytest.raises(HasLeft):
        house.enrol(zhang)


@pytest.mark.parametrize("how", EVENTS)
def test_a_death_that_is_heard_before_anything_else_bars_the_enrolment(house: House, zhang: str, how: str):
    leave(house, zhang, how)
    with pytest.raises(HasLeft) as refused:
        house.enrol(zhang)
    assert refused.value.values["reason"] == how
    assert held(house, cards) == held(house, enrolments) == []


def test_the_audit_names_who_has_left_though_nothing_was_theirs(house: House, zhang: str):
    leave(house, zhang)
    with house.database.work(house.district) as work:
        rows = work.all(select(audit).where(audit.c.district == house.district))
    [ids] = [row["ids"] for row in rows if row["action"] == "end_for_death"]
    assert wire.loads(ids) == [zhang]


def test_an_event_that_comes_twice_has_one_effect(house: House, zhang: str):
    house.enrol(zhang)
    assert [leave(house, zhang) for _ in range(2)] == [True, False]
    assert len(house.told("MealCardClosed")) == 1


def test_even_another_event_of_the_same_death_has_none(house: House, zhang: str):
    house.enrol(zhang)
    for event_id in ("one", "two"):
        house.hear("ResidentDied", event_id=event_id, resident_id=zhang, died_on="2026-03-05", version=2)
    assert len(house.told("MealCardClosed")) == 1


def test_a_death_of_somebody_unknown_is_remembered_until_they_are_known(house: House, zhang: str):
    leave(house, a_row("li")["id"])
    with pytest.raises(HasLeft):
        house.enrol(house.settle("li"))
    assert house.enrol(zhang)["state"] == "open"


def test_who_moved_out_and_then_died_leaves_once_and_for_the_first_reason(house: House, zhang: str):
    card = house.enrol(zhang)
    leave(house, zhang, "moved_out")
    leave(house, zhang, "dead", version=3)
    assert house.ask("get_meal_card", card_id=card["id"])["reason"] == "moved_out"
    assert house.ask("check_eligibility", resident_id=zhang)["reason"] == "dead"


def test_an_enrolment_whose_card_was_lost_ends_too(house: House, zhang: str):
    card = house.enrol(zhang)
    house.ask("close_meal_card", card_id=card["id"], reason="lost", seen_version=1)
    leave(house, zhang)
    assert [enrolment["reason"] for enrolment in held(house, enrolments)] == ["dead"]
    assert house.ask("get_meal_card", card_id=card["id"])["reason"] == "lost"


def test_who_died_before_the_card_was_opened_had_it_on_no_day(house: House, zhang: str):
    card = house.enrol(zhang)
    leave(house, zhang, on="2026-02-01")
    assert house.ask("get_meal_card", card_id=card["id"])["closed_on"] == "2026-03-05"
    with pytest.raises(CardNotOpen):
        house.ask("serve_meals", card_id=card["id"], meals=["lunch"])


def test_what_was_eaten_before_a_death_may_be_written_down_after_it(house: House, zhang: str):
    card = house.enrol(zhang)
    later = house.on("2026-03-08")
    leave(later, zhang, on="2026-03-07")
    house.mirror("residents", a_row(status="dead", version=2))
    lunch = {"card_id": card["id"], "meals": ["lunch"]}
    assert later.ask("serve_meals", **lunch, on="2026-03-06")["total_fen"] == 1000
    with pytest.raises(CardNotOpen):
        later.ask("serve_meals", **lunch, on="2026-03-07")


def test_a_death_elsewhere_ends_nothing_here(house: House, zhang: str):
    card = house.enrol(zhang)
    leave(house.elsewhere(), zhang)
    assert house.ask("get_meal_card", card_id=card["id"])["state"] == "open"


STEPS = st.lists(
    st.sampled_from(
        ["enrol", "lose", "quit", "moved_out event", "dead event", "row 1", "row 2", "row 3", "lunch"]
    ),
    max_size=14,
)
ROWS = {"row 1": "living", "row 2": "moved_out", "row 3": "dead"}


@dataclass
class Told:
    """What came to one resident who moves out (version 2) and dies (version 3), in whatever order."""

    house: House
    resident_id: str = field(default_factory=lambda: str(a_row()["id"]))
    has_left: bool = False

    def step(self, name: str) -> None:
        what, _, kind = name.partition(" ")
        if kind == "event":
            leave(self.house, self.resident_id, what, version=3 if what == "dead" else 2)
        elif name in ROWS:
            self.house.settle(status=ROWS[name], version=int(kind))
        else:
            self.ask(name)
        self.has_left = self.has_left or kind == "event" or name in ("row 2", "row 3")

    def ask(self, name: str) -> None:
        """Whatever a rule refuses is well refused; what it must refuse is looked at."""
        try:
            if name == "enrol":
                self.house.enrol(self.resident_id)
                assert not self.has_left, "who is known to have left was enrolled"
            elif mine := self.open_card():
                self.use(name, mine)
        except DomainError:
            pass

    def use(self, name: str, card: Row) -> None:
        if name == "lunch":
            self.house.ask("serve_meals", card_id=card["id"], meals=["lunch"])
        else:
            reason = "lost" if name == "lose" else "own_wish"
            seen = {"card_id": card["id"], "seen_version": card["version"]}
            self.house.ask("close_meal_card", reason=reason, **seen)

    def open_card(self) -> Row | None:
        open_ones = [card for card in held(self.house, cards) if card["closed_on"] is None]
        assert len(open_ones) <= 1
        return open_ones[0] if open_ones else None


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS, last=st.permutations(["moved_out event", "dead event", "row 3", "enrol"]))
def test_in_any_order_nobody_dead_has_an_open_card_and_nobody_two(
    database: Database, steps: list[str], last: list[str]
):
    house = House(database).with_ground().with_programme()
    told = Told(house)
    for step in ["row 1", *steps]:
        told.step(step)
        told.open_card()
    for step in last:
        told.step(step)

    assert told.open_card() is None
    assert [each for each in held(house, enrolments) if each["ended_on"] is None] == []
    closed = [data["card_id"] for _, data in house.told("MealCardClosed")]
    assert sorted(closed) == sorted(card["id"] for card in held(house, cards))
