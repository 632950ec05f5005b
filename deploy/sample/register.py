"""The register (花名册) of the sample: 30,787 people who never were, the same at every making.

Numbers begin with 99, which is no place's; phones have an area code that was never given.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from deploy.sample.estate import DWELLINGS, House, houses
from deploy.sample.people import GIVEN, SURNAMES
from services.chassis.standards.identity_number import check_digit

RESIDENTS = 30_787
MOST_AT_HOME = 6
SEED = 2026
NEWEST = date(2025, 12, 31)
HEADINGS = (
    "小区", "楼栋", "单元", "房号", "姓名", "与户主关系",
    "身份证号码", "性别", "出生日期", "联系电话", "人口类型",
)  # fmt: skip
MALE, FEMALE = "男", "女"


@dataclass(frozen=True)
class Person:
    house: House
    unit: int
    room: str
    name: str
    relation: str
    number: str
    sex: str
    birth: date
    phone: str
    residency: str

    def cells(self) -> tuple[str, ...]:
        house = self.house
        return (
            house.estate,
            house.name,
            str(self.unit),
            self.room,
            self.name,
            self.relation,
            self.number,
            self.sex,
            self.birth.isoformat(),
            self.phone,
            self.residency,
        )


def register() -> Iterator[Person]:
    """By house and dwelling."""
    return _Maker().people()


def as_csv(people: Iterable[Person] | None = None) -> bytes:
    """Of all, or of some of them."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(person.cells() for person in people or register())
    return text.getvalue().encode()


class _Maker:
    def __init__(self) -> None:
        self._random = Random(SEED)  # nosec B311  # the same invented people each time
        self._given: set[str] = set()
        self._households = 0

    def people(self) -> Iterator[Person]:
        sizes = iter(self._sizes())
        for house in houses():
            for unit, room in house.dwellings():
                yield from self._household(house, unit, room, next(sizes))

    def _sizes(self) -> list[int]:
        sizes = [1] * DWELLINGS
        left = RESIDENTS - DWELLINGS
        while left:
            place = self._random.randrange(DWELLINGS)
            if sizes[place] < MOST_AT_HOME:
                sizes[place] += 1
                left -= 1
        return sizes

    def _household(self, house: House, unit: int, room: str, size: int) -> Iterator[Person]:
        self._households += 1
        surname, age = self._random.choice(SURNAMES), self._random.randint(24, 92)
        residency = "流动" if self._random.random() < 0.2 else "户籍"
        for relation, sex, years in self._members(size, age):
            birth = NEWEST - timedelta(days=365 * years + self._random.randrange(365))
            keeps_name = relation not in ("配偶", "母亲")
            yield Person(
                house,
                unit,
                room,
                (surname if keeps_name else self._random.choice(SURNAMES)) + self._random.choice(GIVEN),
                relation,
                self._number(house, birth, sex),
                sex,
                birth,
                f"0300{2_000_000 + self._households}" if relation == "户主" else "",
                residency,
            )

    def _members(self, size: int, age: int) -> list[tuple[str, str, int]]:
        """Relation, sex and age, the head first."""
        head = self._random.choice((MALE, FEMALE))
        other = FEMALE if head == MALE else MALE
        child, grandchild = max(age - 27, 0), max(age - 54, 0)
        more = [
            ("配偶", other, max(age - 1, 22)),
            ("子", MALE, child),
            ("女", FEMALE, max(child - 3, 0)),
            ("孙子", MALE, grandchild) if age > 60 else ("母亲", FEMALE, age + 24),
            ("孙女", FEMALE, max(grandchild - 2, 0)) if age > 60 else ("父亲", MALE, age + 26),
        ]
        return [("户主", head, age), *more[: size - 1]]

    def _number(self, house: House, birth: date, sex: str) -> str:
        while True:
            order = 2 * self._random.randrange(499) + (1 if sex == MALE else 2)
            first = f"99{house.base:02d}{house.micro:02d}{birth:%Y%m%d}{order:03d}"
            if first not in self._given:
                self._given.add(first)
                return first + check_digit(first)
