"""An entry of the work log (工作日志): what somebody on duty did in an area on a day."""

from dataclasses import dataclass, field, replace
from datetime import date

from services.grids.work_log.domain.duties import DutyClass
from services.grids.work_log.domain.errors import AreaEnded, DayAhead, DoneBeforeFounding, EntryWithdrawn
from services.grids.work_log.domain.events import WorkCorrected, WorkLogged, WorkWithdrawn


@dataclass(frozen=True)
class Told:
    """What an entry says, and may say anew. `text` is narrative."""

    duty_class: DutyClass
    done_on: date
    staff_id: str
    text: str = field(repr=False)
    case_id: str | None = None


@dataclass
class WorkEntry:
    """One that is withdrawn keeps its id, so that it does not come back, and nothing that was told."""

    id: str
    area_id: str
    told: Told
    version: int = 1
    withdrawn: bool = False

    def logged(self) -> WorkLogged:
        return WorkLogged(self.id, self.area_id, self.told.duty_class.value, self.version)

    def must_be_there(self) -> None:
        """Raises EntryWithdrawn."""
        if self.withdrawn:
            raise EntryWithdrawn(entry_id=self.id)

    def says(self, other: "WorkEntry") -> bool:
        """The same, in whatever version."""
        return (self.id, self.area_id, self.told) == (other.id, other.area_id, other.told)

    def correct(self, told: Told) -> WorkCorrected | None:
        """None for what it says already."""
        if told == self.told:
            return None
        self.told = told
        self.version += 1
        return WorkCorrected(self.id, self.area_id, told.duty_class.value, self.version)

    def withdraw(self) -> WorkWithdrawn:
        self.told = replace(self.told, text="", case_id=None)
        self.withdrawn = True
        self.version += 1
        return WorkWithdrawn(self.id, self.area_id, self.told.duty_class.value, self.version)


@dataclass(frozen=True)
class Standing:
    """Of an area: `founded_on` None where nobody said on which day it was founded."""

    area_id: str
    founded_on: date | None
    active: bool
    ended_on: date | None

    def must_stand(self) -> None:
        """Raises AreaEnded."""
        if not self.active:
            raise AreaEnded(area_id=self.area_id, ended_on=self.ended_on).at("area_id")

    def must_have_stood(self, day: date, today: date) -> None:
        """Raises DayAhead, DoneBeforeFounding, AreaEnded."""
        if day > today:
            raise DayAhead(on=day)
        if self.founded_on is not None and day < self.founded_on:
            raise DoneBeforeFounding(area_id=self.area_id, founded_on=self.founded_on)
        if self.ended_on is not None and day >= self.ended_on:
            raise AreaEnded(area_id=self.area_id, ended_on=self.ended_on).at("done_on")
