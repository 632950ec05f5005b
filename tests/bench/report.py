"""What was measured, kept by name in build/bench.json."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.commit import commit

REPORT = Path("build/bench.json")
AT_LEAST = {
    "read_vs_rpc": 1.2,
    "read_vs_rpc_cpu": 1.2,
    "write_vs_rpc": 0.8,
    "write_vs_rpc_cpu": 0.8,
    "relay_per_s": 5000,
    "handle_per_s": 1500,
    "mirror_per_s": 3000,
    "audit_per_s": 3000,
    "import_per_s_postgresql": 3000,
    "import_per_s_sqlite": 5000,
}
AT_MOST = {
    "noisy_neighbour_ratio": 2.0,
    "event_p95_ms": 15,
    "event_p95_ms_50": 15,
    "rss_mb": 250,
    "ready_s": 5,
    "sample_s": 30,
    "import_grows_mb_postgresql": 150,
    "import_grows_mb_sqlite": 150,
    "projection_lag_s": 30,
    "sql_per_500": 50,
    "chain_ms": 3,
    "chain_of_area_ms": 3,
    "chain_then_ms": 3,
    "chain_of_area_then_ms": 3,
    "area_scope_ms": 1,
    "area_children_ms": 5,
    "area_search_ms": 20,
    "area_scope_ms_growth": 1.5,
    "area_children_ms_growth": 1.5,
    "area_search_ms_growth": 1.5,
    "area_move_s": 1,
    "area_import_s": 30,
    "area_counts_ms": 5,
    "search_exact_ms": 30,
    "search_prefix_ms": 60,
    "search_exact_ms_300k": 30,
    "search_prefix_ms_300k": 60,
}
"""The bars, by name of figure."""


@dataclass(frozen=True)
class Figure:
    """`baseline` is the baseline's own figure in `unit`'s terms, or None where there is nothing beside it."""

    name: str
    value: float
    unit: str
    baseline: float | None = None


def keep(figures: list[Figure]) -> None:
    kept = json.loads(REPORT.read_text()) if REPORT.exists() else {}
    for figure in figures:
        kept[figure.name] = {
            "value": round(figure.value, 3),
            "unit": figure.unit,
            "commit": commit(),
            "date": datetime.now(UTC).isoformat(timespec="seconds"),
            "baseline": None if figure.baseline is None else round(figure.baseline, 3),
            "command": f"make bench ONLY={figure.name}",
        }
        print(f"{figure.name} = {figure.value:.3f} {figure.unit}{beside_bar(figure)}", flush=True)
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(dict(sorted(kept.items())), indent=2, ensure_ascii=False) + "\n")


def beside_bar(figure: Figure) -> str:
    """What a figure that has a bar is printed with."""
    lowest, highest = AT_LEAST.get(figure.name), AT_MOST.get(figure.name)
    if lowest is not None:
        return f"  (at least {lowest:g}{'' if figure.value >= lowest else ': MISSED'})"
    if highest is not None:
        return f"  (at most {highest:g}{'' if figure.value <= highest else ': MISSED'})"
    return ""
