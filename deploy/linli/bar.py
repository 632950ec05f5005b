"""A bar on the terminal while a job goes on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from deploy.sample.api import Api
from deploy.sample.load_register import followed

Job = dict[str, Any]


@contextmanager
def bar() -> Iterator[Callable[[Job], None]]:
    """What is told of a job draws it; nothing where there is no terminal."""
    shown = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*shown) as progress:
        task = progress.add_task("", total=None)

        def draw(job: Job) -> None:
            progress.update(task, description=job["kind"], completed=job["done"], total=job["total"])

        yield draw


def follow_job(api: Api, job_id: str) -> Job:
    """As it is at its end."""
    with bar() as draw:
        return followed(api, job_id, draw)
