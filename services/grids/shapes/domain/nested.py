"""Drawn areas level by level: what is drawn next below each that has something drawn below it."""

from collections.abc import Iterator, Mapping

from services.grids.shapes.domain.outline import Outline

Levels = Iterator[tuple[str, Outline, Mapping[str, Outline]]]


def levels(
    area_id: str, whole: Outline | None, drawn: Mapping[str, Outline], paths: Mapping[str, str]
) -> Levels:
    """The area itself first, where it has an outline, with whatever is drawn next below it, and then each
    in which another one is drawn. What has no path stands directly below the area."""
    below = _next_below(area_id, sorted(drawn, key=lambda each: paths.get(each, "")), paths)
    if whole is not None:
        yield area_id, whole, {each: drawn[each] for each in below.get(area_id, ())}
    for above_id in sorted(below.keys() - {area_id}):
        yield above_id, drawn[above_id], {each: drawn[each] for each in below[above_id]}


def _next_below(area_id: str, ids: list[str], paths: Mapping[str, str]) -> dict[str, list[str]]:
    """`ids` by path: whatever an area lies in was there before it."""
    found, within = dict[str, list[str]](), list[str]()
    for each in ids:
        while within and not _lies_in(paths.get(each), paths.get(within[-1])):
            within.pop()
        found.setdefault(within[-1] if within else area_id, []).append(each)
        within.append(each)
    return found


def _lies_in(path: str | None, above: str | None) -> bool:
    return path is not None and above is not None and path.startswith(above)
