"""What tests of the console ask for."""

from pathlib import Path
from typing import Any

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, LEVELS, PERSON, ROLES, Desk, a_building, a_case, an_area
from tests.gateway.console.sheets import A_JOB, a_sheet, an_import
from tests.gateway.console.shown import A_STAFFING, AGES, GROUP, KINDS, a_holding, a_place, an_appointment


@pytest.fixture
def services() -> FakeServices:
    """One case in one micro-grid."""
    imagined = FakeServices()
    imagined.answer("grids.get_case", a_case())
    imagined.answer("grids.get_area", an_area())
    imagined.answer("grids.get_building", a_building())
    imagined.answer("grids.get_staff", {"id": "x", "display_name": "江立春", "duty_phone": "", "version": 1})
    imagined.refuse("grids.find_holder", "not_found", "PostUnknown")
    imagined.refuse("grids.find_responsible", "not_found", "AreaUnknown")
    imagined.answer("grids.get_staffing", A_STAFFING)
    imagined.answer("grids.get_age_profile", AGES)
    imagined.answer("grids.list_held_appointments", {"items": [], "next": None})
    imagined.answer("grids.get_appointment", an_appointment())
    imagined.answer("grids.get_place_kinds", {"version": 0, "editions": [KINDS]})
    imagined.answer("grids.get_place", a_place())
    imagined.answer("grids.list_level_schemes", {"version": 0, "schemes": [{"levels": LEVELS}]})
    imagined.answer("grids.get_post_roles", {"version": 0, "roles": ROLES, "editions": []})
    covered: dict[str, Any] = {"items": [], "next": None, "dwellings": 9, "uncovered": 0, "doubly_covered": 0}
    imagined.answer("grids.report_coverage", covered)
    return imagined


@pytest.fixture
def desk(tmp_path: Path, services: FakeServices) -> Desk:
    return Desk(tmp_path, services)


@pytest.fixture
def ground(desk: Desk, services: FakeServices) -> Desk:
    services.answer("grids.get_area", an_area(kind="community"))
    services.answer("grids.begin_area_import", an_import(state="begun"))
    services.answer("grids.get_area_import", an_import())
    services.answer("grids.ask_area_sheet", a_sheet(is_made=False))
    services.answer("grids.get_area_sheet", a_sheet())
    services.answer("grids.get_job", A_JOB | {"kind": "import_areas"})
    return desk.sign_in()


@pytest.fixture
def held(desk: Desk, services: FakeServices) -> Desk:
    """One post and one courtyard may be chosen."""
    moved = [
        {"what": "post", "id": PERSON, "area_id": AREA, "role": "micro_grid_worker", "version": 1,
         "grouping_id": None},
        {"what": "group", "id": PERSON, "area_id": AREA, "role": None, "version": 1, "grouping_id": GROUP},
    ]  # fmt: skip
    answer = {"staff_id": PERSON, "to_id": CASE, "on": "2026-03-05", "dry_run": True, "stays": []}
    services.answer("grids.hand_over", answer | {"items": moved, "contacts": "follow"})
    person = {"id": PERSON, "display_name": "江立春", "duty_phone": "", "version": 1}
    services.answer("grids.get_staff", person)
    services.answer("grids.get_area", an_area())
    services.answer("grids.list_held_appointments", {"items": [an_appointment()], "next": None})
    services.answer("grids.list_held_groupings", {"items": [a_holding()], "next": None})
    grouping: dict[str, Any] = {"id": GROUP, "kind": "courtyard", "community_id": AREA, "name": "东院"}
    services.answer("grids.get_grouping", grouping | {"closed_on": None, "holders": [], "version": 1})
    return desk.sign_in()
