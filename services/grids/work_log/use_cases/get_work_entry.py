"""Somebody reads an entry of the work log."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.work_log.use_cases.ports import Begin, Row


@dataclass(frozen=True)
class GetWorkEntry:
    entry_id: str


def get_work_entry(command: GetWorkEntry, begin: Begin, caller: Caller) -> Row:
    with begin(caller) as tx:
        return tx.work_views.one(command.entry_id)
