"""Areas moved and renamed, on both databases."""

from typing import Any

import pytest

from services.chassis.errors import StaleVersion
from services.grids.areas.domain.errors import (
    AreaNameTaken,
    AreaUnknown,
    ParentKindWrong,
)
from tests.grids.builders import id_of
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
        ("1/2/4/6/8/b/", 1),
        ("1/2/4/6/8/c/", 1),
    ]


def test_a_move_is_told_by_its_paths_and_its_root_with_the_next_tree_version(house):
    move(house, "base 1", "total elsewhere")

    _, told = house.told()
    assert (told["type"], told["subject"]) == ("linli.grids.AreasMoved.v1", id_of("base 1"))
    [root] = told["data"].pop("rows")
    assert told["data"] == {
        "area_id": id_of("base 1"),
        "tree_version": 1,
        "old_path": "1/2/3/5/8/",
        "new_path": "1/2/4/6/8/",
    }
    assert (root["id"], root["parent_id"], root["version"]) == (
        id_of("base 1"),
        id_of("total elsewhere"),
        2,
    )
    assert set(root) == {"id", "parent_id", "path", "kind", "name", "active", "version", "removed"}


def test_a_move_is_in_the_log_with_its_moment(house):
    move(house, "base 1", "total elsewhere")
    move(house, "base 2", "total elsewhere")

    first, second = house.ask("read_tree_log")["items"]
    assert first == {
        "tree_version": 1,
        "area_id": id_of("base 1"),
        "parent_id": id_of("total elsewhere"),
        "old_path": "1/2/3/5/8/",
        "new_path": "1/2/4/6/8/",
        "moved_at": "2026-03-05T09:30:00+08:00",
    }
    assert (second["tree_version"], second["area_id"]) == (2, id_of("base 2"))


def test_the_log_is_read_from_any_version_on_page_by_page(house):
    for seen, under in enumerate(["total elsewhere", "total", "total elsewhere"], start=1):
        move(house, "base 1", under, seen)

    page = house.ask("read_tree_log", after=[1], limit=1)
    assert ([each["tree_version"] for each in page["items"]], page["next"]) == ([2], [2])
    assert (page["tree_version"], house.ask("read_tree_log", after=[3])["items"]) == (3, [])
    assert house.elsewhere().ask("read_tree_log") == {"items": [], "next": None, "tree_version": 0}


def test_a_refused_move_is_not_in_the_log(house):
    with pytest.raises(ParentKindWrong):
        move(house, "base 1", "community")

    assert house.ask("read_tree_log") == {"items": [], "next": None, "tree_version": 0}


def test_what_is_told_of_rows_says_which_moves_their_paths_have_made(house):
    move(house, "base 1", "total elsewhere")
    house.ask("rename_area", area_id=id_of("micro 1"), name="又一网格", seen_version=1)

    told = house.told()[-1]["data"]
    assert (told["tree_version"], told["rows"][0]["path"]) == (1, "1/2/4/6/8/b/")
    assert house.ask("feed_areas", limit=1)["tree_version"] == 1


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


@pytest.mark.parametrize(
    ("method", "same"),
    [("rename_area", {"name": "micro 1"}), ("move_area", {"parent_id": id_of("base 1")})],
)
def test_what_changes_nothing_is_no_change(house, method, same):
    def all_of_it():
        history = house.ask("list_area_changes", area_id=id_of("micro 1"))
        return house.ask("feed_areas", limit=200), history, house.told()

    before = all_of_it()

    assert house.ask(method, area_id=id_of("micro 1"), seen_version=1, **same)["version"] == 1
    assert all_of_it() == before
    with pytest.raises(StaleVersion):
        house.ask(method, area_id=id_of("micro 1"), seen_version=0, **same)
