"""The house on one machine: of the schema, closed, in the right order, within what its servers take."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.linli.capacity import fit_in_broker, fit_in_databases
from deploy.linli.services import GATEWAY, SERVICES
from services.chassis.settings import load_settings
from tests.architecture.source import ROOT
from tests.deployment.manifests import COMPOSE, NAMES
from tests.deployment.test_k8s import channel_max, max_connections

SAID: dict[str, Any] = yaml.safe_load(COMPOSE.read_text())
RUNNING: dict[str, Any] = SAID["services"]
PRODUCTION = load_settings(ROOT / "deploy" / "config" / "production.yaml", {})
NAMED = re.compile(r"\$\{(\w+)(:?[?-])?[^}]*\}")


def test_the_file_is_of_its_schema():
    look = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    ran = subprocess.run([*look, str(COMPOSE)], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize(
    "name", [*NAMES, *(f"migrate-{service}" for service in SERVICES), "keys", "definitions"]
)
def test_a_process_of_the_house_may_do_nothing_and_write_nowhere_but_in_its_volumes(name: str):
    said = RUNNING[name]
    assert said["read_only"] is True
    assert said["cap_drop"] == ["ALL"]
    assert said["security_opt"] == ["no-new-privileges:true"]
    assert not said.get("privileged")


@pytest.mark.parametrize("name", NAMES)
def test_a_process_waits_for_keys_broker_and_its_migration_and_is_given_time_to_stop(name: str):
    said = RUNNING[name]
    wanted = {"keys", "rabbitmq"} | ({f"migrate-{name}"} if name in SERVICES else set())
    assert {*said["depends_on"]} == wanted
    assert int(said["stop_grace_period"].removesuffix("s")) > PRODUCTION.limits.stop_within
    assert said["build"] == {"context": "../..", "dockerfile": "deploy/Dockerfile", "args": {"SERVICE": name}}


@pytest.mark.parametrize("service", SERVICES)
def test_only_a_migration_has_the_owners_password(service: str):
    having = [
        name for name, said in RUNNING.items() if "LINLI_DATABASE__OWNER" in said.get("environment", {})
    ]
    assert sorted(having) == [f"migrate-{name}" for name in sorted(SERVICES)]
    assert RUNNING[f"migrate-{service}"]["command"] == ["migrate", service]


def test_only_the_gateway_is_reached_from_outside_and_from_this_machine_alone():
    reached = {name: said["ports"] for name, said in RUNNING.items() if "ports" in said}
    assert reached == {GATEWAY: ["127.0.0.1:8000:8000"]}
    assert SAID["networks"]["inside"] == {"internal": True}


def test_every_server_has_a_version_and_a_health_check():
    for name, said in RUNNING.items():
        assert re.search(r":\d", said["image"]), name
        if said.get("restart") == "unless-stopped" and name not in NAMES:
            assert "healthcheck" in said, name


def test_every_file_that_is_mounted_is_there():
    for said in RUNNING.values():
        for volume in said.get("volumes", []):
            place = volume.split(":")[0]
            assert place in SAID["volumes"] or (COMPOSE.parent / place).exists(), place


def test_what_runs_fits_in_the_servers_of_the_files():
    replicas = {name: RUNNING[name]["deploy"]["replicas"] for name in NAMES}
    assert replicas == PRODUCTION.scale.instances
    assert fit_in_databases(PRODUCTION, max_connections(), reserved=3)
    assert fit_in_broker(PRODUCTION, channel_max())


def test_no_password_is_in_the_file_and_each_that_it_asks_for_is_made(tmp_path: Path):
    (tmp_path / "secrets.sh").write_text((COMPOSE.parent / "secrets.sh").read_text())
    made = subprocess.run(["sh", tmp_path / "secrets.sh"], capture_output=True, text=True, check=True)
    again = subprocess.run(["sh", tmp_path / "secrets.sh"], capture_output=True, check=False)
    file = tmp_path / ".env"
    lines = dict(line.split("=") for line in file.read_text().splitlines())

    asked = {name for name, default in NAMED.findall(COMPOSE.read_text()) if default != ":-"}
    assert set(lines) == asked
    assert len({*lines.values()}) == len(lines)
    assert all(len(value) == 48 for value in lines.values())
    assert not any(value in made.stdout for value in lines.values())
    assert (file.stat().st_mode & 0o777, again.returncode) == (0o600, 1)
    assert not re.search(r"PASSWORD[^\n]*: (?!\$)", COMPOSE.read_text())
