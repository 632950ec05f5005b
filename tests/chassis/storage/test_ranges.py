"""Prefixes and subtrees as ranges that an index can answer (D10)."""

import pytest
from sqlalchemy import column, insert, select

from services.chassis.storage.ranges import starts_with, under
from tests.chassis.storage.builders import HERE
from tests.chassis.storage.shop.tables import areas

NAMES = [
    "八里",
    "八里庄",
    "八里庄社区",
    "八里店",
    "八",
    "Ea",
    "East",
    "east",
    "Easu",
    "E\U0010ffff",
    "E\U0010ffffx",
    "\ud7ff",
    "\ue000",
    "",
]


@pytest.fixture
def named(database):
    with database.work(HERE) as work:
        for place, name in enumerate(NAMES):
            work.execute(insert(areas).values(district=HERE, id=f"area-{place}", path=f"{place}/", name=name))
    return database


@pytest.mark.parametrize(
    "prefix", ["八里庄", "八", "Eas", "E", "e", "E\U0010ffff", "\ud7ff", "\U0010ffff", "none", ""]
)
def test_a_prefix_finds_what_starts_so_and_nothing_else(named, prefix):
    with named.look(HERE) as look:
        found = look.all(select(areas.c.name).where(look.of(areas), starts_with(areas.c.name, prefix)))

    assert sorted(row["name"] for row in found) == sorted(name for name in NAMES if name.startswith(prefix))


def test_a_subtree_has_its_root_and_no_neighbour(database):
    with database.work(HERE) as work:
        for place, path in enumerate(["a/", "a/b/", "a/b/c/", "a/b0/", "a/bb/", "a/c/", "ab/"]):
            work.execute(insert(areas).values(district=HERE, id=f"area-{place}", path=path, name=""))
        found = work.all(select(areas.c.path).where(work.of(areas), under(areas.c.path, "a/b/")))

    assert [row["path"] for row in found] == ["a/b/", "a/b/c/"]


def test_a_path_ends_with_a_slash():
    with pytest.raises(ValueError, match="ends with"):
        under(column("path"), "a/b")


def test_no_condition_says_like():
    assert "LIKE" not in str(starts_with(column("name"), "八里%_"))
