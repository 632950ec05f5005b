"""The one-process house: how soon its sample is in, how soon it is ready again, how much memory it takes."""

import re
import time
from pathlib import Path
from statistics import median

from tests.bench.processor import tree_of
from tests.bench.report import Figure
from tests.bench.stage import Stage
from tests.house import House

STARTS = 5
IDLE_SECONDS = 30


def one_process(stage: Stage) -> list[Figure]:
    house = stage.one_process
    house.start()
    sample = _loaded(house)
    house.stop()
    ready = []
    for number in range(1, STARTS + 1):
        began = time.monotonic()
        house.start()
        ready.append(time.monotonic() - began)
        print(f"  {number}/{STARTS} ready after {ready[-1]:.2f} s", flush=True)
        if number < STARTS:
            house.stop()
    time.sleep(IDLE_SECONDS)
    megabytes = sum(_resident_mb(pid) for pid in tree_of(house.pids["up"]))
    house.stop()
    return [
        Figure("rss_mb", megabytes, "MB"),
        Figure("ready_s", median(ready), "s"),
        Figure("sample_s", sample, "s"),
    ]


def _loaded(house: House) -> float:
    """Ground, houses and people, as the terminal loads them."""
    operator = house.passes.token("operator", kind="operator")
    began = time.monotonic()
    house.command("sample", "--url", house.url, "--token", operator, configured=False)
    return time.monotonic() - began


def _resident_mb(pid: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found.group(1)) / 1024 if found else 0.0
