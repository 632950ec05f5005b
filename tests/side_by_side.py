"""`python -m tests.side_by_side`: the tests of the bus, those at a browser, and all others but the faults.

The bus's run on green threads and so alone in their session, those at a browser share one; they mostly wait,
and run one after the other beside all others. Where one given server serves everybody, nothing runs beside.
"""

import os
import subprocess
import sys
from pathlib import Path
from threading import Thread

BUS = ["tests/chassis/bus"]
BROWSER = ["tests/browser"]
OTHERS = ["--ignore", "tests/chassis/bus", "--ignore", "tests/browser", "--ignore", "tests/faults", "tests"]
GIVEN = ("LINLI_TEST_AMQP_URI", "LINLI_TEST_DATABASE_URI")
OUTPUT = Path("build/beside.output")
BY_TWO = ["-n", "2", "--dist", "worksteal"]
"""Each a half in one piece, so that few houses are started twice; who is done first takes from the other."""
PYTEST = [sys.executable, "-m", "pytest"]


def main() -> int:
    if any(os.environ.get(name) for name in GIVEN):
        codes = [subprocess.call([*PYTEST, *words]) for words in (BUS, BROWSER, OTHERS)]
    else:
        codes = at_once()
    return 1 if any(codes) else 0


def at_once() -> list[int]:
    """What the sessions beside said is shown after the others'."""
    OUTPUT.parent.mkdir(exist_ok=True)
    beside = Beside(OUTPUT, BUS, BROWSER)
    beside.start()
    try:
        others = subprocess.call([*PYTEST, *BY_TWO, *OTHERS])
        beside.join()
    finally:
        beside.end()
        sys.stdout.write(OUTPUT.read_text(errors="replace"))
    return [*beside.codes, others]


class Beside(Thread):
    """Sessions one after the other; one that did not run to its end counts as failed."""

    def __init__(self, output: Path, *sessions: list[str]) -> None:
        super().__init__()
        self._output, self._sessions = output, sessions
        self._running: subprocess.Popen[bytes] | None = None
        self._is_ending = False
        self.codes = [1] * len(sessions)

    def run(self) -> None:
        with self._output.open("wb") as output:
            for number, words in enumerate(self._sessions):
                if self._is_ending:
                    return
                self._running = subprocess.Popen([*PYTEST, *words], stdout=output, stderr=output)
                self.codes[number] = self._running.wait()

    def end(self) -> None:
        """Whatever still runs is ended."""
        self._is_ending = True
        if self._running is not None and self._running.poll() is None:
            self._running.terminate()
        self.join()


if __name__ == "__main__":
    sys.exit(main())
