"""An appointment (任职): somebody holds a post for a term (任期)."""

from dataclasses import dataclass
from datetime import date

from services.grids.posts.domain.errors import AlreadyEnded, HeldExOfficio, TermEmpty
from services.grids.posts.domain.events import AppointmentEnded, AppointmentRow


@dataclass(frozen=True)
class Term:
    """Half-open: from the first day up to, not including, `valid_to`; None: until further notice."""

    valid_from: date
    valid_to: date | None = None

    def __post_init__(self) -> None:
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise TermEmpty(valid_from=self.valid_from, valid_to=self.valid_to)

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def lasts_beyond(self, day: date) -> bool:
        return self.valid_to is None or day < self.valid_to

    def overlaps(self, *others: "Term") -> bool:
        """There is a day on which all of them hold."""
        later = max(each.valid_from for each in (self, *others))
        return all(each.holds_on(later) for each in (self, *others))


class NeverHeld(Term):
    """Of an appointment that was withdrawn: it ends on its first day, never holds, and keeps its id."""

    def __post_init__(self) -> None: ...

    def lasts_beyond(self, day: date) -> bool:
        return False


@dataclass
class Appointment:
    """`grants` is the role that comes with it; `ex_officio_of` the appointment that it comes with."""

    id: str
    area_id: str
    role: str
    staff_id: str
    term: Term
    version: int = 1
    deputises: bool = False
    grants: str | None = None
    ex_officio_of: str | None = None

    @property
    def post(self) -> tuple[str, str]:
        return self.area_id, self.role

    def lasts_beyond(self, day: date) -> bool:
        return self.term.lasts_beyond(day)

    def must_stand_alone(self, named: str = "appointment_id") -> None:
        if self.ex_officio_of is not None:
            raise HeldExOfficio(appointment_id=self.id, ex_officio_of=self.ex_officio_of).at(named)

    def end(self, valid_to: date) -> AppointmentEnded:
        """`valid_to` is the first day on which it no longer holds."""
        self._must_last_beyond(valid_to)
        self.term = Term(self.term.valid_from, valid_to)
        return self._over(valid_to)

    def is_withdrawn(self, valid_to: date, today: date) -> bool:
        """To end before it has begun, of what has not begun or began today: as if it had never been."""
        return not self.begins_before(valid_to) and not self.begins_before(today)

    def begins_before(self, day: date) -> bool:
        return self.term.valid_from < day

    def never_be(self) -> AppointmentEnded:
        """Of one that is withdrawn: it ends on its first day, and never held."""
        self._must_last_beyond(self.term.valid_from)
        self.term = NeverHeld(self.term.valid_from, self.term.valid_from)
        return self._over(self.term.valid_from)

    def _must_last_beyond(self, day: date) -> None:
        if self.term.valid_to is not None and not self.lasts_beyond(day):
            raise AlreadyEnded(appointment_id=self.id, valid_to=self.term.valid_to)

    def _over(self, day: date) -> AppointmentEnded:
        self.version += 1
        return AppointmentEnded(
            self.id,
            self.area_id,
            self.role,
            self.staff_id,
            day.isoformat(),
            self.version,
            self.grants or "",
        )

    def row(self) -> AppointmentRow:
        return AppointmentRow(
            self.id,
            self.area_id,
            self.role,
            self.staff_id,
            self.term.valid_from.isoformat(),
            self.term.valid_to.isoformat() if self.term.valid_to else None,
            self.version,
            self.deputises,
            self.grants or "",
        )
