"""Grids' things with one difference from the usual, and the ground that most tests stand on."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

from services.grids.areas.domain.codes import NewCode
from services.grids.areas.domain.founding import NewArea
from services.grids.areas.use_cases.found_areas import FoundAreas
from services.grids.cases.domain.case import Case
from services.grids.posts.domain.post import NewAppointment
from services.grids.posts.use_cases.appoint_staff import AppointStaff
from services.grids.posts.use_cases.enter_staff import EnterStaff, NewStaff

NOW = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)
TODAY = date(2026, 3, 5)
SINCE = date(2023, 6, 30)
COMMUNITY_CODE = "510108006004"
SEED = UUID("6f1d2a58-93c4-7b0e-8a6d-2c5e7f901b34")


def id_of(name: str) -> str:
    """The same id for the same name."""
    return str(uuid5(SEED, name))


def a_code(**different: Any) -> NewCode:
    usual: dict[str, Any] = {"scheme": "NBS2023", "code": COMMUNITY_CODE, "valid_from": SINCE}
    return NewCode(**usual | different)


def an_area(name: str, kind: str, under: str | None, /, **different: Any) -> NewArea:
    usual: dict[str, Any] = {
        "id": id_of(name),
        "parent_id": id_of(under) if under else None,
        "kind": kind,
        "name": name,
    }
    return NewArea(**usual | different)


def the_ground() -> tuple[NewArea, ...]:
    """One county with a township, two communities, and below the first 2 base, 3 micro, 1 exclusive."""
    return (
        an_area("county", "county", None),
        an_area("township", "township", "county"),
        an_area("community", "community", "township", codes=(a_code(),)),
        an_area("elsewhere", "community", "township"),
        an_area("total", "general_total", "community"),
        an_area("total elsewhere", "general_total", "elsewhere"),
        an_area("school", "exclusive", "total"),
        an_area("base 1", "base", "total"),
        an_area("base 2", "base", "total"),
        an_area("base elsewhere", "base", "total elsewhere"),
        an_area("micro 1", "micro", "base 1"),
        an_area("micro 2", "micro", "base 1"),
        an_area("micro 3", "micro", "base 2"),
        an_area("micro elsewhere", "micro", "base elsewhere"),
    )


def founding(*areas: NewArea) -> FoundAreas:
    return FoundAreas(areas)


def a_person(name: str, /, **different: Any) -> NewStaff:
    usual: dict[str, Any] = {"id": id_of(name), "display_name": name, "duty_phone": "00000000001"}
    return NewStaff(**usual | different)


def entering(*names: str) -> EnterStaff:
    return EnterStaff(tuple(a_person(name) for name in names))


def a_duty(person: str, area: str, **different: Any) -> NewAppointment:
    usual: dict[str, Any] = {
        "id": id_of(f"{person} at {area}"),
        "area_id": id_of(area),
        "role": "micro_grid_worker",
        "staff_id": id_of(person),
        "valid_from": date(2026, 1, 1),
    }
    return NewAppointment(**usual | different)


def appointing(*duties: NewAppointment) -> AppointStaff:
    return AppointStaff(duties)


def a_case(**different: Any) -> Case:
    usual: dict[str, Any] = {
        "id": id_of("case"),
        "register": COMMUNITY_CODE,
        "year": 2026,
        "place": 1,
        "area_id": id_of("micro 1"),
        "text": "The lamp in the yard is out.",
        "registered_at": NOW,
        "raiser_id": id_of("raiser"),
        "holder_id": id_of("wang"),
    }
    return Case(**usual | different)
