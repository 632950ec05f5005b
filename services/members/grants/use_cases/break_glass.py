"""In an emergency somebody takes their role to where it does not count: for a reason, for three hours."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.members.grants.domain.errors import AreaEnded, AreaUnknown, RoleNotHeld
from services.members.grants.domain.grant import GLASS_BROKEN_FOR, Grant, Source
from services.members.grants.domain.role import Role
from services.members.grants.use_cases.ports import Begin, Row


@dataclass(frozen=True)
class BreakGlass:
    id: str
    role: Role
    area_id: str
    reason: str


def break_glass(command: BreakGlass, begin: Begin, caller: Caller) -> Row:
    with begin(caller) as tx:
        if not any(held.role == command.role.value and held.holds_at(tx.now) for held in caller.grants):
            raise RoleNotHeld(role=command.role)
        tx.ground.keep()
        area = tx.ground.known(command.area_id)
        if area is None:
            raise AreaUnknown(area_id=command.area_id)
        if not area.active:
            raise AreaEnded(area_id=command.area_id)
        taken = Grant(
            command.id,
            caller.id,
            command.role,
            command.area_id,
            tx.now,
            tx.now + GLASS_BROKEN_FOR,
            command.reason,
            Source.BREAK_GLASS,
            caller.name,
            tx.now,
        )
        tx.record(taken.given())
        tx.grants.add([taken])
        tx.explain(command.reason)
        tx.name(taken.id)
        return vars(taken)
