"""The Dockerfile: what is in an image, and what is not."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from deploy.install.part_of_lock import entries_of, needs_of, part_of, with_what_they_need
from deploy.linli.services import GATEWAY, SERVICES
from tests.architecture.source import ROOT
from tests.deployment.dockerfile import FILE, Stage, is_ignored, sources, stages, tree

NAMES = [*SERVICES, GATEWAY]
LOCK = (ROOT / "requirements.lock").read_text()
OURS = {"services", "gateway", "deploy"}
PINNED = re.compile(r"^(scratch|python:3\.11-slim-bookworm)$")


def image(service: str) -> Stage:
    return stages(service)[-1]


@pytest.mark.parametrize("name", NAMES)
def test_every_base_is_another_stage_or_named_with_its_version(name: str):
    known = set[str]()
    for stage in stages(name):
        assert stage.base in known or PINNED.match(stage.base), stage.base
        known.add(stage.name)


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_takes_only_what_is_there_and_is_sent_to_the_builder(name: str):
    for stage in stages(name):
        for source in sources(stage):
            assert (ROOT / source).exists(), source
            assert not is_ignored(source), source


@pytest.mark.parametrize("name", NAMES)
def test_an_image_has_its_service_the_chassis_and_the_command(name: str):
    at = [Path(place).parts for place in tree(name)]
    folders = {parts[:2] for parts in at if len(parts) > 2}
    usual = {("services", "chassis"), ("deploy", "linli"), ("deploy", "config")}
    contracts = {("services", service) for service in SERVICES}
    assert {each for each in folders if each[0] != GATEWAY} - usual == (
        contracts if name == GATEWAY else {("services", name)}
    )
    assert any(each[0] == GATEWAY for each in folders) == (name == GATEWAY)


def test_the_gateway_knows_services_by_their_contracts_alone():
    of_services = {place for place in tree(GATEWAY) if set(place.split("/")[1:2]) & {*SERVICES}}
    assert of_services == {f"services/{service}/contract.json" for service in SERVICES}


@pytest.mark.parametrize("name", NAMES)
def test_the_last_stage_runs_as_a_numbered_user_without_rights(name: str):
    [user] = image(name).said("USER")
    uid, gid = user.split(":")
    assert int(uid) > 9999
    assert int(gid) > 9999


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_compiled_or_fetched_in_the_last_stage(name: str):
    said = " ".join(image(name).said("RUN"))
    assert not re.search(r"apt|apk|build-essential|pip3? install|curl|wget", said)
    for compiler in ("cc", "gcc", "c++", "clang"):
        assert f"! command -v {compiler}" in said
    assert "pip uninstall" in said


def test_packages_are_taken_as_wheels_by_their_hashes():
    [packages] = [stage for stage in stages("grids") if stage.name == "packages"]
    said = " ".join(packages.said("RUN"))
    assert all(word in said for word in ("--require-hashes", "--no-deps", "--only-binary :all:"))


def test_no_secret_is_in_the_file():
    assert not re.search(r"(?i)(password|secret|token|api_?key) *=", FILE.read_text())
    assert [step for stage in stages("grids") for step, _ in stage.steps if step == "ADD"] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_secret_file_would_be_sent(name: str):
    assert [place for place in tree(name) if re.search(r"\.(pem|key|db|env)$|^var/", place)] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_list_of_needs_is_what_the_code_imports(name: str):
    by_module = dict(packages_distributions())
    by_module |= {"opentelemetry": ["opentelemetry-exporter-otlp-proto-http"]}  # many share the name
    imported = {by_module[module][0].lower().replace("_", "-") for module in _foreign(name)}
    assert imported == set(needs_of(name))


@pytest.mark.parametrize("name", NAMES)
def test_a_part_of_the_lock_has_all_that_it_needs_and_every_hash(name: str):
    part, whole = entries_of(part_of(LOCK, name)), entries_of(LOCK)
    assert with_what_they_need(part, whole) == sorted(part)
    assert all(part[package] == whole[package] and "--hash=sha256:" in part[package] for package in part)


@pytest.mark.parametrize(
    ("package", "service"), [("pypinyin", "members"), ("shapely", "grids"), ("numpy", "grids")]
)
def test_what_one_service_needs_is_in_no_others_image(package: str, service: str):
    having = [name for name in NAMES if package in entries_of(part_of(LOCK, name))]
    assert having == [service]


def _foreign(name: str) -> set[str]:
    modules = set[str]()
    for place, source in tree(name).items():
        if place.endswith(".py"):
            for node in ast.walk(ast.parse(source.read_text())):
                if isinstance(node, ast.Import):
                    modules |= {each.name for each in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    modules.add(node.module)
    return {module.split(".")[0] for module in modules} - set(sys.stdlib_module_names) - OURS
