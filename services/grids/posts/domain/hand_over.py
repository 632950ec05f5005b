"""A hand-over (工作交接): what of somebody's moves to somebody else, and what stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from services.grids.posts.domain.appointment import Appointment, Term
from services.grids.posts.domain.errors import AlreadyHolds, DeputyTaken, PostTaken
from services.grids.posts.domain.events import MOST, AppointmentEnded, WorkHandedOver
from services.grids.posts.domain.post import NewAppointment, Post, PostKey, following_id
from services.grids.posts.domain.roles import PostRole, PostRoles


class What(StrEnum):
    """岗位, 编组, 事项."""

    POST = "post"
    GROUP = "group"
    CASE = "case"


class Why(StrEnum):
    """尚未开始, 不在管辖范围, 未选, 已办结, 未到交接日, 下一批."""

    BEGINS_LATER = "begins_later"
    ELSEWHERE = "elsewhere"
    NOT_CHOSEN = "not_chosen"
    CLOSED = "closed"
    NOT_YET = "not_yet"
    NEXT_TIME = "next_time"


class Contacts(StrEnum):
    """随之移交, 不移交: the ground keeps nobody's contacts, and tells whoever does."""

    FOLLOW = "follow"
    STAY = "stay"


@dataclass(frozen=True)
class Moved:
    """An appointment or a group's holding, by the id of the one that was made of it, or a case.

    `grouping_id` says of which group.
    """

    what: What
    id: str
    area_id: str
    role: str | None
    version: int
    grouping_id: str | None = None


@dataclass(frozen=True)
class Stays:
    what: What
    why: Why
    count: int


@dataclass(frozen=True)
class HandOver:
    """`items` are what moved, or would move."""

    staff_id: str
    to_id: str
    on: date
    dry_run: bool
    items: tuple[Moved, ...] = ()
    stays: tuple[Stays, ...] = ()
    contacts: Contacts = Contacts.STAY


@dataclass(frozen=True)
class Reach:
    """Where somebody's contacts follow: in the whole district, or where posts and groups went."""

    whole: bool
    area_ids: tuple[str, ...]
    grouping_ids: tuple[str, ...]

    @property
    def contacts(self) -> Contacts:
        return Contacts.FOLLOW if self.whole or self.area_ids or self.grouping_ids else Contacts.STAY

    def told(self, staff_id: str, to_id: str, on: date) -> list[WorkHandedOver]:
        """At most 500 ids of each kind an event."""
        if self.contacts is Contacts.STAY:
            return []
        longest = max(len(self.area_ids), len(self.grouping_ids), 1)
        return [
            WorkHandedOver(
                staff_id,
                to_id,
                on.isoformat(),
                self.whole,
                self.area_ids[first : first + MOST],
                self.grouping_ids[first : first + MOST],
            )
            for first in range(0, longest, MOST)
        ]


@dataclass
class Changed:
    """What becomes of the posts: appointments that end or never begin, those made of them, and the events of
    the ends."""

    ended: list[Appointment] = field(default_factory=list)
    made: list[Appointment] = field(default_factory=list)
    events: list[AppointmentEnded] = field(default_factory=list)

    def let_go(self, held: Appointment, on: date) -> None:
        """It ends that day; one that would have begun later never was."""
        self.events.append(held.end(on) if held.begins_before(on) else held.never_be())
        self.ended.append(held)


def handed_id(held: Appointment, to_id: str, on: date) -> str:
    """Of the one that is made of it: asked twice, it is the same."""
    return following_id(held.id, to_id, on.isoformat())


def went(named: Sequence[Appointment], staff_id: str, on: date) -> list[Appointment]:
    """Those that somebody held until that day, in their own right."""
    return [
        each
        for each in named
        if (each.staff_id, each.term.valid_to, each.ex_officio_of) == (staff_id, on, None)
        and each.begins_before(on)
    ]


def hand_posts(
    handed: Sequence[Appointment],
    posts: Mapping[PostKey, Post],
    roles: PostRoles,
    to_id: str,
    on: date,
) -> Changed:
    """Each goes on from the day for the rest of its term, with what came with it or will come.

    Who was its deputy in that time is so no more from then on. Raises PostTaken, DeputyTaken or AlreadyHolds
    where the other one cannot hold it.
    """
    changed = Changed()
    new_ids = {each.id: handed_id(each, to_id, on) for each in handed}
    for each in _fresh(handed, posts):
        if not each.lasts_beyond(on):
            continue
        since, until = max(each.term.valid_from, on), each.term.valid_to
        post = posts[each.area_id, each.role]
        changed.let_go(each, on)
        if not each.deputises:
            _end_deputyships(post, to_id, Term(since, until), changed)
        new = NewAppointment(new_ids[each.id], each.area_id, each.role, to_id, since, until, each.deputises)
        role = roles.on(on).find(each.role) or _as_it_was(each)
        brought_by = None if each.ex_officio_of is None else new_ids[each.ex_officio_of]
        try:
            changed.made.append(post.appoint(new, replace(role, term_months=None), brought_by))
        except (PostTaken, DeputyTaken, AlreadyHolds) as refused:
            raise refused.at("to_id") from None
    return changed


def _end_deputyships(post: Post, of: str, term: Term, changed: Changed) -> None:
    """Nobody deputises for themselves."""
    for held in post.appointments:
        if held.deputises and held.staff_id == of and held.term.overlaps(term):
            changed.let_go(held, term.valid_from)


def _fresh(handed: Sequence[Appointment], posts: Mapping[PostKey, Post]) -> list[Appointment]:
    """As they are kept, now that nobody else changes them."""
    kept = {each.id: each for key in {held.post for held in handed} for each in posts[key].appointments}
    return [kept[held.id] for held in handed]


def _as_it_was(held: Appointment) -> PostRole:
    """Of a role that the district no longer has."""
    return PostRole(held.role, held.role, held.role, (), grants=held.grants)


def counted(what: What, of: Mapping[Why, int]) -> list[Stays]:
    return [Stays(what, why, count) for why, count in of.items() if count]
