"""What a page calls the things that it shows, in sentences too: nobody who reads one knows an id."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Naming = Callable[[str], str | None]
ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
IDS = re.compile(ID)
IN_BRACKETS = re.compile(f"\\s*[（(][^（()）]*{ID}[^（()）]*[）)]")
NAMELESS = (
    (re.compile(f"编号为 ?{ID} ?的"), "这个"),
    (re.compile(f" with the id {ID}"), ""),
    (re.compile(f"(?<=[^\\x00-\\x7f]) {ID} (?=[^\\x00-\\x7f])"), ""),
    (re.compile(f" {ID}|{ID} ?"), ""),
)
"""What becomes of an id that nothing is called by."""
NAMED = (
    ("grids.get_area", "/v1/areas/{id}"),
    ("grids.get_staff", "/v1/staff/{id}"),
    ("grids.get_grouping", "/v1/groupings/{id}"),
)
"""What is asked for a name, and where."""


def names_in(values: Mapping[str, Any]) -> dict[str, str]:
    """By id: of things that a page has by themselves, in lists, or by their ids."""
    things = (each for value in values.values() for each in _things(value))
    return {each["id"]: name for each in things if (name := each.get("name") or each.get("display_name"))}


def with_names(said: str, named: Naming) -> str:
    """Names for ids; brackets that would name nothing, or what is named already, are left out."""
    outside = IN_BRACKETS.sub("", said)
    said = IN_BRACKETS.sub(lambda found: _bracket(found[0], outside, named), said)
    said = IDS.sub(lambda found: named(found[0]) or found[0], said)
    for nameless, instead in NAMELESS:
        said = nameless.sub(instead, said)
    return said


def _bracket(said: str, outside: str, named: Naming) -> str:
    names = [named(each) for each in IDS.findall(said)]
    return "" if any(name is None or name in outside for name in names) else said


def _things(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping) and isinstance(value.get("id"), str):
        yield value
    elif isinstance(value, Mapping | list):
        inner = value.values() if isinstance(value, Mapping) else value
        yield from (each for each in inner if isinstance(each, Mapping) and isinstance(each.get("id"), str))
