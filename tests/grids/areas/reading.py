"""Lists asked of a house, whole or page by page."""

from typing import Any

from tests.grids.house import House


def names(house: House, method: str, **asked: Any) -> list[str]:
    return [row["name"] for row in house.ask(method, **asked)["items"]]


def all_pages(house: House, method: str, limit: int, **asked: Any) -> list[str]:
    """Page after page, until there is none."""
    seen: list[str] = []
    after = None
    while True:
        page = house.ask(method, limit=limit, after=after, **asked)
        assert len(page["items"]) <= limit
        seen += [row["name"] for row in page["items"]]
        after = page["next"]
        if after is None:
            return seen
