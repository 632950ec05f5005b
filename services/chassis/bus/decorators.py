"""What a room writes on its entrypoints; the container reads it (specs.py), nothing runs here."""

from collections.abc import Callable
from typing import TypeVar

from services.chassis.domain import DomainError
from services.chassis.schema import Schema
from services.chassis.specs import EverySpec, JobSpec, MirrorSpec, OnSpec, Reads, RpcSpec

Method = TypeVar("Method", bound=Callable[..., object])


def rpc(
    permission: str,
    *,
    takes: Schema | None = None,
    gives: Schema,
    refuses: tuple[type[DomainError], ...] = (),
    reads: Reads | None = None,
    keeps: bool = True,
) -> Callable[[Method], Method]:
    """A method other rooms and the gateway may call; without `reads` it writes, in one transaction.

    `keeps` False: the answer shows what is sealed, so a repeated request is one more showing, looked at
    and written down anew."""
    return _marked(RpcSpec(permission, takes, gives, refuses, reads, keeps=keeps))


def on(source: str, event: str, *, reads: Schema) -> Callable[[Method], Method]:
    """Hear an event exactly once, in any order; `reads` names the only fields that are read."""
    return _marked(OnSpec(source, event, reads))


def every(seconds: float, *, waits_for_others: bool = False) -> Callable[[Method], Method]:
    """Run by one instance at a time, once per district and tick; each `begin` commits at its end.

    `waits_for_others`: what it does outside its transactions may take longer than the lease."""
    return _marked(EverySpec(seconds, waits_for_others=waits_for_others))


def job(permission: str) -> Callable[[Method], Method]:
    """Takes a Job and the caller who asked for it, does one step in one transaction, and returns how far it
    is as a Step, or Finished. Calls to other services come before the step's first `begin`."""
    return _marked(JobSpec(permission))


def bulk_job(permission: str) -> Callable[[Method], Method]:
    """Takes a Job and the caller, and returns what the child is given that the service's `bulk` names
    (D17): what other services say. The child does the steps."""
    return _marked(JobSpec(permission, is_bulk=True))


class Mirror:
    """A projection of another service's rows, kept by row versions (D5)."""

    def __init__(self, spec: MirrorSpec) -> None:
        self.linli = spec


def mirror(table: str, *, source: str, event: str, feed: str) -> Mirror:
    return Mirror(MirrorSpec(table, source, event, feed))


def tree_mirror(table: str, *, source: str, event: str, feed: str, moves: str, log: str) -> Mirror:
    """The rows of a tree, each with its `path`: what is moved comes as one event, however much it is."""
    return Mirror(MirrorSpec(table, source, event, feed, moves=moves, log=log))


def _marked(spec: RpcSpec | OnSpec | EverySpec | JobSpec) -> Callable[[Method], Method]:
    def mark(method: Method) -> Method:
        method.linli = spec  # type: ignore[attr-defined]
        return method

    return mark
