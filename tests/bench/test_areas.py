"""What is asked of a generated tree is what it was made for, at a size that takes no time."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tests.bench.area_tree import FULL, LEVELS, OF_SUBTREES, SUBTREE, AreaTree
from tests.bench.areas import ASKING, Sizes, measured
from tests.servers import PostgreSql

SMALL = Sizes(tree=30_000, smaller=10_000, sheet=5_000, warm=2, asked=24, moves=2)


def test_a_small_ground_is_measured_as_the_large_one_is(server: PostgreSql | None, tmp_path: Path):
    figures = {figure.name: figure.value for figure in measured(server, tmp_path / "areas", SMALL)}
    growths = {f"{name}_growth" for name in ASKING}
    assert figures.keys() == {*ASKING, *growths, "area_move_s", "area_import_s", "area_counts_ms"}
    assert all(value > 0 for value in figures.values())


@pytest.mark.parametrize("size", [20_000, 50_000])
def test_each_of_the_third_level_has_ten_thousand_in_its_subtree(size: int):
    tree = AreaTree(size, "bench")
    roots = tree.places(OF_SUBTREES)
    inside = Counter(row["community_id"] for row in tree.rows() if row["community_id"])
    assert inside == {tree.id_of(root): SUBTREE for root in roots}
    assert SUBTREE == 10_000


def test_six_in_each_have_some_hundred_right_below_and_all_others_few():
    tree = AreaTree(20_000, "bench")
    children = Counter(row["parent_id"] for row in tree.rows() if int(row["id"][-12:]) in tree.places(7))
    full = {tree.id_of(place) for place in tree.full_ones()}
    assert len(full) == 12
    assert {children.pop(each) for each in full} == {FULL}
    assert set(children.values()) == {5, 6}


def test_as_many_begin_like_a_name_in_a_small_tree_as_in_a_large_one():
    random = Random(7)
    for size in (20_000, 40_000):
        tree = AreaTree(size, "bench")
        names = [tree.name_of(place) for place in tree.places(LEVELS - 1)]
        for place in (random.choice(tree.below(1, LEVELS - 1)) | 1 for _ in range(5)):
            alike = sum(name.startswith(tree.prefix_of(place)) for name in names)
            assert 200 < alike < 220
