"""Somebody has died: their residence ends."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.members.residents.use_cases.ports import Begin, Row


@dataclass(frozen=True)
class RecordDeath:
    resident_id: str
    died_on: date
    seen_version: int


def record_death(command: RecordDeath, begin: Begin, caller: Caller, today: date) -> Row:
    with begin(caller) as tx:
        tx.tallies.hold()
        resident = tx.residencies.get(command.resident_id, command.seen_version)
        ended, *events = resident.die(command.died_on, today)
        tx.residencies.save(ended)
        tx.record(*events)
        if resident.lives_there:
            tx.tallies.resident_left(ended.area_id)
        return tx.resident_views.one(ended.id)
