"""What a service writes for its child: the transaction, and the work of each kind of job."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.chassis.jobs import Finished, Job, Step
from services.chassis.seal import Seals
from services.chassis.settings import Settings
from services.chassis.storage.transaction import Transaction
from services.chassis.words import Catalogue

Begin = Callable[[Caller], AbstractContextManager[Any]]


class TooSoon(Exception):
    """The next step may begin so many seconds from now; whoever waits has the place until then."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Work(Protocol):
    """One holding of a job; it may keep what it has read from step to step."""

    def prepare(self, job: Job, caller: Caller) -> None:
        """What the next step needs that takes long: no transaction waits for it, and no deadline runs.

        Raises TooSoon."""

    def step(self, job: Job, begin: Begin, caller: Caller) -> Step | Finished:
        """One step in one transaction; asked again with the same cursor when somebody else came first."""


@dataclass(frozen=True)
class Tools:
    """What a work finds in its process; the district's keys are there."""

    settings: Settings
    catalogue: Catalogue
    clock: Clock
    seals: Seals


@dataclass(frozen=True)
class BulkService:
    """`works` by the name of the job; each is made of what the house's own step of it returned.

    `grows` are the tables that they fill.
    """

    name: str
    transaction: type[Transaction]
    works: Mapping[str, Callable[[Any, Tools], Work]]
    grows: tuple[str, ...] = ()
