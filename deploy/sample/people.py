"""The people on duty in the sample: names made of months and landscapes, phones that nobody can have."""

from dataclasses import dataclass
from itertools import product

from deploy.sample.ground import Ground, grids
from deploy.sample.ids import appointment_id, staff_id

SURNAMES = ["江", "云", "林", "石", "田", "山", "海", "安", "白", "温", "平", "和"]
GIVEN = [
    "立春", "雨水", "惊蛰", "春分", "谷雨", "立夏",
    "小满", "芒种", "夏至", "立秋", "白露", "霜降",
]  # fmt: skip
ROLES = {"general_total": "chief", "base": "grid_worker", "micro": "micro_grid_worker"}


@dataclass(frozen=True)
class Person:
    id: str
    display_name: str
    duty_phone: str


@dataclass(frozen=True)
class Duty:
    """One person at one post; nobody has two."""

    id: str
    area_id: str
    role: str
    staff_id: str


def posts() -> list[Ground]:
    """The grids that have somebody: the general-total grid (its chief is the community secretary),
    17 base grids and 117 micro-grids."""
    return [grid for grid in grids() if grid.kind in ROLES]


def people() -> list[Person]:
    names = product(GIVEN, SURNAMES)
    return [
        Person(staff_id(number), surname + given, f"0000000{number:04d}")
        for number, (_, (given, surname)) in enumerate(zip(posts(), names, strict=False), start=1)
    ]


def duties() -> list[Duty]:
    return [
        Duty(appointment_id(ROLES[post.kind], post.id), post.id, ROLES[post.kind], person.id)
        for post, person in zip(posts(), people(), strict=True)
    ]
