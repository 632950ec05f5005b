"""The files for Kubernetes and compose, read."""

import os
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from deploy.linli.services import GATEWAY, SERVICES
from tests.architecture.source import ROOT

K8S = ROOT / "deploy" / "k8s"
COMPOSE = ROOT / "deploy" / "compose" / "compose.yaml"
NAMES = [*SERVICES, GATEWAY]
Json = dict[str, Any]


def documents(file: Path) -> list[Json]:
    return [each for each in yaml.safe_load_all(file.read_text()) if each]


@cache
def manifests() -> tuple[Json, ...]:
    """All but kustomize's own."""
    files = [file for file in sorted(K8S.glob("*/*.yaml")) if file.name != "kustomization.yaml"]
    return tuple(document for file in files for document in documents(file))


def of_kind(kind: str) -> dict[str, Json]:
    return {each["metadata"]["name"]: each for each in manifests() if each["kind"] == kind}


def pod_of(name: str, kind: str = "Deployment") -> Json:
    pod: Json = of_kind(kind)[name]["spec"]["template"]["spec"]
    return pod


def container_of(name: str) -> Json:
    [container] = pod_of(name)["containers"]
    found: Json = container
    return found


def secrets(keys: Path, passwords: Mapping[str, str], *options: str) -> list[Json]:
    """What secrets.sh prints for this folder of keys."""
    ran = subprocess.run(
        ["sh", str(K8S / "secrets.sh"), *options, str(keys)],
        env={"PATH": os.environ["PATH"], **passwords},
        capture_output=True,
        text=True,
        check=True,
    )
    return [each for each in yaml.safe_load_all(ran.stdout) if each]


def every_password() -> dict[str, str]:
    users = [f"BROKER_PASSWORD_{user.upper()}" for user in (*NAMES, "scaling")]
    roles = [f"{s.upper()}_{role}_PASSWORD" for s in SERVICES for role in ("OWNER", "APP", "WORK")]
    named = [*users, *roles, "BLOBS_ACCESS_KEY", "BLOBS_SECRET_KEY"]
    return {f"LINLI_{name}": f"of-{name.lower()}" for name in named}
