"""`make bench`: every figure, or one with what is measured beside it."""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench.areas import areas
from tests.bench.chain import chain
from tests.bench.disk import commits_a_second
from tests.bench.events import latency
from tests.bench.flow import flow
from tests.bench.importing import importing
from tests.bench.mirroring import mirroring
from tests.bench.noisy import noisy
from tests.bench.one_process import one_process
from tests.bench.plain import bare
from tests.bench.report import Figure, keep
from tests.bench.requests import reads, writes
from tests.bench.sealing import sealing
from tests.bench.searching import searching
from tests.bench.stage import Stage

# What is measured together, by the names of its figures.
# The import goes before the neighbours, who load its register.
MEASURED: dict[tuple[str, ...], Callable[[Stage], list[Figure]]] = {
    ("bare_http_per_s", "bare_rpc_per_s"): bare,
    ("read_vs_rpc", "read_vs_rpc_cpu"): reads,
    (
        "write_vs_rpc",
        "write_vs_rpc_cpu",
        "write_one_register_vs_rpc",
        "write_one_register_vs_rpc_cpu",
    ): writes,
    ("event_p95_ms", "event_p95_ms_50"): latency,
    ("relay_per_s", "handle_per_s", "handle_vs_bare"): flow,
    ("mirror_per_s",): mirroring,
    ("audit_per_s",): sealing,
    (
        "import_per_s_postgresql",
        "import_per_s_sqlite",
        "import_grows_mb_postgresql",
        "import_grows_mb_sqlite",
        "projection_lag_s",
    ): importing,
    ("noisy_neighbour_ratio", "noisy_neighbour_p95_ms", "noisy_neighbour_import_per_s"): noisy,
    (
        "search_exact_ms",
        "search_prefix_ms",
        "search_exact_ms_300k",
        "search_prefix_ms_300k",
        "sql_per_500",
    ): searching,
    ("chain_ms", "chain_of_area_ms", "chain_then_ms", "chain_of_area_then_ms"): chain,
    (
        "area_scope_ms",
        "area_children_ms",
        "area_search_ms",
        "area_scope_ms_growth",
        "area_children_ms_growth",
        "area_search_ms_growth",
        "area_move_s",
        "area_import_s",
        "area_counts_ms",
    ): areas,
    ("rss_mb", "ready_s", "sample_s"): one_process,
}


def main() -> None:
    names = [name for group in MEASURED for name in group]
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--only", choices=names)
    only = parser.parse_args().only
    print(f"disk: {commits_a_second():.0f} commits/s (fdatasync)", flush=True)
    with tempfile.TemporaryDirectory(prefix="linli-bench-") as folder, Stage(Path(folder)) as stage:
        for group, measured in MEASURED.items():
            if only is None or only in group:
                print(" ".join(group), flush=True)
                keep(measured(stage))


if __name__ == "__main__":
    main()
