"""Buckets in one process: so many at once, then one by one, in bounded memory."""

import pytest

from gateway.rates.own_buckets import OwnBuckets
from gateway.rates.rate import SECOND, Draw, Limit, Rate, Short, Whose


class Hand:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000_000

    def __call__(self) -> int:
        return self.now

    def go(self, seconds: float) -> None:
        self.now += round(seconds * SECOND)


@pytest.fixture
def hand() -> Hand:
    return Hand()


def a_limit(text: str, gateways: int = 1) -> Limit:
    limit = Limit.parse(Whose.PERSON, "reading", text, gateways)
    assert limit is not None
    return limit


def took(buckets: OwnBuckets, limit: Limit, times: int, key: str = "li-na") -> int:
    return sum(buckets.take([Draw(limit, key)]) is None for _ in range(times))


@pytest.mark.parametrize(
    ("text", "requests"), [("1/1", 1), ("3/60", 3), ("7/60", 7), ("999/60", 999), ("1/86400", 1)]
)
def test_a_full_bucket_holds_what_the_rate_says(hand: Hand, text: str, requests: int):
    assert took(OwnBuckets(hand), a_limit(text), requests + 5) == requests


def test_an_empty_bucket_says_when_it_has_one_more_and_then_it_has(hand: Hand):
    buckets, limit = OwnBuckets(hand), a_limit("6/60")
    took(buckets, limit, 6)
    assert buckets.take([Draw(limit, "li-na")]) == Short(limit, 10 * SECOND)
    hand.go(10)
    hand.now -= 1
    assert took(buckets, limit, 1) == 0
    hand.now += 1
    assert took(buckets, limit, 2) == 1


def test_a_bucket_is_full_again_after_its_time_and_never_fuller(hand: Hand):
    buckets, limit = OwnBuckets(hand), a_limit("6/60")
    took(buckets, limit, 6)
    hand.go(600)
    assert took(buckets, limit, 20) == 6


def test_of_two_buckets_none_is_drawn_from_when_one_is_empty(hand: Hand):
    buckets, small, large = OwnBuckets(hand), a_limit("1/60"), a_limit("3/60")
    both = [Draw(large, "address"), Draw(small, "li-na")]
    assert buckets.take(both) is None
    assert [buckets.take(both), buckets.take(both)] == [Short(small, 60 * SECOND)] * 2
    assert took(buckets, large, 5, "address") == 2


def test_of_two_empty_buckets_the_emptier_says_when(hand: Hand):
    buckets, slow, quick = OwnBuckets(hand), a_limit("1/60"), a_limit("1/5")
    both = [Draw(slow, "a"), Draw(quick, "b")]
    buckets.take(both)
    assert buckets.take(both) == Short(slow, 60 * SECOND)


@pytest.mark.parametrize(("gateways", "requests"), [(1, 10), (2, 5), (3, 3), (10, 1), (11, 1)])
def test_each_of_several_gateways_lets_its_part_through_and_at_least_one(
    hand: Hand, gateways: int, requests: int
):
    assert took(OwnBuckets(hand), a_limit("10/60", gateways), 20) == requests


def test_no_more_buckets_are_kept_than_there_is_room_for(hand: Hand):
    buckets, limit = OwnBuckets(hand, most=100), a_limit("1/60")
    for number in range(1000):
        took(buckets, limit, 1, f"address-{number}")
        assert len(buckets._full_at) <= 100
    assert took(buckets, limit, 1, "address-999") == 0


def test_full_buckets_are_forgotten_before_empty_ones(hand: Hand):
    buckets, long, short = OwnBuckets(hand, most=100), a_limit("1/3600"), a_limit("1/1")
    took(buckets, long, 1, "li-na")
    for number in range(99):
        took(buckets, short, 1, f"address-{number}")
    hand.go(2)
    took(buckets, short, 1, "one-more")
    assert took(buckets, long, 1, "li-na") == 0


def test_a_rate_of_a_million_a_second_is_a_rate():
    assert Rate.parse("1000000/1") == Rate(period=1, depth=SECOND)
    assert Rate.parse("9999999/1").period == 1
