"""Lists of a running house on a terminal: every page, each service that has such a list."""

from collections.abc import Iterator, Sequence
from typing import Any

import click
from rich.cells import cell_len, set_cell_size

from deploy.sample.api import Api, ApiRefused

PAGE = 200
Row = dict[str, Any]


def every(api: Api, path: str, **asked: str) -> Iterator[Row]:
    """Raises ApiRefused."""
    after: dict[str, str] = {}
    while True:
        page = api.get(path, limit=PAGE, **asked, **after)
        yield from page["items"]
        if page["next"] is None:
            return
        after = {"after": page["next"]}


def of_each(api: Api, services: Sequence[str], path: str, **asked: str) -> Iterator[tuple[str, Row]]:
    """`path` has {service}; a service without such a list has nothing in it."""
    for service in services:
        try:
            yield from ((service, row) for row in every(api, path.format(service=service), **asked))
        except ApiRefused as refused:
            if refused.code != "PathUnknown":
                raise


def show(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Side by side and whole: an id that is cut short cannot be copied."""
    lines = [list(columns), *(["" if cell is None else str(cell) for cell in row] for row in rows)]
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (set_cell_size(cell, width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(padded).rstrip())
