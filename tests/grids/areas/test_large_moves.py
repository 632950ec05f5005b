"""A move of ten thousand areas is one event and as few statements as a move of one, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from services.chassis.storage.session import Session
from services.grids.areas.domain.area import Area
from tests.grids.builders import id_of
from tests.grids.house import House, statements

MANY = 10_000


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[None]]:
    """One for each statement or message that goes to the database."""
    sent: list[None] = []
    run = Session.run

    def noted(session: Session, work: Any) -> Any:
        sent.append(None)
        return run(session, work)

    with monkeypatch.context() as patched:
        patched.setattr(Session, "run", noted)
        yield sent


def crowd(house: House) -> None:
    """Ten thousand micro-grids under the first base grid."""
    base = house.ask("get_area", area_id=id_of("base 1"))["path"]
    micros = [
        Area(f"m{number}", id_of("base 1"), "micro", f"m{number}", f"{base}m{number}/", None)
        for number in range(MANY)
    ]
    with house.begin() as tx:
        tx.new_areas.add(micros, [])


def move(house: House, area: str, under: str) -> Any:
    return house.ask("move_area", area_id=id_of(area), parent_id=id_of(under), seen_version=1)


def test_a_move_of_ten_thousand_areas_is_one_event_and_one_update(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    with counted(monkeypatch) as of_few:
        move(house, "base 2", "total elsewhere")
    crowd(house)
    before = len(house.told())

    with counted(monkeypatch) as of_many:
        moved = move(house, "base 1", "total elsewhere")

    [told] = house.told()[before:]
    assert (told["type"], len(told["data"]["rows"])) == ("linli.grids.AreasMoved.v1", 1)
    assert len(of_many) == len(of_few) <= 22
    assert paths_under(house, "base 1") == {f"{moved['path']}m{number}/" for number in range(MANY)}


def test_the_statements_of_a_move_are_these(house: House):
    with statements() as sent:
        move(house, "base 1", "total elsewhere")

    assert sent == [
        "INSERT trees",
        "SELECT areas",
        "SELECT areas",
        "SELECT areas",
        "SELECT level_schemes",
        "UPDATE areas",
        "SELECT areas",  # the borders
        "SELECT buildings",
        "SELECT areas",
        "SELECT areas",
        "UPDATE area_spans",
        "DELETE area_spans",  # what it was until the same day
        "INSERT area_spans",
        "INSERT area_changes",
        "INSERT area_change_sides",
        "INSERT tree_log",
        "SELECT post_roles",  # what comes along with another post
        "UPDATE trees",
    ]


def paths_under(house: House, area: str) -> set[str]:
    """Of those that were added to the ground."""
    place, paths = None, set()
    while True:
        page = house.ask("list_subtree", area_id=id_of(area), limit=200, after=place)
        paths |= {
            row["path"] for row in page["items"] if row["name"].startswith("m") and " " not in row["name"]
        }
        place = page["next"]
        if place is None:
            return paths
