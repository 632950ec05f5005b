"""A code of an area no longer holds from a day on; it is never given again (废码不用)."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.areas.domain.codes import CodeScheme
from services.grids.areas.domain.errors import CodeNotBorne
from services.grids.areas.use_cases.ports import Begin, Row


@dataclass(frozen=True)
class RetireCode:
    """`valid_to` is the first day on which it holds no longer; on its own first, or before, it never does."""

    area_id: str
    code: str
    valid_to: date
    seen_version: int
    scheme: str | None = None


def retire_code(command: RetireCode, begin: Begin, caller: Caller, today: date) -> Row:
    scheme = CodeScheme.named(command.scheme)
    with begin(caller) as tx:
        tree = tx.trees.lock()
        area = tx.areas.get(command.area_id, command.seen_version)
        area.must_stand()
        borne = {(code.scheme, code.code): code for code in tx.codes.of(area.id)}
        if (scheme, command.code) not in borne:
            raise CodeNotBorne(scheme=scheme, area_code=command.code)
        tx.codes.end(borne[scheme, command.code].retired(command.valid_to, today))
        area.version += 1
        tx.areas.save(area)
        tx.record(*tree.changed([area]))
        return tx.area_views.one(area.id)
