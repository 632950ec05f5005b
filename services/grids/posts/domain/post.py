"""A post (岗位): a role in an area, with everybody who held, holds or will hold it."""

from dataclasses import dataclass, field
from datetime import date

from services.grids.posts.domain.appointment import Appointment, Term
from services.grids.posts.domain.errors import DeputyWithoutEnd, PostTaken, PostUnknown
from services.grids.posts.domain.roles import ROLE_OF, PostRole


@dataclass(frozen=True)
class NewAppointment:
    id: str
    area_id: str
    role: PostRole
    staff_id: str
    valid_from: date
    valid_to: date | None = None
    deputises: bool = False

    @property
    def post(self) -> "PostKey":
        return self.area_id, self.role


PostKey = tuple[str, PostRole]


@dataclass
class Post:
    area_id: str
    role: PostRole
    appointments: list[Appointment] = field(default_factory=list)

    def appoint(self, new: NewAppointment) -> Appointment:
        """One holder at a time, and one deputy (代理) beside them."""
        term = Term(new.valid_from, new.valid_to)
        if new.deputises and new.valid_to is None:
            raise DeputyWithoutEnd()
        for held in self.appointments:
            if held.deputises == new.deputises and held.term.overlaps(term):
                raise PostTaken(area_id=self.area_id, role=self.role, appointment_id=held.id)
        appointment = Appointment(
            new.id, self.area_id, self.role, new.staff_id, term, deputises=new.deputises
        )
        self.appointments.append(appointment)
        return appointment


def role_of(area_id: str, area_kind: str, asked: PostRole | None = None) -> PostRole:
    """The role of the area's post; raises PostUnknown where there is none, or another than asked."""
    role = ROLE_OF.get(area_kind)
    if role is None or asked not in (None, role):
        raise PostUnknown(area_id=area_id, area_kind=area_kind, role=asked)
    return role
