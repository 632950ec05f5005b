"""How a ground is staffed (人员配备), and how old who holds its posts is: figures, never a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.grids.posts.domain.roles import MONTHS, RoleScheme
from services.grids.posts.domain.staff_errors import BornLater

FEWEST_SHOWN = 5
"""Of fewer people an age would tell who they are."""
BOUNDS = (60, 50, 40, 70, 30)
"""Ages that are asked about, those that matter most first: others would narrow down somebody's."""


@dataclass(frozen=True)
class Counted:
    """Of one role: areas where it stands, those where somebody holds it, and how many hold it."""

    role: str
    posts: int
    held: int
    people: int


@dataclass(frozen=True)
class RoleStaffing:
    """`percent` is held of expected posts, rounded half up; None without any."""

    role: str
    name_zh: str
    name_en: str
    expected: bool
    posts: int
    held: int
    vacant: int
    people: int
    percent: int | None


@dataclass(frozen=True)
class Staffing:
    area_id: str
    on: date
    roles: tuple[RoleStaffing, ...]

    @property
    def posts(self) -> int:
        return sum(each.posts for each in self.roles)

    @property
    def held(self) -> int:
        return sum(each.held for each in self.roles)

    @property
    def vacant(self) -> int:
        return sum(each.vacant for each in self.roles)

    @property
    def expected_posts(self) -> int:
        """What `percent` is of: what may stay empty is full wherever it is counted."""
        return sum(each.posts for each in self.roles if each.expected)

    @property
    def expected_held(self) -> int:
        return sum(each.held for each in self.roles if each.expected)

    @property
    def percent(self) -> int | None:
        return percent(self.expected_held, self.expected_posts)


def percent(part: int, whole: int) -> int | None:
    """Rounded half up: 17 of 23 are 74."""
    return None if whole == 0 else (200 * part + whole) // (2 * whole)


def staffing_of(area_id: str, on: date, counted: Sequence[Counted], scheme: RoleScheme) -> Staffing:
    """Where a post may stay empty, only those that are held count as posts."""
    of = {each.role: each for each in counted}
    roles = []
    for role in scheme.roles:
        each = of.get(role.key)
        if each is None:
            continue
        posts = each.posts if role.expected else each.held
        share = percent(each.held, posts) if role.expected else None
        roles.append(
            RoleStaffing(
                role.key, role.name_zh, role.name_en, role.expected, posts, each.held, posts - each.held,
                each.people, share,
            )
        )  # fmt: skip
    return Staffing(area_id, on, tuple(roles))


@dataclass(frozen=True)
class AgeProfile:
    """`known` are those of the `people` whose month of birth is; of too few of them no age is told.

    All of them are `at_least` so old, and younger than `below`: bounds, for nobody's age is told.
    """

    area_id: str
    role: str | None
    on: date
    under: int
    people: int
    known: int
    younger: int | None
    younger_percent: int | None
    at_least: int | None
    below: int | None

    @property
    def withheld(self) -> bool:
        return self.known < FEWEST_SHOWN


def month_number(day: date) -> int:
    return day.year * MONTHS + day.month - 1


def born_in(birth_month: str, today: date) -> int:
    """The number of a month such as `1966-03`. Raises BornLater."""
    month = date.fromisoformat(f"{birth_month}-01")
    if month > today:
        raise BornLater(birth_month=birth_month)
    return month_number(month)


def age_profile(
    area_id: str, role: str | None, on: date, under: int, born: Mapping[int | None, int], today: date
) -> AgeProfile:
    """`born` has how many people by the number of their month of birth; None: not known.

    Ages are those that people reach in the year of `on`, at the latest this one: no day tells a birthday.
    """
    year = min(on.year, today.year)
    counts: dict[int, int] = {}
    for month, many in born.items():
        if month is not None:
            age = year - month // MONTHS
            counts[age] = counts.get(age, 0) + many
    people, known = sum(born.values()), sum(counts.values())
    if known < FEWEST_SHOWN:
        return AgeProfile(area_id, role, on, under, people, known, None, None, None, None)
    told = _told(counts, known)
    younger = told.get(under)
    return AgeProfile(
        area_id, role, on, under, people, known, younger,
        None if younger is None else percent(younger, known),
        max((bound for bound, many in told.items() if many == 0), default=None),
        min((bound for bound, many in told.items() if many == known), default=None),
    )  # fmt: skip


def _told(counts: Mapping[int, int], known: int) -> dict[int, int]:
    """How many are younger, by bound: nobody, or five at least, between any two of those that are told.

    So no two answers together tell of fewer; the same bounds are told whoever asks in whatever order.
    """
    told: dict[int, int] = {}
    for bound in BOUNDS:
        younger = sum(many for age, many in counts.items() if age < bound)
        if all(each == younger or abs(each - younger) >= FEWEST_SHOWN for each in (0, known, *told.values())):
            told[bound] = younger
    return told
