"""A post (岗位): a role in an area, with everybody who held, holds or will hold it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid5

from services.grids.posts.domain.appointment import Appointment, Term
from services.grids.posts.domain.errors import (
    AlreadyHolds,
    DeputyTaken,
    DeputyWithoutEnd,
    PostTaken,
    PostUnknown,
)
from services.grids.posts.domain.roles import PostRole, RoleScheme


@dataclass(frozen=True)
class NewAppointment:
    id: str
    area_id: str
    role: str
    staff_id: str
    valid_from: date
    valid_to: date | None = None
    deputises: bool = False

    @property
    def post(self) -> "PostKey":
        return self.area_id, self.role

    def brings(self, role: PostRole, area_id: str, since: date) -> "NewAppointment":
        """The one that comes with it; its id is always the same."""
        return NewAppointment(
            following_id(self.id, area_id, role.key),
            area_id,
            role.key,
            self.staff_id,
            since,
            self.valid_to,
            self.deputises,
        )


PostKey = tuple[str, str]


def following_id(appointment_id: str, *what: str) -> str:
    """Of an appointment that is made because of another one."""
    return str(uuid5(UUID(appointment_id), " ".join(what)))


@dataclass
class Post:
    area_id: str
    role: str
    appointments: list[Appointment] = field(default_factory=list)

    def appoint(self, new: NewAppointment, role: PostRole, ex_officio_of: str | None = None) -> Appointment:
        """One holder at a time, and one deputy (代理) beside them; where many may hold it, each once."""
        if new.deputises and new.valid_to is None:
            raise DeputyWithoutEnd()
        until = new.valid_to if new.deputises else role.last_day_off(new.valid_from, new.valid_to)
        term = Term(new.valid_from, until)
        for held in self.appointments:
            if held.term.overlaps(term):
                self._refuse_beside(held, new, role)
        appointment = Appointment(
            new.id,
            self.area_id,
            self.role,
            new.staff_id,
            term,
            deputises=new.deputises,
            grants=role.grants,
            ex_officio_of=ex_officio_of,
        )
        self.appointments.append(appointment)
        return appointment

    def must_be_alone(self, appointed: Appointment, role: PostRole, days: Sequence[Term]) -> None:
        """On days to come on which the post has one holder at a time."""
        for held in self.appointments:
            beside = held is not appointed and held.deputises == appointed.deputises
            if beside and any(appointed.term.overlaps(held.term, each) for each in days):
                taken = PostTaken(area_id=self.area_id, role=role.named(), appointment_id=held.id)
                raise taken.at("valid_from", "valid_to")

    def _refuse_beside(self, held: Appointment, new: NewAppointment, role: PostRole) -> None:
        if held.deputises == new.deputises and not role.many:
            refusal = DeputyTaken if new.deputises else PostTaken
            taken = refusal(area_id=self.area_id, role=role.named(), appointment_id=held.id)
            raise taken.at("valid_from", "valid_to")
        if held.staff_id == new.staff_id:
            holds = AlreadyHolds(staff_id=new.staff_id, role=role.named(), appointment_id=held.id)
            raise holds.at("staff_id", "valid_from", "valid_to")


def role_at(scheme: RoleScheme, area_id: str, area_kind: str, asked: str | None = None) -> PostRole:
    """The post that is asked for, or the kind's own; raises PostUnknown where there is none such."""
    role = scheme.main(area_kind) if asked is None else scheme.find(asked)
    if role is None or area_kind not in role.kinds:
        raise PostUnknown(area_id=area_id, area_kind=area_kind, role=asked if role is None else role.named())
    return role
