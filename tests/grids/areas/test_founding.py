"""The order of a batch, and what is wrong with it in itself."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.grids.areas.domain.errors import AreaTwiceInBatch, CycleInBatch
from services.grids.areas.domain.founding import parents_first, parents_outside
from tests.grids.builders import an_area, id_of, the_ground


@given(st.randoms(use_true_random=False))
def test_parents_come_first_however_the_batch_is_shuffled(random: Random):
    batch = list(the_ground())
    random.shuffle(batch)

    seen: set[str] = set()
    for new in parents_first(batch):
        assert new.parent_id is None or new.parent_id in seen
        seen.add(new.id)
    assert len(seen) == len(batch)


def test_an_area_is_not_twice_in_a_batch():
    twice = an_area("twice", "base", "total")

    with pytest.raises(AreaTwiceInBatch) as refused:
        parents_first([an_area("once", "base", "total"), twice, twice])

    assert refused.value.values == {"area_id": twice.id}


@pytest.mark.parametrize("ring", [("a",), ("a", "b"), ("a", "b", "c")])
def test_a_ring_of_parents_is_refused(ring):
    above = dict(zip(ring, ring[1:] + ring[:1], strict=True))
    batch = [an_area(name, "base", above[name]) for name in ring]

    with pytest.raises(CycleInBatch) as refused:
        parents_first([*the_ground(), *batch])

    assert refused.value.values["area_id"] in {id_of(name) for name in ring}


def test_the_parents_that_have_to_stand_already_are_those_outside_the_batch():
    batch = [an_area("base", "base", "total"), an_area("micro", "micro", "base")]

    assert parents_outside(batch) == {id_of("total")}


def test_an_area_at_the_top_needs_no_parent_to_stand():
    assert parents_outside(the_ground()) == set()
