"""What goes on for areas that ended: their successors, and theirs, until all of them stand."""

from collections.abc import Callable, Collection, Mapping, Sequence

MOST_STEPS = 50
"""Successions that are followed: a ring ends here, and no grid has had as many."""

Successors = Callable[[Collection[str]], Mapping[str, Sequence[str]]]
Standing = Callable[[Collection[str]], Collection[str]]


def followed(area_ids: Collection[str], standing: Standing, successors: Successors) -> list[str]:
    """Those of them, and of what came after them, that stand; each once, in order."""
    wanted, seen, found = list(dict.fromkeys(area_ids)), set[str](), dict[str, None]()
    for _ in range(MOST_STEPS):
        if not wanted:
            break
        seen |= set(wanted)
        stand = set(standing(wanted))
        found |= dict.fromkeys(area_id for area_id in wanted if area_id in stand)
        ended = [area_id for area_id in wanted if area_id not in stand]
        after = successors(ended) if ended else {}
        following = (each for area_id in ended for each in after.get(area_id, ()))
        wanted = [area_id for area_id in dict.fromkeys(following) if area_id not in seen]
    return list(found)
