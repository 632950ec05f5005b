"""The chain of those who answer (责任链): at each level from below, vacancies skipped upward and noted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.grids.posts.domain.roles import PostRole, RoleScheme


@dataclass(frozen=True)
class Standing:
    """An area on the way up; `height` grows with each step."""

    area_id: str
    area_name: str
    area_kind: str
    height: int


@dataclass(frozen=True)
class OnDuty:
    """Somebody in an area's post that day, as holder or as deputy."""

    appointment_id: str
    area_id: str
    role: str
    staff_id: str
    display_name: str
    duty_phone: str
    deputises: bool


@dataclass(frozen=True)
class Level:
    """`hop` counts from below, 1 first. `people` are those who answer: the deputies on their days, or else
    the holders. `vacant`: nobody holds the post, though a deputy may answer for it. `answered_by` is the hop
    that answers for this level: its own, or where nobody does the next one above where somebody does; None:
    nobody.
    """

    hop: int
    area_id: str
    area_name: str
    area_kind: str
    role: PostRole
    people: tuple[OnDuty, ...]
    answered_by: int | None
    vacant: bool

    @property
    def deputised(self) -> bool:
        return any(each.deputises for each in self.people)


@dataclass(frozen=True)
class Chain:
    area_id: str
    area_name: str
    on: date
    levels: tuple[Level, ...]

    @property
    def answering(self) -> Level | None:
        """The first level that somebody stands at."""
        return next((level for level in self.levels if level.people), None)

    @property
    def responsible(self) -> OnDuty | None:
        return None if self.answering is None else self.answering.people[0]

    @property
    def skipped(self) -> int:
        """How many levels where nobody answers lie below the one that does; all of them without one."""
        return len(self.levels) if self.answering is None else self.answering.hop - 1


def answering(people: Sequence[OnDuty]) -> tuple[OnDuty, ...]:
    """The deputies on their days, or else the holders; who was appointed first comes first."""
    in_order = sorted(people, key=lambda each: each.appointment_id)
    deputies = tuple(each for each in in_order if each.deputises)
    return deputies or tuple(in_order)


def chain_of(
    start: Standing, on: date, line: Sequence[Standing], on_duty: Sequence[OnDuty], scheme: RoleScheme
) -> Chain:
    """What may stay empty is a level only where somebody stands. Of one height the first id comes first."""
    rungs: list[tuple[Standing, PostRole, list[OnDuty]]] = []
    for place in sorted(line, key=lambda each: (each.height, each.area_id)):
        for role in scheme.ladder_at(place.area_kind):
            there = [each for each in on_duty if (each.area_id, each.role) == (place.area_id, role.key)]
            if there or role.expected:
                rungs.append((place, role, there))
    manned = [number for number, (_, _, people) in enumerate(rungs, start=1) if people]
    levels = tuple(
        Level(
            hop,
            place.area_id,
            place.area_name,
            place.area_kind,
            role,
            answering(people),
            next((each for each in manned if each >= hop), None),
            vacant=all(each.deputises for each in people),
        )
        for hop, (place, role, people) in enumerate(rungs, start=1)
    )
    return Chain(start.area_id, start.area_name, on, levels)
