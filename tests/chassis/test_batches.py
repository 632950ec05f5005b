"""Many things come so many at a time."""

import pytest

from services.chassis.batches import batches


@pytest.mark.parametrize(
    ("things", "told"), [("", []), ("a", ["a"]), ("ab", ["ab"]), ("abc", ["ab", "c"]), ("abcd", ["ab", "cd"])]
)
def test_all_come_in_their_order_and_only_the_last_ones_may_be_fewer(things: str, told: list[str]):
    assert list(batches(things, 2)) == told
