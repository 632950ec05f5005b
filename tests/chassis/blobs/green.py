"""`python -m tests.chassis.blobs.green ADDRESS`: 20 MiB to a server and back on green threads.

Prints whether it came back whole, how often a thread beside it ticked (every 10 ms, if it may) while it went
and while it came, with the seconds of each, and the longest that the thread was held up.
"""

import json
import sys

from services.chassis.bus.patching import patch

patch()

import time  # noqa: E402
from itertools import pairwise  # noqa: E402
from threading import Thread  # noqa: E402

from services.chassis.blobs.s3 import S3Blobs  # noqa: E402
from services.chassis.blobs.sealed import keep, read  # noqa: E402
from tests.chassis.blobs.builders import DISTRICT, a_content, in_pieces  # noqa: E402
from tests.chassis.blobs.s3_servers import settings_of  # noqa: E402

SIZE = 20 * 1_048_576
EVERY = 0.01


def main() -> None:
    blobs, content = S3Blobs(settings_of(sys.argv[1])), a_content(SIZE)
    ticks = [time.monotonic()]
    is_over: list[bool] = []

    def tick() -> None:
        while not is_over:
            time.sleep(EVERY)
            ticks.append(time.monotonic())

    ticking = Thread(target=tick)
    ticking.start()
    began = time.monotonic()
    token = keep(blobs, DISTRICT, in_pieces(content), limit=SIZE).token
    is_there, ticks_there = time.monotonic(), len(ticks)
    read_back = bytearray()
    for piece in read(blobs, DISTRICT, token):
        read_back += piece
        time.sleep(0)
    seconds = time.monotonic() - began
    is_over.append(True)
    ticking.join()
    gaps = [later - sooner for sooner, later in pairwise(ticks)]
    told = {
        "came_back": read_back == content,
        "seconds": seconds,
        "longest_gap": max(gaps),
        "going": (ticks_there, is_there - began),
        "coming": (len(ticks) - ticks_there, seconds - (is_there - began)),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
