"""A voice case (群众说事): what a resident has to say, and what came of it."""

from dataclasses import dataclass
from datetime import datetime

from services.grids.cases.domain.errors import WrongState
from services.grids.cases.domain.events import (
    CaseActorsNamed,
    CaseAssigned,
    CaseClosed,
    CaseLeftVacant,
    CaseRegistered,
    CaseTakenInHand,
)
from services.grids.cases.domain.number import case_number
from services.grids.cases.domain.state import NEXT, CaseState


@dataclass(frozen=True)
class Actors:
    """Ids of staff; null: nobody is named. All may be one and the same."""

    finder_id: str | None = None
    alarm_raiser_id: str | None = None
    whistle_blower_id: str | None = None
    executor_id: str | None = None


@dataclass
class Case:
    """`register`, `year` and `place` make the number; the place is 0 until it is written down.

    `holder_id` is who held the micro-grid's post, or deputised there, when it was last looked at: at the
    registering, at the assigning, and when its grid ended while somebody saw to it; `above_id` who answers
    above a post that was found vacant at either of the last two. `text` and `feedback` are narrative.
    """

    id: str
    register: str
    year: int
    area_id: str
    text: str
    registered_at: datetime
    raiser_id: str | None = None
    holder_id: str | None = None
    above_id: str | None = None
    state: CaseState = CaseState.REGISTERED
    assignee_id: str | None = None
    assigned_at: datetime | None = None
    taken_at: datetime | None = None
    feedback: str | None = None
    closed_at: datetime | None = None
    finder_id: str | None = None
    alarm_raiser_id: str | None = None
    whistle_blower_id: str | None = None
    executor_id: str | None = None
    place: int = 0
    version: int = 1

    @property
    def number(self) -> str:
        return case_number(self.register, self.year, self.place)

    @property
    def vacant(self) -> bool:
        return self.holder_id is None

    def registered(self) -> CaseRegistered:
        return CaseRegistered(self.id, self.number, self.area_id, self.version)

    def assign(
        self, holder_id: str | None, now: datetime, above_id: str | None = None
    ) -> CaseAssigned | CaseLeftVacant:
        """To whoever is in the post today; without one it stays registered, and vacant."""
        self._may_become(CaseState.ASSIGNED)
        self.holder_id, self.above_id = holder_id, above_id
        if holder_id is None:
            self.version += 1
            return CaseLeftVacant(self.id, self.number, self.area_id, self.version, above_id)
        self.assignee_id, self.assigned_at = holder_id, now
        self._become(CaseState.ASSIGNED)
        return CaseAssigned(self.id, self.number, self.area_id, holder_id, self.version)

    def name_actors(self, actors: Actors) -> CaseActorsNamed | None:
        """In any state: what somebody did is often known only when a case is closed.

        None for who is named already."""
        if all(getattr(self, part) == staff_id for part, staff_id in vars(actors).items()):
            return None
        for part, staff_id in vars(actors).items():
            setattr(self, part, staff_id)
        self.version += 1
        return CaseActorsNamed(self.id, self.number, self.area_id, self.version)

    def take_in_hand(self, now: datetime) -> CaseTakenInHand:
        self._may_become(CaseState.IN_HAND)
        self.taken_at = now
        self._become(CaseState.IN_HAND)
        return CaseTakenInHand(self.id, self.number, self.area_id, str(self.assignee_id), self.version)

    def close(self, feedback: str, now: datetime) -> CaseClosed:
        self._may_become(CaseState.CLOSED)
        self.feedback, self.closed_at = feedback, now
        self._become(CaseState.CLOSED)
        recipient_id = self.raiser_id or str(self.assignee_id)
        return CaseClosed(self.id, self.number, self.area_id, recipient_id, self.version)

    def _may_become(self, state: CaseState) -> None:
        if NEXT.get(self.state) is not state:
            raise WrongState(case_id=self.id, state=self.state, to=state)

    def _become(self, state: CaseState) -> None:
        self.state = state
        self.version += 1
