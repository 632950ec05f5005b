"""A refusal names fields that its request has, where they stand in it; on both databases."""

from typing import Any

import pytest

from services.chassis.domain import DomainError
from services.grids.levels.domain.scheme import USUAL
from tests.grids.areas.changing import LATER, abolish, founded, lived_in, merge, seen
from tests.grids.builders import COMMUNITY_CODE, TODAY, a_duty, a_person, an_area, id_of
from tests.grids.dwellings.estates import a_building
from tests.grids.dwellings.estates import enter as enter_buildings
from tests.grids.house import House
from tests.grids.places.huts import a_place, enter
from tests.grids.posts.duties import WANG_AT_1

BEFORE = "2026-03-04"
SPAN = {"opens": "09:00", "closes": "09:00"}
MEETING = [{"opens": "09:00", "closes": "12:00"}, {"opens": "11:00", "closes": "13:00"}]
A_DAY = {"day": "2026-05-01", "spans": [SPAN]}
DUTY = {"role": "doctor", "weekdays": [1], "starts": "09:00", "ends": "09:00"}
WEEKDAYS = [{"weekday": 1, **each} for each in MEETING]


def found(house: House, **more: Any) -> None:
    house.ask("found_areas", areas=[an_area("x", "micro", "base 1")], **more)


def cover(house: House) -> None:
    house.ask("report_coverage", area_id=id_of("nowhere"))


def levels(house: House, **said: Any) -> None:
    house.ask("write_level_scheme", valid_from=TODAY.isoformat(), seen_version=0, **said)


def wrong_levels(house: House) -> None:
    base = next(vars(level) for level in USUAL.levels if level.kind == "county")
    levels(house, levels=[base, base])


def preset_in_use(house: House) -> None:
    house.ask("write_level_scheme", valid_from=TODAY.isoformat(), seen_version=0, levels=with_units())
    house.ask("found_areas", areas=[an_area("unit", "unit", "micro 1")])
    house.ask("write_level_scheme", valid_from=LATER.isoformat(), seen_version=1, preset="chenghua")


def with_units() -> list[dict[str, Any]]:
    unit = {"kind": "unit", "name_zh": "单元", "name_en": "Unit", "parents": ["micro"]}
    return [*(vars(level) for level in USUAL.levels), unit]


def into(name: str, kind: str = "micro", under: str = "base 1", **more: Any) -> dict[str, Any]:
    return founded(name, kind, under) | more


def parted(house: House, **more: Any) -> None:
    part = {"id": id_of("part"), "name": "part"} | more
    house.ask("split_area", **seen(house, "micro 1"), parts=[part], primary_id=id_of("micro 1"))


def to_part(house: House, **more: Any) -> None:
    part = {"id": id_of("part"), "name": "part"}
    usual = {"primary_id": id_of("micro 1")}
    house.ask("split_area", **seen(house, "micro 1"), parts=[part], **usual | more)


def enter_again(house: House, *places: dict[str, Any]) -> None:
    enter(house, a_place("b"))
    enter(house, *places)


UNITS = {"building_id": id_of("A"), "first": 1, "last": 1}
CODE = {"scheme": "NBS2023", "code": "x", "valid_from": LATER.isoformat()}
STRANGE = CODE | {"scheme": "SYS:nobody"}
GIVEN = CODE | {"code": COMMUNITY_CODE}
NOBODY = id_of("nobody")
NAMED: list[tuple[str, Any, tuple[str, ...]]] = [
    ("the day of a batch", lambda house: found(house, effective_on=BEFORE), ("effective_on",)),
    ("other kinds", lambda house: merge(house, "micro 1", into="base 2"), ("sources", "target")),
    ("its heir's kind", lambda house: abolish(house, "micro 1", "base 2"), ("successor",)),
    ("its own place", lambda house: merge(house, "micro 1", into=into("x", under="total")), ("founded",)),
    ("its own name", lambda house: merge(house, "micro 1", into=into("x") | {"name": "micro 2"}),
     ("founded.name",)),
    ("a part's name", lambda house: parted(house, name="micro 2"), ("parts.0.name",)),
    ("a part's code", lambda house: parted(house, codes=[CODE]), ("parts.0.codes.0.code",)),
    ("a strange scheme", lambda house: parted(house, codes=[STRANGE]), ("parts.0.codes",)),
    ("a code before", lambda house: parted(house, codes=[STRANGE | {"valid_from": BEFORE}]),
     ("parts.0.codes",)),
    ("its own code", lambda house: merge(house, "micro 1", into=into("x", codes=[CODE])),
     ("founded.codes.0.code",)),
    ("a given code", lambda house: merge(house, "micro 1", into=into("x", codes=[GIVEN])),
     ("founded.codes",)),
    ("the primary", lambda house: to_part(house, primary_id=NOBODY), ("primary_id",)),
    ("a child's part", lambda house: to_part(house, children=[{"area_id": id_of("micro 2"),
      "part_id": NOBODY}]), ("children.0.part_id",)),
    ("a unit's part", lambda house: to_part(house, units=[UNITS | {"part_id": id_of("part")},
      UNITS | {"part_id": NOBODY}]), ("units.1.part_id",)),
    ("a taken id", lambda house: house.ask("found_areas", areas=[an_area("x", "micro", "base 1"),
      an_area("micro 1", "micro", "base 1", name="y")]), ("areas.1.id",)),
    ("a part's id", lambda house: parted(house, id=id_of("micro 2")), ("parts.0.id",)),
    ("its own id", lambda house: merge(house, "micro 1", into=into("micro 2") | {"name": "x"}),
     ("founded.id",)),
    ("a place's id", lambda house: enter_again(house, a_place("a"), a_place("b") | {"name": "c"}),
     ("places.1.id",)),
    ("a person's id", lambda house: house.ask("enter_staff", staff=[a_person("x"),
      a_person("li", display_name="y")]), ("staff.1.id",)),
    ("a duty's id", lambda house: house.ask("appoint_staff", appointments=[
      a_duty("li", "micro 2", valid_from=TODAY), WANG_AT_1]), ("appointments.1.id",)),
    ("a building's id", lambda house: enter_buildings(house, a_building("B"), a_building("A", floors=9)),
     ("buildings.1.id",)),
    ("coverage", cover, ("area_id",)),
    ("levels", wrong_levels, ("levels",)),
    ("a preset", preset_in_use, ("preset",)),
    ("hours", lambda house: enter(house, a_place("a", hours=[{"weekday": 1, **SPAN}])), ("places.0.hours",)),
    ("weekdays", lambda house: enter(house, a_place("a", hours=WEEKDAYS)), ("places.0.hours",)),
    ("a day", lambda house: enter(house, a_place("a", exceptions=[A_DAY])), ("places.0.exceptions",)),
    ("a day's spans", lambda house: enter(house, a_place("a", exceptions=[A_DAY | {"spans": MEETING}])),
     ("places.0.exceptions",)),
    ("duties", lambda house: enter(house, a_place("a", duties=[DUTY])), ("places.0.duties.0.ends",)),
]  # fmt: skip


@pytest.mark.parametrize(("ask", "fields"), [pytest.param(*each, id=what) for what, *each in NAMED])
def test_a_refusal_names_what_the_request_has(house: House, ask: Any, fields: tuple[str, ...]):
    lived_in(house)
    with pytest.raises(DomainError) as refused:
        ask(house)
    assert refused.value.about == fields
