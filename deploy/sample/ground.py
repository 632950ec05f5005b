"""The ground of the sample: 成华区 as the statistics list has it, and the grids of 八里庄社区.

1 general-total grid; under it 17 base grids, which hold 117 micro-grids, and 16 exclusive grids.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from deploy.sample.ids import area_id

DIVISIONS = Path(__file__).with_name("divisions_chenghua_nbs2023.csv")
STATISTICS = "NBS2023"
LOCAL = "LOCAL"
SINCE = date(2023, 6, 30)
COUNTY = "510108"
TOWNSHIP = "510108006"
COMMUNITY = "510108006004"
BASE_GRIDS = 17
MICRO_GRIDS = 117
INSTITUTIONS = {"学校": 6, "医院": 3, "企业": 4, "事业单位": 3}
NUMERALS = "一二三四五六"
KINDS = {"3": "county", "4": "township", "5": "community"}
SIGNIFICANT = {"3": 6, "4": 9, "5": 12}


@dataclass(frozen=True)
class Ground:
    """One area with its one code; `parent` is the parent's code in the parent's scheme."""

    kind: str
    name: str
    scheme: str
    code: str
    parent: tuple[str, str] | None

    @property
    def id(self) -> str:
        return area_id(self.scheme, self.code)

    @property
    def parent_id(self) -> str | None:
        return area_id(*self.parent) if self.parent else None


def ground() -> list[Ground]:
    """Every area, parents before children."""
    return [*divisions(), *grids()]


def divisions() -> list[Ground]:
    """The county, its 11 townships and 83 communities."""
    with DIVISIONS.open(encoding="utf-8", newline="") as rows:
        return [_division(row) for row in sorted(csv.DictReader(rows), key=lambda row: row["level"])]


def grids() -> list[Ground]:
    """151 nodes."""
    return [_general_total(), *_base_grids(), *_micro_grids(), *_exclusive_grids()]


def micro_grids_of(base: int) -> int:
    """How many of the 117 lie in base grid 1 … 17: six or seven."""
    every, left = divmod(MICRO_GRIDS, BASE_GRIDS)
    return every + (base <= left)


def base_code(number: int) -> str:
    return f"{COMMUNITY}{number:03d}"


def micro_code(base: int, number: int) -> str:
    return f"{base_code(base)}{number:02d}"


GENERAL_TOTAL = base_code(0)


def _division(row: dict[str, str]) -> Ground:
    level = row["level"]
    above = str(int(level) - 1)
    parent = (STATISTICS, row["parent_code12"][: SIGNIFICANT[above]]) if above in KINDS else None
    return Ground(KINDS[level], row["name"], row["scheme"], row["code12"][: SIGNIFICANT[level]], parent)


def _general_total() -> Ground:
    return Ground("general_total", "八里庄总网格", LOCAL, GENERAL_TOTAL, (STATISTICS, COMMUNITY))


def _base_grids() -> Iterator[Ground]:
    for number in range(1, BASE_GRIDS + 1):
        yield Ground("base", f"八里庄第{number:02d}网格", LOCAL, base_code(number), (LOCAL, GENERAL_TOTAL))


def _micro_grids() -> Iterator[Ground]:
    for base in range(1, BASE_GRIDS + 1):
        for number in range(1, micro_grids_of(base) + 1):
            name = f"八里庄第{base:02d}网格{number:02d}号微网格"
            yield Ground("micro", name, LOCAL, micro_code(base, number), (LOCAL, base_code(base)))


def _exclusive_grids() -> Iterator[Ground]:
    names = [f"{kind}{NUMERALS[place]}" for kind, count in INSTITUTIONS.items() for place in range(count)]
    for number, name in enumerate(names, start=BASE_GRIDS + 1):
        yield Ground("exclusive", f"{name}专属网格", LOCAL, base_code(number), (LOCAL, GENERAL_TOTAL))
