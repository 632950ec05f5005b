"""Every RPC says who may, what it may refuse, and where it is found (D2, D4, D14)."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.contracts import Contracts
from gateway.operations import Operation
from gateway.problem import STATUS_OF
from gateway.routes import ROUTES, Route
from services.chassis.contracts import SERVICES
from services.chassis.domain import DomainError
from services.chassis.roles import Roles
from services.chassis.specs import rpcs_of
from services.chassis.words import LANGUAGES, Catalogue
from tests.contracts.files import CLASSES, RPCS, Asked, properties_of

ROOT = Path(__file__).parents[2]
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
FOR_SERVICES_ALONE = {
    "care.find_diners",
    "grids.feed_areas",
    "grids.feed_dwellings",
    "grids.feed_grouped_dwellings",
    "grids.feed_staff",
    "grids.open_label",
    "grids.read_tree_log",
    "members.contacts_of",
    "members.feed_residents",
    "members.find_standing",
    "members.open_key",
}
PERMISSION = re.compile(r"[a-z]+\.[a-z]+")


def test_the_contract_files_are_what_the_code_says():
    command = [sys.executable, "-W", "ignore", "-m", "services.chassis.contracts", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_the_rpc_of_every_route_exists_and_fits_it(route: Route):
    """What is looked for may be too private for an address, or a table: search and preview are POSTs."""
    operation = Operation.of(route, Contracts.load())
    reads = operation.rpc.reads is not None
    is_excepted = route.path.startswith("/v1/operator/") or route.path.endswith(("/search", "/preview"))
    assert reads is (route.method == "GET") or is_excepted


def test_every_rpc_has_a_route_but_those_for_services_alone():
    routed = {rpc for route in ROUTES for rpc in (route.rpc, route.on_to)}
    unrouted = {str(rpc) for rpc in RPCS if f"*.{rpc.method}" not in routed} - routed
    assert unrouted == FOR_SERVICES_ALONE


@pytest.mark.parametrize("rpc", RPCS, ids=str)
def test_some_role_holds_the_permission_of_an_rpc(rpc: Asked):
    permission = rpc.contract["permission"]
    assert PERMISSION.fullmatch(permission)
    assert [role for role in Roles.load().permissions if Roles.load().may(role, permission)]


def test_a_role_holds_no_permission_that_nothing_asks_for():
    held = set().union(*Roles.load().permissions.values())
    assert held == {rpc.contract["permission"] for rpc in RPCS}


@pytest.mark.parametrize("rpc", RPCS, ids=str)
def test_what_is_said_of_cases_and_messages_is_personal(rpc: Asked):
    """Whoever reads them is written down; what is public holds nothing of residents."""
    given = set(properties_of(rpc.schemas[rpc.contract["gives"]], rpc.schemas))
    if rpc.contract["reads"] == "public":
        assert given.isdisjoint({"text", "feedback", "raiser_id", "recipient_id"}) or str(rpc) in TEMPLATES


TEMPLATES = {"notify.get_template"}
"""A template's text is about nobody."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rpc", RPCS, ids=str)
def test_every_refusal_has_a_sentence_with_values_that_it_carries(rpc: Asked, language: str):
    catalogue = Catalogue.load([SERVICES / "chassis" / "words", SERVICES / rpc.service / "words"])
    for refusal in rpc.contract["refuses"]:
        sentence = catalogue.sentences[language][f"errors.{refusal['code']}"]
        assert set(PLACEHOLDER.findall(sentence)) <= set(refusal["values"])


@pytest.mark.parametrize("rpc", RPCS, ids=str)
def test_every_refusal_has_a_status_and_names_a_field_of_the_request(rpc: Asked):
    takes = rpc.schemas.get(rpc.contract["takes"], {})
    sent = set(properties_of(takes, rpc.schemas))
    for refusal in rpc.contract["refuses"]:
        assert refusal["kind"] in STATUS_OF
        assert not refusal["about"] or sent & set(refusal["about"]), refusal["code"]


@pytest.mark.parametrize("service", CLASSES.values(), ids=lambda service: service.name)
def test_refusals_of_one_service_that_share_a_name_are_one_to_the_caller(service: type):
    shapes: dict[str, set[tuple[object, ...]]] = {}
    for spec in rpcs_of(service):
        for error in spec.refuses:
            shapes.setdefault(error.__name__, set()).add(_shape(error))
    assert [name for name, shape in shapes.items() if len(shape) > 1] == []


def _shape(error: type[DomainError]) -> tuple[object, ...]:
    return error.kind, error.value_names()
