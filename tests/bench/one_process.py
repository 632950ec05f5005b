"""The one-process house on its second start: how soon it is ready, how much memory it takes."""

import re
import time
from pathlib import Path
from statistics import median

from tests.bench.processor import tree_of
from tests.bench.report import Figure
from tests.bench.stage import Stage

STARTS = 5
IDLE_SECONDS = 30


def one_process(stage: Stage) -> list[Figure]:
    house = stage.one_process
    house.start()
    house.load_sample()
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
    return [Figure("rss_mb", megabytes, "MB"), Figure("ready_s", median(ready), "s")]


def _resident_mb(pid: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found.group(1)) / 1024 if found else 0.0
