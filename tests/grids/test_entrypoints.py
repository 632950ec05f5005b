"""The entrypoints on a world in memory: what each takes, and that its answer is what it promises."""

from types import SimpleNamespace
from typing import Any

import pytest

from services.chassis import wire
from services.chassis.clock import FixedClock
from services.chassis.settings import Settings
from services.chassis.specs import rpcs_of
from services.grids.area_sheets.domain.area_import import AreaImport
from services.grids.area_sheets.domain.area_sheet import AreaSheet, SheetFormat
from services.grids.estate_sheets.domain.estate_import import EstateImport
from services.grids.service import GridsService
from tests.grids.builders import NOW, id_of
from tests.grids.day import DAY, ENDED, FILE, MADE
from tests.grids.house import CATALOGUE, ROLES
from tests.grids.world import CALLER, FakeWorld

SPECS = {
    spec.name: spec
    for spec in rpcs_of(GridsService)
    if not getattr(GridsService, spec.name).__module__.startswith("services.chassis")
}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    service = GridsService()
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"))
    service.foundation = SimpleNamespace(settings=settings, catalogue=CATALOGUE, roles=ROLES)
    world = FakeWorld()
    ended = AreaImport(ENDED, None, "a.csv", FILE, False, "job", "me", NOW).ended(FILE)[0]
    made = AreaSheet(MADE, None, SheetFormat.CSV, "job", "me", NOW).made(FILE, 14)[0]
    estate = EstateImport(ENDED, id_of("community"), "a.csv", FILE, False, "job", "me", NOW)
    world.kept.estate_imports[ENDED] = estate.ended(FILE)[0]
    world.kept.area_imports[ENDED], world.kept.area_sheets[MADE] = ended, made
    service.begin, service.clock = world, FixedClock(NOW)  # type: ignore[assignment]
    given: dict[str, Any] = {}
    for method, body in DAY:
        spec = SPECS[method]
        assert spec.takes
        told = body(given) if callable(body) else body
        command = spec.takes.parse(wire.loads(wire.dumps(told)))
        given[method] = spec.gives.dump(getattr(service, method)(command, CALLER))
    return given


def test_the_day_goes_through_every_entrypoint():
    assert {method for method, _ in DAY} == set(SPECS)


@pytest.mark.parametrize("method", SPECS)
def test_an_answer_has_every_field_that_it_promises(method, answers):
    assert set(answers[method]) == set(SPECS[method].gives.fields)


@pytest.mark.parametrize("method", [name for name, spec in SPECS.items() if "items" in spec.gives.fields])
def test_an_item_has_every_field_that_it_promises(method, answers):
    promised = SPECS[method].gives.fields["items"].inner.schema.fields  # type: ignore[attr-defined]
    items = answers[method]["items"]

    assert items
    assert all(set(item) == set(promised) for item in items)


@pytest.mark.parametrize(
    "method", [name for name, spec in SPECS.items() if spec.takes and "after" in spec.takes.fields]
)
def test_a_list_is_as_long_as_asked_for(method, answers):
    assert len(answers[method]["items"]) <= 2
    assert "next" in answers[method]


@pytest.mark.parametrize("method", [name for name, spec in SPECS.items() if spec.reads is None])
def test_what_changes_one_thing_answers_with_its_version(method, answers):
    answer = answers[method]
    changed = answer.get("items", answer["areas"] if "ended_ids" in answer else [answer])

    assert all("version" in each for each in changed)


def test_a_case_is_closed_at_the_end_of_its_day(answers):
    assert [answers[method]["state"] for method in ("register_case", "assign_case", "get_case")] == [
        "registered", "assigned", "closed",
    ]  # fmt: skip


@pytest.mark.parametrize(("method", "permission"), [
    ("found_areas", "areas.change"), ("get_area", "areas.read"), ("feed_areas", "areas.feed"),
    ("write_level_scheme", "levels.change"),
    ("merge_areas", "areas.change"), ("preview_split", "areas.change"),
    ("list_area_changes", "areas.read"),
    ("enter_buildings", "dwellings.change"), ("rename_building", "dwellings.change"),
    ("list_dwellings", "dwellings.read"), ("get_building", "dwellings.read"),
    ("enter_staff", "staff.change"), ("change_staff", "staff.change"),
    ("get_staff", "staff.read"), ("appoint_staff", "posts.change"),
    ("list_posts", "posts.read"), ("write_post_roles", "roles.change"),
    ("find_responsible", "posts.read"), ("get_staffing", "posts.read"),
    ("register_case", "cases.register"), ("get_case", "cases.read"),

    ("enter_candidates", "candidates.change"), ("list_candidates", "candidates.read"),
    ("log_work", "work.log"), ("list_work", "work.read"),
    ("found_organisations", "organisations.change"), ("find_organisations", "organisations.read"),
    ("enter_places", "places.change"), ("list_places", "places.read"),
    ("assign_case", "cases.assign"), ("take_case_in_hand", "cases.handle"), ("close_case", "cases.close"),
])  # fmt: skip
def test_each_part_of_the_work_has_its_own_permission(method, permission):
    assert SPECS[method].permission == permission


@pytest.mark.parametrize("method", ["get_case", "list_cases"])
def test_reading_cases_is_reading_personal_data(method):
    assert SPECS[method].reads == "personal"
