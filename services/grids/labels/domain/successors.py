"""Where a retired grid's label leads: to its successors, and to theirs, until all of them are in use."""

from collections.abc import Callable, Collection, Mapping, Sequence

MOST_STEPS = 50
"""Successions that are followed: a ring ends here, and no grid has had as many."""

Successors = Callable[[Collection[str]], Mapping[str, Sequence[str]]]
Active = Callable[[Collection[str]], Collection[str]]


def followed(area_ids: Collection[str], active: Active, successors: Successors) -> list[str]:
    """Those of them, and of what came after them, that are in use; each once, in order."""
    wanted, seen, found = list(dict.fromkeys(area_ids)), set[str](), dict[str, None]()
    for _ in range(MOST_STEPS):
        if not wanted:
            break
        seen |= set(wanted)
        in_use = set(active(wanted))
        found |= dict.fromkeys(area_id for area_id in wanted if area_id in in_use)
        retired = [area_id for area_id in wanted if area_id not in in_use]
        after = successors(retired) if retired else {}
        following = (each for area_id in retired for each in after.get(area_id, ()))
        wanted = [area_id for area_id in dict.fromkeys(following) if area_id not in seen]
    return list(found)
