"""A step of a job as a call: whoever asked must still be allowed, and the job's row lies in it."""

from datetime import datetime
from typing import Any

from services.chassis.caller import Caller
from services.chassis.domain import Stale
from services.chassis.errors import DatabaseUnavailable, DeadlinePassed, IdTaken, PermissionMissing
from services.chassis.roles import Roles
from services.chassis.storage.call import Call
from services.chassis.storage.database import Database
from services.chassis.storage.failures import has_timed_out
from services.chassis.storage.forwarding import Overtaken
from services.chassis.storage.jobs import JobRun
from services.chassis.storage.transaction import Transaction

PASSING = (Stale, IdTaken, Overtaken)
"""Somebody else came first: the same step may well succeed a little later. Other conflicts are rules."""
STEP_WITHIN = 30.0
"""Seconds; a statement ends with it, and a call to another service."""


def is_too_slow(broken: Exception) -> bool:
    """Whether the step itself took too long, which it may do every time; nothing that it needs was away."""
    timed_out = isinstance(broken, DatabaseUnavailable) and has_timed_out(broken)
    return timed_out or isinstance(broken, DeadlinePassed)


def step_call(
    database: Database,
    transaction: type[Transaction],
    roles: Roles,
    run: JobRun,
    *,
    caller: Caller,
    permission: str,
    action: str,
    now: datetime,
) -> Call[Any]:
    """Raises PermissionMissing."""
    scope = roles.scope(caller, permission, now)
    if scope.is_empty:
        raise PermissionMissing(permission=permission)
    return Call(
        database,
        transaction,
        caller=caller,
        permission=permission,
        scope=scope,
        writes=True,
        action=action,
        now=now,
        joining=run,
        deadline=now.timestamp() + STEP_WITHIN,
    )
