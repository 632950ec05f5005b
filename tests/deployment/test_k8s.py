"""The manifests: of the schema, closed, and of one mind with the settings and the servers' files."""

from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from click.testing import CliRunner

from deploy.linli.capacity import fit_in_broker, fit_in_databases
from deploy.linli.definitions import MOST_CONNECTIONS
from deploy.linli.main import main
from deploy.linli.services import SERVICES
from services.chassis.settings import Settings, load_settings
from tests.architecture.source import ROOT
from tests.deployment.dockerfile import stages
from tests.deployment.manifests import (
    K8S,
    NAMES,
    container_of,
    documents,
    every_password,
    manifests,
    of_kind,
    pod_of,
    secrets,
)

VERSION = "1.37"
OWN_KINDS = ("ScaledObject", "TriggerAuthentication")
PRODUCTION = ROOT / "deploy" / "config" / "production.yaml"
UID = stages("grids")[-1].said("USER")[0].split(":")


def settings_of_cluster() -> Settings:
    """As a pod reads them."""
    given = of_kind("ConfigMap")["linli-settings"]["data"]
    keys = {"LINLI_BLOBS__ACCESS_KEY": "a", "LINLI_BLOBS__SECRET_KEY": "b"}
    return load_settings(PRODUCTION, given | keys)


@pytest.mark.parametrize(
    "document", manifests(), ids=lambda each: f"{each['kind']} {each['metadata']['name']}"
)
def test_a_manifest_is_of_its_schema(document: dict[str, Any]):
    if document["kind"] not in OWN_KINDS:
        kubernetes_validate.validate(document, VERSION, strict=True)


@pytest.mark.parametrize(
    "folder", sorted(K8S.glob("*/kustomization.yaml")), ids=lambda file: file.parent.name
)
def test_a_kustomization_names_every_file_beside_it(folder: Path):
    [said] = documents(folder)
    beside = {file.name for file in folder.parent.glob("*.yaml")} - {"kustomization.yaml"}
    assert {name for name in said["resources"] if name != "../base"} == beside


@pytest.mark.parametrize("name", NAMES)
def test_a_pod_may_do_nothing_and_write_nowhere_but_in_its_volumes(name: str):
    pod = pod_of(name)
    assert pod["automountServiceAccountToken"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert [str(pod["securityContext"][each]) for each in ("runAsUser", "runAsGroup")] == UID
    for container in (*pod["initContainers"], *pod["containers"]):
        closed = container["securityContext"]
        assert closed["readOnlyRootFilesystem"] is True
        assert closed["allowPrivilegeEscalation"] is False
        assert closed["capabilities"] == {"drop": ["ALL"]}
        assert {*container["resources"]} == {"requests", "limits"}


@pytest.mark.parametrize("name", NAMES)
def test_the_probes_ask_the_port_of_the_settings(name: str):
    container = container_of(name)
    [port] = [each["containerPort"] for each in container["ports"] if each["name"] == "probe"]
    assert port == settings_of_cluster().probe.ports[name]
    asked = {kind: container[f"{kind}Probe"]["httpGet"] for kind in ("startup", "liveness", "readiness")}
    assert {kind: each["path"] for kind, each in asked.items()} == {
        "startup": "/healthz",
        "liveness": "/healthz",
        "readiness": "/readyz",
    }
    assert {each["port"] for each in asked.values()} == {"probe"}


@pytest.mark.parametrize("name", NAMES)
def test_a_pod_is_given_time_to_stop(name: str):
    pause = (
        container_of(name).get("lifecycle", {}).get("preStop", {}).get("exec", {}).get("command", ["", 0])[1]
    )
    assert (
        pod_of(name)["terminationGracePeriodSeconds"]
        > float(pause) + settings_of_cluster().limits.stop_within
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_last_of_two_is_not_taken_away(name: str):
    assert of_kind("PodDisruptionBudget")[name]["spec"]["minAvailable"] == 1
    assert of_kind("Deployment")[name]["spec"]["replicas"] >= 2


def test_the_deployments_are_alike_but_for_names():
    shapes = set()
    for name in SERVICES:
        text = yaml.safe_dump(of_kind("Deployment")[name]).replace(name, "NAME")
        shapes.add(
            "\n".join(
                line for line in text.splitlines() if "containerPort" not in line and "emory" not in line
            )
        )
    without_blobs = {
        shape.replace("        - secretRef:\n            name: linli-blobs\n", "") for shape in shapes
    }
    assert len(without_blobs) == 1


@pytest.mark.parametrize("folder", ["keda", "hpa"])
def test_scaling_knows_every_deployment_and_no_more_than_the_sums_count(folder: str):
    found = {}
    for each in documents(K8S / folder / "scaling.yaml"):
        if each["kind"] in ("ScaledObject", "HorizontalPodAutoscaler"):
            spec = each["spec"]
            most = spec.get("maxReplicaCount") or spec["maxReplicas"]
            found[spec["scaleTargetRef"]["name"]] = most
    assert found == settings_of_cluster().scale.instances
    surges = {
        each["spec"]["strategy"]["rollingUpdate"]["maxSurge"] for each in of_kind("Deployment").values()
    }
    assert surges == {settings_of_cluster().scale.spare}


def test_a_queue_that_scales_is_one_of_the_houses():
    agreed = {*(ROOT / "tests" / "architecture" / "queue_names.txt").read_text().split()}
    for name, scaled in of_kind("ScaledObject").items():
        for trigger in scaled["spec"]["triggers"]:
            if trigger["type"] == "rabbitmq":
                assert trigger["metadata"]["queueName"] in agreed | {f"rpc.{name}"}


def test_all_that_may_run_at_once_fits_in_the_servers_of_the_files():
    house = settings_of_cluster()
    assert "room for" in fit_in_databases(house, max_connections(), reserved=3)
    assert house.scale.broker_connections == MOST_CONNECTIONS
    assert fit_in_broker(house, channels=channel_max())


def test_gateways_that_come_and_go_count_together():
    assert settings_of_cluster().rates.store


@pytest.fixture
def printed(tmp_path: Path) -> list[dict[str, Any]]:
    settings = tmp_path / "keys.yaml"
    settings.write_text(f"keys_dir: {tmp_path / 'keys'}\n")
    assert CliRunner().invoke(main, ["keys", "create", "--config", str(settings)]).exit_code == 0
    return secrets(tmp_path / "keys", every_password())


def test_the_secrets_that_are_printed_are_those_that_the_manifests_name(printed):
    made = {(each["kind"], each["metadata"]["name"]) for each in printed}
    for each in printed:
        kubernetes_validate.validate(each, VERSION, strict=True)
    assert made | {("ConfigMap", "linli-settings")} == set(named_in(manifests()))


def test_who_signs_has_the_key_and_nobody_else(printed):
    keys = {each["metadata"]["name"]: {*each.get("data", {})} for each in printed}
    for service in SERVICES:
        people = {"people.key.pem"} if service == "members" else set()
        assert keys[f"linli-{service}-keys"] == {"master.key", f"service-{service}.key.pem"} | people
    assert keys["linli-gateway-keys"] == {
        "gateway.console.key",
        "gateway.cursors.key",
        "service-gateway.key.pem",
    }


def named_in(part: Any) -> Any:
    """Every Secret and ConfigMap that is asked for, as (kind, name)."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key in ("secretRef", "configMapRef", "secret", "configMap"):
                yield "Secret" if key.startswith("secret") else "ConfigMap", value["name"]
            elif key == "secretTargetRef":
                yield from (("Secret", each["name"]) for each in value)
            else:
                yield from named_in(value)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from named_in(each)


def max_connections() -> int:
    return _number(ROOT / "deploy" / "postgresql" / "postgresql.conf", "max_connections")


def channel_max() -> int:
    return _number(ROOT / "deploy" / "rabbitmq" / "rabbitmq.conf", "channel_max")


def _number(file: Path, name: str) -> int:
    [line] = [line for line in file.read_text().splitlines() if line.startswith(f"{name} = ")]
    return int(line.rpartition(" ")[2])
