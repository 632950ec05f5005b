"""Who is killed, and when."""

from itertools import islice
from random import Random

from tests.faults.kills import in_rounds

NAMES = ("members", "grids", "care", "notify", "gateway")


def test_as_many_kills_as_processes_meet_each_of_them():
    killed = list(islice(in_rounds(NAMES, Random(1)), 10))
    assert sorted(killed[:5]) == sorted(killed[5:]) == sorted(NAMES)
    assert killed[:5] != killed[5:]
