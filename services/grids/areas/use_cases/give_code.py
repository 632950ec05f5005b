"""An area gets a code in a scheme, from a day on."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.areas.domain.codes import AreaCode, NewCode, refuse_before_founding, refuse_overlaps
from services.grids.areas.domain.errors import CodeTaken
from services.grids.areas.use_cases.ports import Begin, Row
from services.grids.areas.use_cases.registered import refuse_unregistered
from services.grids.areas.use_cases.warn import warn


@dataclass(frozen=True)
class GiveCode:
    area_id: str
    code: str
    valid_from: date
    seen_version: int
    scheme: str | None = None
    valid_to: date | None = None


def give_code(command: GiveCode, begin: Begin, caller: Caller, today: date) -> Row:
    new = NewCode(command.scheme, command.code, command.valid_from, command.valid_to)
    code = AreaCode.given(command.area_id, new)
    with begin(caller) as tx:
        tree = tx.trees.lock()
        area = tx.areas.get(command.area_id, command.seen_version)
        area.must_stand()
        founded_on = tx.area_kinds.founded_on([area.id]).get(area.id)
        refuse_before_founding([code], founded_on, "valid_from")
        refuse_unregistered([code], tx)
        if tx.given.codes([code]):
            raise CodeTaken(scheme=code.scheme, area_code=code.code)
        borne = tx.codes.of(area.id)
        refuse_overlaps(area.id, [*borne, code], "valid_from")
        kinds = tx.level_schemes.on(today)
        warnings = warn([code], {area.id: area}, kinds, tx.given, borne)
        tx.codes.add([code])
        area.version += 1
        tx.areas.save(area)
        tx.record(*tree.changed([area]))
        return {**tx.area_views.one(area.id), "warnings": warnings}
