"""The figures of a process: their names are API."""

import re

from prometheus_client.parser import text_string_to_metric_families

from services.chassis import metrics
from services.members.grants import figures

OURS = re.compile(r"linli_(?!.*_created$).*")
"""The moments at which a figure began show up as figures of their own once it has been used."""


def test_the_figures_of_the_house_are_these() -> None:
    assert figures.glass_broken
    families = text_string_to_metric_families(metrics.rendered().decode())
    assert sorted(family.name for family in families if OURS.fullmatch(family.name)) == [
        "linli_audit_unsealed_seconds",
        "linli_broker_up",
        "linli_bulk_waited_seconds",
        "linli_cell_up",
        "linli_database_up",
        "linli_events_heard",
        "linli_events_published",
        "linli_events_returned",
        "linli_events_waiting",
        "linli_events_waiting_oldest_seconds",
        "linli_glass_broken",
        "linli_http_limited",
        "linli_http_seconds",
        "linli_hub_lag_seconds",
        "linli_info",
        "linli_jobs_ended",
        "linli_jobs_oldest_seconds",
        "linli_jobs_unended",
        "linli_leases_held",
        "linli_log_lines_lost",
        "linli_outbox_depth",
        "linli_outbox_oldest_seconds",
        "linli_pool_in_use",
        "linli_pool_size",
        "linli_pool_waiting",
        "linli_queue_consumers",
        "linli_queue_depth",
        "linli_queue_oldest_seconds",
        "linli_rpc_seconds",
        "linli_spool_age_seconds",
        "linli_tokens_refused",
    ]


def test_a_process_tells_its_own_cpu_time() -> None:
    assert b"process_cpu_seconds_total" in metrics.rendered()


def test_a_figure_shows_with_its_labels() -> None:
    metrics.rpc_seconds.labels("get_area", "answered").observe(0.004)
    shown = metrics.rendered().decode()
    assert 'linli_rpc_seconds_bucket{le="0.005",method="get_area",outcome="answered"} 1.0' in shown
    assert 'linli_rpc_seconds_bucket{le="0.0025",method="get_area",outcome="answered"} 0.0' in shown
