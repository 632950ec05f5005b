"""The baselines by themselves."""

from statistics import median

from tests.bench.pairs import alone
from tests.bench.report import Figure
from tests.bench.stage import Stage


def bare(stage: Stage) -> list[Figure]:
    http = median(each.rate for each in alone(stage.bare_http))
    rpc = median(each.rate for each in alone(stage.bare_rpc))
    return [Figure("bare_http_per_s", http, "requests/s"), Figure("bare_rpc_per_s", rpc, "requests/s")]
