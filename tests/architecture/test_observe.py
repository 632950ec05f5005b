"""Dashboard and alerts name what the processes really tell, and each trouble has its alert and its advice."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.metrics import MetricWrapperBase

from services.chassis import figures, metrics
from services.chassis.figures import JOB_LATE, LATE, QUEUE_LATE
from services.members.grants import figures as of_grants
from tests.architecture.source import ROOT

ALERTS = ROOT / "deploy" / "observe" / "alerts.yaml"
RULES: list[dict[str, Any]] = [
    rule for group in yaml.safe_load(ALERTS.read_text())["groups"] for rule in group["rules"]
]
PANELS = json.loads((ROOT / "deploy" / "observe" / "dashboard.json").read_text())["panels"]
SHOWN = [target["expr"] for panel in PANELS for target in panel["targets"]]
ASKED = [*(rule["expr"] for rule in RULES), *SHOWN]
GUIDE = (ROOT / "docs" / "guides" / "seeing.md").read_text()
TROUBLES = sorted(re.findall(r'yield "(\w+)"', Path(figures.__file__).read_text()))
BOUNDS = {"outbox_late": LATE, "audit_late": LATE, "queue_late": QUEUE_LATE, "jobs_late": JOB_LATE}
SUFFIXES = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum"), "gauge": ("",)}
NOT_OURS = {"up": {"job", "instance"}, "process_cpu_seconds_total": {"job", "instance"}}
GIVEN = {"job", "instance"}
"""Labels that Prometheus adds to all."""

METRIC = re.compile(r"\b((?:linli|process)_\w+|up)\b(?:{([^}]*)})?")
GROUPED = re.compile(r"\bby \(([^)]*)\)")


def told() -> Iterator[tuple[str, set[str]]]:
    """Every name that a process tells, with its labels."""
    for metric in (*vars(metrics).values(), *vars(of_grants).values()):
        if isinstance(metric, MetricWrapperBase):
            for suffix in SUFFIXES[str(metric._type)]:
                le = {"le"} if suffix == "_bucket" else set()
                yield metric._name + suffix, {*metric._labelnames, *le}


TOLD = dict(told()) | NOT_OURS


@pytest.mark.parametrize("asked", ASKED)
def test_what_is_asked_for_is_told_with_these_labels(asked: str):
    found = METRIC.findall(asked)
    assert found
    for name, matchers in found:
        assert name in TOLD
        assert set(re.findall(r"(\w+)=~?", matchers)) <= TOLD[name] | GIVEN, name
    labels = set.union(*(TOLD[name] for name, _ in found)) | GIVEN
    grouped = {label.strip() for names in GROUPED.findall(asked) for label in names.split(",")}
    assert grouped <= labels


def test_everything_that_is_told_is_on_the_dashboard():
    shown = {name for asked in ASKED for name, _ in METRIC.findall(asked)}
    families = {re.sub("_(total|bucket|count|sum)$", "", name) for name in shown}
    assert {re.sub("_(total|bucket|count|sum)$", "", name) for name in TOLD} <= families


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_says_what_is_wrong_and_the_guide_what_to_do(rule: dict[str, Any]):
    assert rule["labels"]["severity"] in ("page", "ticket")
    assert rule["annotations"]["summary"]
    assert re.search(rf"^\| {rule['alert']} \|.+\|.+\|$", GUIDE, re.M)
    used = set(re.findall(r"\$labels\.(\w+)", rule["annotations"]["summary"]))
    grouped = {label.strip() for names in GROUPED.findall(rule["expr"]) for label in names.split(",")}
    [(name, _), *_] = METRIC.findall(rule["expr"])
    assert used <= (grouped or TOLD[name] | GIVEN)


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_trouble_of_the_status_has_an_alert_at_the_same_bound(trouble: str):
    [rule] = [rule for rule in RULES if rule["labels"].get("trouble") == trouble]
    assert f"`{trouble}`" in GUIDE
    if trouble in BOUNDS:
        assert {float(bound) for bound in re.findall(r"> ([\d.]+)", rule["expr"])} == {BOUNDS[trouble]}


def test_no_alert_names_a_trouble_that_is_none():
    assert {rule["labels"].get("trouble") for rule in RULES} - {None} == set(TROUBLES)


def test_prometheus_takes_the_rules():
    tool = shutil.which("promtool")
    if tool is None:
        pytest.skip("promtool is not installed")
    ran = subprocess.run([tool, "check", "rules", ALERTS], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
