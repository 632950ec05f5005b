"""Whatever reads or writes does so behind `begin(caller)`: in the caller's district and areas (D1, D2)."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from services.chassis.caller import Caller
from services.chassis.clock import FixedClock
from services.chassis.contracts import SERVICES
from services.chassis.roles import Roles
from services.chassis.settings import Settings
from services.chassis.specs import RpcSpec, jobs_of, listeners_of, rpcs_of, timers_of
from services.chassis.words import Catalogue
from tests.contracts.files import CLASSES, RPCS, Asked, least_of

CALLER = Caller("d7k2m9", "somebody", "person")
USE_CASES = sorted(SERVICES.glob("*/*/use_cases/*.py"))
ROLES = Roles.load()
NOON = FixedClock(datetime(2026, 3, 5, 4, tzinfo=UTC))
OF_A_LABEL = ("grids.get_label", "grids.open_label", "grids.replace_label", "grids.revoke_label")
AN_ID, OTHER = (f"00000000-0000-7000-8000-{number:012}" for number in (1, 2))
MORE: dict[str, dict[str, Any]] = {
    "grids.hand_over": {"to_id": "00000000-0000-7000-8000-000000000002"},
    "grids.resolve_code": {"scheme": "LOCAL"},
    "grids.count_divisions": {"scheme": "MCA", "code": "350403"},
    "grids.list_divisions": {"scheme": "MCA"},
    "grids.resolve_division": {"scheme": "MCA", "code": "350403"},
    "grids.roll_up_figures": {"scheme": "MCA", "figures": ["350403:1"], "on": "2026-03-05"},
    "grids.upsert_areas": {"scheme": "SYS:a"},
    "grids.give_code": {"scheme": "LOCAL"},
    "grids.retire_code": {"scheme": "LOCAL"},
    "grids.register_code_scheme": {"scheme": "SYS:a"},
    "grids.write_level_scheme": {"preset": "chenghua"},
    **{rpc: {"token": f"{'A' * 22}ZDdrMm05"} for rpc in OF_A_LABEL},
    "grids.merge_areas": {"founded": {"id": AN_ID, "name": "a", "kind": "micro"}},
    "grids.preview_merge": {"founded": {"id": AN_ID, "name": "a", "kind": "micro"}},
    "grids.split_area": {"primary_id": AN_ID, "parts": [{"id": AN_ID, "name": "a"}], "area_id": OTHER},
    "grids.preview_split": {"primary_id": AN_ID, "parts": [{"id": AN_ID, "name": "a"}], "area_id": OTHER},
    "members.search_residents": {"name": "z"},
    "members.break_glass": {"reason": "for ten letters"},
    "grids.begin_estate_import": {"file": f"{'0' * 64}.{'A' * 43}"},
    "grids.draw_shape": {"shape": None},
    "grids.find_area_at": {"lon": "104.1", "lat": "30.6"},
    "grids.find_organisations": {"area_id": AN_ID},
    "grids.report_organisation_coverage": {"area_kind": "base"},
    "grids.begin_area_import": {"file": f"{'0' * 64}.{'A' * 43}"},
    "members.report_people": {"unplaced": []},
    "members.begin_import": {"file": f"{'0' * 64}.{'A' * 43}"},
}
"""What a domain asks for beside the required fields."""


class Begun(Exception):
    """Raised by the first `begin`, so that nothing behind it is needed."""


def begin(caller: Caller) -> Any:
    raise Begun(caller)


def is_of_a_room(rpc: Asked) -> bool:
    """The chassis's own begin for the district of the caller."""
    return not getattr(CLASSES[rpc.service], rpc.method).__module__.startswith("services.chassis.")


def ask(rpc: Asked) -> None:
    service = CLASSES[rpc.service]()
    service.begin, service.clock = begin, NOON
    service.foundation = SimpleNamespace(settings=Settings(), catalogue=Catalogue({}), roles=ROLES)
    spec: RpcSpec = getattr(service, rpc.method).linli
    assert spec.takes is not None
    least = least_of(rpc.schemas[rpc.contract["takes"]], rpc.schemas)
    getattr(service, rpc.method)(spec.takes.parse(least | MORE.get(str(rpc), {})), CALLER)


@pytest.mark.parametrize("rpc", [rpc for rpc in RPCS if is_of_a_room(rpc)], ids=str)
def test_an_rpc_begins_as_its_caller_and_reads_nothing_before(rpc: Asked):
    with pytest.raises(Begun) as begun:
        ask(rpc)
    assert begun.value.args == (CALLER,)


def test_what_the_chassis_adds_to_a_service_is_for_whoever_runs_the_system():
    """But for jobs, of which everybody sees their own."""
    added = {rpc.contract["permission"] for rpc in RPCS if not is_of_a_room(rpc)}
    holders = {
        role
        for role, held in ROLES.permissions.items()
        for permission in added
        if permission in held and "jobs." not in permission
    }
    assert added == {
        "audit.read",
        "events.tend",
        "jobs.cancel",
        "jobs.read",
        "mirrors.tend",
        "operator.read",
        "seals.renew",
    }
    assert holders == {"audit_administrator", "operator", "system_administrator"}


def test_every_public_method_of_a_service_is_an_entrypoint_with_a_permission():
    for service in CLASSES.values():
        declared = {
            each.name for found in (rpcs_of, listeners_of, timers_of, jobs_of) for each in found(service)
        }
        assert _own_methods(service) == declared
        assert all(spec.permission for spec in rpcs_of(service))


def _own_methods(service: type) -> set[str]:
    return {
        name
        for name in dir(service)
        if not name.startswith("_")
        and callable(getattr(service, name))
        and hasattr(getattr(service, name), "__code__")
    }


@pytest.mark.parametrize("path", USE_CASES, ids=lambda path: str(path.relative_to(SERVICES)))
def test_a_use_case_begins_as_the_caller_it_was_given(path: Path):
    for function in ast.walk(ast.parse(path.read_text())):
        if isinstance(function, ast.FunctionDef):
            for begun in _calls_of("begin", function):
                assert [ast.unparse(argument) for argument in begun.args] == ["caller"]
                assert "caller" in {argument.arg for argument in function.args.args}


def test_no_room_reaches_the_database_past_its_transaction():
    """Engines, sessions and connections are the chassis's; a room has `rows`."""
    names = ("create_engine", "storage.database", "storage.session", "storage.call", "psycopg2", "sqlite3")
    rooms = [path for path in sorted(SERVICES.rglob("*.py")) if "chassis" not in path.parts]
    assert [str(path) for path in rooms if any(name in path.read_text() for name in names)] == []


def _calls_of(name: str, function: ast.FunctionDef) -> Iterator[ast.Call]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node
