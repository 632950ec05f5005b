"""Which posts (岗位) there are: roles and the kinds of area where they stand; dated data of a district."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.chassis.domain import Named
from services.grids.posts.domain.appointment import Term
from services.grids.posts.domain.errors import (
    ChangedInPast,
    ExOfficioChain,
    ExOfficioCircle,
    ExOfficioUnknown,
    GrantNotOfPosts,
    RoleTwice,
    TermTooLong,
)
from services.grids.posts.domain.events import PostRolesWritten
from services.grids.posts.domain.role_errors import AppointedBeyondRole

ROLES = "post_roles"
"""The one scheme of a district."""
MONTHS = 12
POSTS_MAY_GIVE = frozenset(
    {
        "association_officer", "care_worker", "chief", "community_secretary", "grid_worker", "group_leader",
        "mediator", "member", "micro_grid_worker", "township_officer", "volunteer",
    }
)  # fmt: skip
"""A post gives no role over a whole district, and none of the administrators'."""


@dataclass(frozen=True)
class PostRole:
    """`many`: several may hold it in one area at once. `expected`: where it stands and nobody holds it, there
    is a vacancy. `rung`: its place on the ladder of those who answer, from below; None: it is not on it.
    `grants`: the role that an appointment gives; None: none. `ex_officio_of`: whoever is appointed to that
    role in the area right above holds this one, too.
    """

    key: str
    name_zh: str
    name_en: str
    kinds: tuple[str, ...]
    many: bool = False
    expected: bool = False
    rung: int | None = None
    term_months: int | None = None
    grants: str | None = None
    ex_officio_of: str | None = None

    def named(self) -> Named:
        """With its names, to be said in sentences."""
        return Named(self.key, zh_CN=self.name_zh, en=self.name_en)

    def last_day_off(self, valid_from: date, asked: date | None) -> date | None:
        """The first day off the post: asked for, or as the role's term says. Raises TermTooLong."""
        if self.term_months is None:
            return asked
        latest = months_after(valid_from, self.term_months)
        if asked is not None and asked > latest:
            raise TermTooLong(role=self.key, valid_to=asked, latest=latest)
        return asked or latest


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last where that is shorter."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class RoleScheme:
    """The roles of one day, in the district's own order."""

    roles: tuple[PostRole, ...]

    def __post_init__(self) -> None:
        keys = [role.key for role in self.roles]
        for number, role in enumerate(self.roles):
            if role.key in keys[:number]:
                raise RoleTwice(role=role.key)
            if role.grants is not None and role.grants not in POSTS_MAY_GIVE:
                raise GrantNotOfPosts(role=role.key, grants=role.grants)
            if role.ex_officio_of is not None and role.ex_officio_of not in set(keys) - {role.key}:
                raise ExOfficioUnknown(role=role.key, ex_officio_of=role.ex_officio_of)
        self._refuse_circles()

    def _refuse_circles(self) -> None:
        comes_with = {role.key: role.ex_officio_of for role in self.roles}
        for key, above in comes_with.items():
            passed, at = {key}, above
            while at is not None:
                if at in passed:
                    raise ExOfficioCircle(role=key)
                passed.add(at)
                at = comes_with[at]

    def must_bring_one_step(self) -> None:
        """Raises ExOfficioChain. It is asked as a scheme is written: what was once written can be read."""
        brought = {role.key for role in self.roles if role.ex_officio_of is not None}
        for role in self.roles:
            if role.ex_officio_of in brought:
                raise ExOfficioChain(role=role.key, ex_officio_of=role.ex_officio_of)

    @property
    def keys(self) -> set[str]:
        return {role.key for role in self.roles}

    def find(self, key: str) -> PostRole | None:
        return next((role for role in self.roles if role.key == key), None)

    def at(self, kind: str) -> list[PostRole]:
        return [role for role in self.roles if kind in role.kinds]

    def stands(self, key: str, kind: str) -> bool:
        return any(role.key == key for role in self.at(kind))

    def ladder_at(self, kind: str) -> list[PostRole]:
        """Those of the kind who answer, from below."""
        return sorted(
            (role for role in self.at(kind) if role.rung is not None), key=lambda role: role.rung or 0
        )

    def main(self, kind: str) -> PostRole | None:
        """The expected one that answers first: the post of the kind, where only one is spoken of."""
        expected = [role for role in self.ladder_at(kind) if role.expected]
        return next(iter(expected or [role for role in self.at(kind) if role.expected]), None)

    def brought_by(self, key: str) -> list[PostRole]:
        return [role for role in self.roles if role.ex_officio_of == key]


@dataclass(frozen=True)
class RolesEdition:
    """What holds from a day on, until another edition does; it never changes."""

    number: int
    valid_from: date
    scheme: RoleScheme

    @property
    def roles(self) -> tuple[PostRole, ...]:
        return self.scheme.roles

    def written(self) -> PostRolesWritten:
        return PostRolesWritten(ROLES, self.number, self.valid_from.isoformat())


@dataclass(frozen=True)
class PostRoles:
    """`version` counts the editions that a district ever wrote; 0: none, the usual ones hold."""

    version: int
    editions: tuple[RolesEdition, ...]

    def on(self, day: date) -> RoleScheme:
        begun = [edition for edition in self.editions if edition.valid_from <= day]
        return begun[-1].scheme if begun else USUAL

    def goes_on(self, key: str, kind: str, since: date) -> date | None:
        """From which later day on no such post stands there; None: that is not foreseen."""
        later = (each for each in self.editions if each.valid_from > since)
        return next((each.valid_from for each in later if not each.scheme.stands(key, kind)), None)

    def lasts_until(self, key: str, kind: str, since: date, asked: date | None) -> date | None:
        """The first day off what is not asked for by itself: the one asked, or as its role goes before."""
        goes_on = self.goes_on(key, kind, since)
        return min((day for day in (asked, goes_on) if day is not None), default=None)

    def must_stand(self, role: PostRole, kind: str, term: Term) -> None:
        """Over a whole term, of what stands on its first day."""
        goes_on = self.goes_on(role.key, kind, term.valid_from)
        if goes_on is not None and term.lasts_beyond(goes_on):
            raise AppointedBeyondRole(role=role.named(), goes_on=goes_on)

    def single_later(self, key: str, since: date) -> list[Term]:
        """The days after that one on which editions that begin later give the post one holder at a time."""
        ends = [*(each.valid_from for each in self.editions[1:]), None]
        return [
            Term(each.valid_from, until)
            for each, until in zip(self.editions, ends, strict=False)
            if each.valid_from > since and any(one.key == key and not one.many for one in each.roles)
        ]

    def may_change_from(self, valid_from: date, today: date) -> None:
        """The first edition may begin on any day: what was so before is only now written down."""
        if self.version and valid_from < today:
            raise ChangedInPast(valid_from=valid_from)


def in_force(editions: Sequence[RolesEdition]) -> tuple[RolesEdition, ...]:
    """By day; of those that begin on one day the last written."""
    last = {edition.valid_from: edition for edition in sorted(editions, key=lambda each: each.number)}
    return tuple(last[day] for day in sorted(last))


CHIEF = PostRole(
    "chief", "总网格长", "Chief", ("general_total",), expected=True, rung=40, grants="chief",
    ex_officio_of="community_secretary",
)  # fmt: skip
SUB_LEADER = PostRole("sub_leader", "分网格长", "Sub-leader", ("base",), rung=30, grants="grid_worker")
GRID_WORKER = PostRole(
    "grid_worker", "网格员", "Grid worker", ("base",), expected=True, rung=20, grants="grid_worker"
)
MICRO_GRID_WORKER = PostRole(
    "micro_grid_worker", "微网格员", "Micro-grid worker", ("micro",), expected=True, rung=10,
    grants="micro_grid_worker",
)  # fmt: skip
GROUND = ("general_total", "base", "exclusive", "micro")
OF_PEOPLE = replace(CHIEF, many=True, expected=False, rung=None, grants=None, ex_officio_of=None)


def _one_of_many(key: str, zh: str, en: str, kinds: tuple[str, ...], grants: str | None = None) -> PostRole:
    return replace(OF_PEOPLE, key=key, name_zh=zh, name_en=en, kinds=kinds, grants=grants)


USUAL = RoleScheme(
    (
        CHIEF,
        SUB_LEADER,
        GRID_WORKER,
        MICRO_GRID_WORKER,
        PostRole(
            "community_secretary", "社区书记", "Community secretary", ("community",),
            grants="community_secretary",
        ),
        _one_of_many("group_leader", "组长", "Group leader", ("base", "micro"), "group_leader"),
        _one_of_many("building_leader", "楼栋长", "Building leader", ("exclusive", "micro"), "volunteer"),
        _one_of_many("unit_leader", "单元长", "Unit leader", ("exclusive", "micro"), "volunteer"),
        _one_of_many(
            "stairwell_keeper", "楼道红管家", "Stairwell keeper", ("exclusive", "micro"), "volunteer"
        ),
        _one_of_many(
            "association_group_leader", "计生协小组长", "Association group leader", ("community", *GROUND),
            "group_leader",
        ),
        _one_of_many("police_officer", "民警", "Police officer", ("community", *GROUND)),
        _one_of_many("doctor", "医生", "Doctor", ("community", *GROUND)),
        _one_of_many("lawyer", "律师", "Lawyer", ("community", *GROUND)),
    )
)  # fmt: skip
"""What holds where a district has written nothing; an exclusive grid's institution runs it by itself."""
