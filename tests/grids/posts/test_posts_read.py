"""Posts and their holders as they are read, on both databases."""

from datetime import date
from typing import Any

import pytest

from services.grids.posts.domain.errors import (
    AreaUnknown,
    PostUnknown,
)
from tests.grids.builders import a_duty, id_of
from tests.grids.house import House, statements
from tests.grids.posts.duties import WANG, WANG_AT_1, appoint


def test_the_holder_is_found_in_one_statement(staffed):
    appoint(staffed, WANG_AT_1)
    with statements() as sent:
        holder = staffed.holding(id_of("community")).ask("find_holder", area_id=id_of("micro 1"))

    assert len(sent) == 1
    assert holder == {
        "area_id": id_of("micro 1"),
        "area_name": "micro 1",
        "area_kind": "micro",
        "role": "micro_grid_worker",
        "vacant": False,
        "appointment_id": WANG_AT_1.id,
        "staff_id": WANG.id,
        "display_name": "wang",
        "duty_phone": "028-0000 0001",
        "valid_from": "2026-01-01",
        "valid_to": None,
    }


@pytest.mark.parametrize(
    ("on", "holder"),
    [
        ("2025-12-31", None),
        ("2026-01-01", "wang"),
        ("2026-02-28", "wang"),
        ("2026-03-01", "li"),
        ("2026-03-31", "li"),
        ("2026-04-01", None),
    ],
)
def test_the_holder_is_whose_term_the_day_lies_in(staffed, on, holder):
    march, april = date(2026, 3, 1), date(2026, 4, 1)
    appoint(
        staffed,
        a_duty("wang", "micro 1", valid_to=march),
        a_duty("li", "micro 1", valid_from=march, valid_to=april),
    )

    found = staffed.ask("find_holder", area_id=id_of("micro 1"), on=on)
    assert (found["display_name"], found["vacant"]) == (holder, holder is None)


@pytest.mark.parametrize(
    ("area", "refusal"), [("school", PostUnknown), ("micro elsewhere", AreaUnknown), ("nowhere", AreaUnknown)]
)
def test_where_there_is_no_post_to_be_seen_there_is_no_holder(staffed, area, refusal):
    with pytest.raises(refusal):
        staffed.holding(id_of("community")).ask("find_holder", area_id=id_of(area))


def posts(house: House, area: str, **asked: Any) -> list[tuple[str, str | None]]:
    listed = house.ask("list_posts", area_id=id_of(area), **asked)["items"]
    return [(row["area_name"], row["display_name"]) for row in listed]


def test_every_post_of_a_subtree_is_listed_held_or_vacant(held):
    assert posts(held, "community") == [
        ("total", None), ("base 1", "li"), ("micro 1", "wang"), ("micro 2", None), ("base 2", None),
        ("micro 3", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("vacant", "listed"),
    [(True, [("micro 2", None)]), (False, [("base 1", "li"), ("micro 1", "wang")])],
)
def test_vacant_or_held_posts_are_listed_alone(held, vacant, listed):
    assert posts(held, "base 1", vacant=vacant) == listed


def test_posts_are_listed_as_they_stood_on_a_day(held):
    assert posts(held, "base 1", on="2025-12-31") == [("base 1", None), ("micro 1", None), ("micro 2", None)]


def test_posts_are_listed_page_by_page(held):
    first = held.ask("list_posts", area_id=id_of("base 1"), limit=2)
    second = held.ask("list_posts", area_id=id_of("base 1"), limit=2, after=first["next"])

    listed = [row["area_name"] for row in first["items"] + second["items"]]
    assert (listed, second["next"]) == (["base 1", "micro 1", "micro 2"], None)


@pytest.mark.parametrize("area", ["county", "elsewhere", "nowhere"])
def test_posts_outside_what_the_caller_holds_are_not_listed(held, area):
    with pytest.raises(AreaUnknown):
        posts(held.holding(id_of("community")), area)
