"""What the decorators of an entrypoint leave behind, and how to find it on a service class.

`method.linli` is one of these specs; a `mirror(...)` attribute carries a MirrorSpec. Both the
bus and the contract generator read them, so this file imports no framework.
"""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeVar

from services.chassis import errors
from services.chassis.domain import DomainError

if TYPE_CHECKING:
    from services.chassis.schema import Schema

Reads = Literal["public", "personal"]


@dataclass(frozen=True)
class RpcSpec:
    """`reads` None means that the method writes; `keeps` that a repeated request gets the first answer."""

    permission: str
    takes: "Schema | None"
    gives: "Schema"
    refuses: tuple[type[DomainError], ...] = ()
    reads: Reads | None = None
    name: str = ""
    keeps: bool = True

    def may_refuse(self, error: DomainError) -> bool:
        """Named in the contract, or one of the chassis's own; any other is a defect."""
        return isinstance(error, self.refuses) or type(error).__module__ == errors.__name__

    def meant(self, error: DomainError) -> DomainError:
        """A rule speaks of fields of several requests: it names those that this one has, if it has any."""
        places = [self.takes.place_of(name) for name in error.about] if self.takes else []
        there = dict.fromkeys(place for place in places if place is not None)
        return error.at(*there) if there else error


@dataclass(frozen=True)
class OnSpec:
    source: str
    event: str
    reads: "Schema"
    name: str = ""


@dataclass(frozen=True)
class EverySpec:
    """`waits_for_others`: a run may last longer than its lease, which is renewed meanwhile."""

    seconds: float
    name: str = ""
    waits_for_others: bool = False


@dataclass(frozen=True)
class JobSpec:
    """Work in steps; whoever asked for it must hold `permission` at each of them.

    Of what `is_bulk` the method only gathers what the child is given, which does the steps."""

    permission: str
    name: str = ""
    is_bulk: bool = False


@dataclass(frozen=True)
class MirrorSpec:
    """`feed` is the source's RPC that gives all rows; `name` the attribute on the service.

    Of a tree `moves` is the event that tells of a move, and `log` the source's RPC that gives all moves.
    """

    table: str
    source: str
    event: str
    feed: str
    name: str = ""
    moves: str = ""
    log: str = ""

    @property
    def events(self) -> tuple[str, ...]:
        """What its queue is bound to."""
        return (self.event, self.moves) if self.moves else (self.event,)


S = TypeVar("S", RpcSpec, OnSpec, EverySpec, JobSpec, MirrorSpec)


def rpcs_of(service: type) -> tuple[RpcSpec, ...]:
    return tuple(_specs(service, RpcSpec))


def listeners_of(service: type) -> tuple[OnSpec, ...]:
    return tuple(_specs(service, OnSpec))


def timers_of(service: type) -> tuple[EverySpec, ...]:
    return tuple(_specs(service, EverySpec))


def jobs_of(service: type) -> tuple[JobSpec, ...]:
    return tuple(_specs(service, JobSpec))


def mirrors_of(service: type) -> tuple[MirrorSpec, ...]:
    return tuple(_specs(service, MirrorSpec))


def _specs(service: type, kind: type[S]) -> Iterator[S]:
    """In the order of attribute names, mixins included; an attribute's name is the spec's default."""
    for attribute in sorted(dir(service)):
        spec = getattr(inspect.getattr_static(service, attribute), "linli", None)
        if isinstance(spec, kind):
            yield spec if spec.name else replace(spec, name=attribute)
