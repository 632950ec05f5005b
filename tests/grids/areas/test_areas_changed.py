"""Areas moved and renamed, on both databases."""

from typing import Any

import pytest

from services.chassis.errors import StaleVersion
from services.grids.areas.domain.errors import (
    AreaNameTaken,
    AreaUnknown,
)
from services.grids.areas.domain.kinds import AreaKind
from tests.grids.builders import an_area, id_of
from tests.grids.house import House, statements


def move(house: House, area: str, under: str, seen_version: int = 1) -> Any:
    return house.ask("move_area", area_id=id_of(area), parent_id=id_of(under), seen_version=seen_version)


def test_a_move_rewrites_the_subtree_in_one_statement(house):
    with statements() as sent:
        moved = move(house, "base 1", "total elsewhere")

    assert sent.count("UPDATE areas") == 1
    assert (moved["path"], moved["parent_id"], moved["version"]) == (
        "1/2/4/6/8/",
        id_of("total elsewhere"),
        2,
    )
    below = house.ask("list_subtree", area_id=id_of("base 1"))["items"]
    assert [(row["path"], row["version"]) for row in below] == [
        ("1/2/4/6/8/", 2),
        ("1/2/4/6/8/b/", 2),
        ("1/2/4/6/8/c/", 2),
    ]


def test_a_move_is_told_row_by_row_with_the_next_tree_version(house):
    move(house, "base 1", "total elsewhere")

    _, told = house.told()
    assert (told["type"], told["data"]["tree_version"]) == ("linli.grids.AreasChanged.v1", 2)
    assert [row["id"] for row in told["data"]["rows"]] == [
        id_of("base 1"),
        id_of("micro 1"),
        id_of("micro 2"),
    ]
    assert set(told["data"]["rows"][0]) == {
        "id", "parent_id", "path", "kind", "name", "active", "version", "removed",
    }  # fmt: skip


def test_a_move_of_many_is_told_in_batches(house):
    for start in (0, 500):
        micros = (an_area(f"m{number}", AreaKind.MICRO, "base 1") for number in range(start, start + 500))
        house.ask("found_areas", areas=list(micros))

    move(house, "base 1", "total elsewhere")

    batches = [(told["data"]["tree_version"], len(told["data"]["rows"])) for told in house.told()]
    assert batches == [(1, 14), (2, 500), (3, 500), (4, 500), (5, 500), (6, 3)]


def test_a_stale_move_shows_what_stands_now(house):
    renamed = house.ask("rename_area", area_id=id_of("base 1"), name="renamed", seen_version=1)

    with pytest.raises(StaleVersion) as refused:
        move(house, "base 1", "total elsewhere")

    assert refused.value.values == {"sent_version": 1, "current_version": 2, "current": renamed}


@pytest.mark.parametrize(("area", "under"), [("base 1", "total elsewhere"), ("base elsewhere", "total")])
def test_a_move_needs_both_ends(house, area, under):
    with pytest.raises(AreaUnknown):
        move(house.holding(id_of("community")), area, under)


def test_a_move_inside_what_the_caller_holds_is_done(house):
    assert move(house.holding(id_of("community")), "micro 1", "base 2")["version"] == 2


def test_a_new_name_is_kept_and_told(house):
    renamed = house.ask("rename_area", area_id=id_of("base 1"), name="又一网格", seen_version=1)

    assert (renamed["name"], renamed["version"]) == ("又一网格", 2)
    assert house.ask("get_area", area_id=id_of("base 1"))["name"] == "又一网格"
    assert house.told()[-1]["data"]["rows"][0]["name"] == "又一网格"


def test_a_name_beside_it_is_not_free(house):
    with pytest.raises(AreaNameTaken):
        house.ask("rename_area", area_id=id_of("base 1"), name="base 2", seen_version=1)
