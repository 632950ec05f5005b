"""The measures measure: processor time of a tree, ratios of a pair, figures by name."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.__main__ import MEASURED
from tests.bench.load import Round
from tests.bench.pairs import Comparison
from tests.bench.processor import Reading, seconds_of
from tests.bench.report import AT_LEAST, AT_MOST, Figure, beside_bar, keep

BUSY_FOR_A_WHILE = "import time\nwhile time.process_time() < 0.15: pass"
PROMISED = {
    "read_vs_rpc", "read_vs_rpc_cpu", "write_vs_rpc", "write_vs_rpc_cpu", "event_p95_ms", "event_p95_ms_50",
    "relay_per_s", "handle_per_s", "mirror_per_s", "audit_per_s", "import_per_s_postgresql",
    "import_per_s_sqlite",
    "import_grows_mb_postgresql", "import_grows_mb_sqlite", "projection_lag_s", "sql_per_500",
    "search_exact_ms", "search_prefix_ms", "search_exact_ms_300k", "search_prefix_ms_300k",
    "chain_ms", "chain_of_area_ms", "chain_then_ms", "chain_of_area_then_ms",
    "area_scope_ms", "area_children_ms", "area_search_ms", "area_move_s", "area_import_s", "area_counts_ms",
    "area_scope_ms_growth", "area_children_ms_growth", "area_search_ms_growth",
    "rss_mb", "ready_s", "sample_s", "noisy_neighbour_ratio",
}  # fmt: skip


def test_what_an_ended_child_used_counts_for_its_parent():
    runs = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {BUSY_FOR_A_WHILE!r}])\n"
    script = f"{runs}print('ended', flush=True)\ninput()"
    pipe = subprocess.PIPE
    parent = subprocess.Popen([sys.executable, "-c", script], stdin=pipe, stdout=pipe)
    try:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"ended\n"
        assert seconds_of(parent.pid) >= 0.1
    finally:
        parent.communicate(b"\n")


def test_a_process_that_came_later_is_counted_whole():
    before, after = Reading({"old": 1.0}, 10.0), Reading({"old": 1.5, "new": 0.25}, 12.0)
    assert after.since(before) == Reading({"old": 0.5, "new": 0.25}, 2.0)


def test_a_ratio_is_ours_to_the_baseline_and_of_cpu_the_other_way_round():
    baseline = Round(rate=100.0, cpu_ms={"gateway": 1.0, "service": 1.0}, foreign=0.0)
    ours = Round(rate=150.0, cpu_ms={"gateway": 0.5, "postgresql": 0.5}, foreign=0.0)
    compared = Comparison([baseline], [ours])
    assert (compared.ratios, compared.cpu_ratios) == ([1.5], [2.0])


def test_figures_are_kept_by_name_beside_those_of_earlier_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    report = tmp_path / "build" / "bench.json"
    monkeypatch.setattr("tests.bench.report.REPORT", report)
    keep([Figure("ready_s", 1.23456, "s")])
    keep([Figure("read_vs_rpc", 2.0, "×", baseline=700.0)])
    kept = json.loads(report.read_text())
    assert list(kept) == ["read_vs_rpc", "ready_s"]
    assert set(kept["ready_s"]) == {"value", "unit", "commit", "date", "baseline", "command"}
    assert kept["ready_s"]["value"] == 1.235
    assert kept["read_vs_rpc"]["command"] == "make bench ONLY=read_vs_rpc"


@pytest.mark.parametrize(
    ("figure", "is_missed"),
    [
        (Figure("relay_per_s", 5000, "events/s"), False),
        (Figure("relay_per_s", 4999, "events/s"), True),
        (Figure("ready_s", 5.0, "s"), False),
        (Figure("ready_s", 5.1, "s"), True),
    ],
)
def test_a_figure_that_misses_its_bar_says_so(figure: Figure, is_missed: bool):
    assert ("MISSED" in beside_bar(figure)) == is_missed


def test_every_promised_figure_has_a_bar():
    assert AT_LEAST.keys() | AT_MOST.keys() == PROMISED


def test_every_promised_figure_is_measured():
    assert {name for group in MEASURED for name in group} >= PROMISED
