"""How many lived in an area and in those right below it at the end of a day, as the ground traces them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from services.chassis.caller import Caller
from services.members.tallies.domain.report import Report, Traced, Unplaced, reported
from services.members.tallies.use_cases.ports import Begin


@dataclass(frozen=True)
class ReportPeople:
    """What the ground says of the day, and of the day as of which its counts are shown."""

    area_id: str
    on: date
    as_of: date
    areas: tuple[Traced, ...]
    unplaced: tuple[Unplaced, ...]

    def shown(self, report: Report) -> dict[str, Any]:
        days = {"area_id": self.area_id, "on": self.on, "as_of": self.as_of}
        return {**days, **vars(report.whole), **vars(report)}


def report_people(command: ReportPeople, begin: Begin, caller: Caller) -> Report:
    asked = {each for area in command.areas for each in area.of} | {each.area_id for each in command.unplaced}
    with begin(caller) as tx:
        tx.tally_views.must_be_seen(command.area_id)
        return reported(command.areas, command.unplaced, tx.tally_days.on(asked, command.on))
