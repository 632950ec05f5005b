"""Which role may do what (`roles.json`), and where a caller may do it today (D2, D13)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from services.chassis import wire
from services.chassis.caller import NOWHERE, WHOLE_DISTRICT, Caller, Grant, Scope

FILE = Path(__file__).with_name("roles.json")
GATEWAY = "gateway"
OFFICES = frozenset({"service", "operator", GATEWAY})
"""Roles that principals hold by what they are, in the whole district."""
MOST_KNOWN = 10_000
LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Known:
    """A scope, and the span of time in which no grant begins or ends."""

    scope: Scope
    since: datetime
    until: datetime


class Roles:
    def __init__(self, permissions: Mapping[str, frozenset[str]]) -> None:
        self.permissions = permissions
        self._known: dict[tuple[str, tuple[Grant, ...]], _Known] = {}

    @classmethod
    def load(cls, file: Path = FILE) -> "Roles":
        listed = wire.loads(file.read_bytes())
        return cls({role: frozenset(permissions) for role, permissions in listed.items()})

    def may(self, role: str, permission: str) -> bool:
        return permission in self.permissions.get(role, frozenset())

    def scope(self, caller: Caller, permission: str, now: datetime) -> Scope:
        """The subtrees of every grant that holds now and carries the permission; NOWHERE without one."""
        if caller.kind in OFFICES:
            return WHOLE_DISTRICT if self.may(_office(caller), permission) else NOWHERE
        key = (permission, caller.grants)
        known = self._known.get(key)
        if known is None or not known.since <= now < known.until:
            known = self._work_out(caller.grants, permission, now)
            if len(self._known) >= MOST_KNOWN:
                self._known.pop(next(iter(self._known)), None)
            self._known[key] = known
        return known.scope

    def _work_out(self, grants: tuple[Grant, ...], permission: str, now: datetime) -> _Known:
        carrying = [g for g in grants if g.role not in OFFICES and self.may(g.role, permission)]
        holding = [grant for grant in carrying if grant.holds_at(now)]
        areas = {grant.area_id for grant in holding}
        scope = WHOLE_DISTRICT if None in areas else Scope(tuple(sorted(filter(None, areas))))
        until = min((grant.until for grant in holding if grant.until is not None), default=LATEST)
        return _Known(scope, now, until)


def _office(caller: Caller) -> str:
    """What stands before strangers may open keys, and nothing of what services tell each other."""
    return GATEWAY if caller.name == f"service:{GATEWAY}" else caller.kind
