"""What tests of the console ask for."""

from pathlib import Path

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import LEVELS, ROLES, Desk, a_case, an_area
from tests.gateway.console.sheets import A_JOB, a_sheet, an_import
from tests.gateway.console.shown import A_STAFFING, AGES, KINDS, a_place, an_appointment


@pytest.fixture
def services() -> FakeServices:
    """One case in one micro-grid."""
    imagined = FakeServices()
    imagined.answer("grids.get_case", a_case())
    imagined.answer("grids.get_area", an_area())
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
    imagined.answer("grids.get_post_roles", {"version": 0, "roles": ROLES})
    imagined.answer("grids.report_coverage", {"items": [], "next": None, "dwellings": 9, "uncovered": 0})
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
