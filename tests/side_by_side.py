"""`python -m tests.side_by_side`: the tests of the bus and all others but the faults, in two sessions.

The bus's run on green threads and so alone in their session; both mostly wait. Where one given server
serves everybody, they run one after the other.
"""

import os
import subprocess
import sys
from pathlib import Path

BUS = ["tests/chassis/bus"]
OTHERS = ["--ignore", "tests/chassis/bus", "--ignore", "tests/faults", "tests"]
GIVEN = ("LINLI_TEST_AMQP_URI", "LINLI_TEST_DATABASE_URI")
OUTPUT = Path("build/bus.output")
PYTEST = [sys.executable, "-m", "pytest"]


def main() -> int:
    if any(os.environ.get(name) for name in GIVEN):
        codes = [subprocess.call([*PYTEST, *words]) for words in (BUS, OTHERS)]
    else:
        codes = at_once()
    return 1 if any(codes) else 0


def at_once() -> list[int]:
    """What the bus's session said is shown after the other's."""
    OUTPUT.parent.mkdir(exist_ok=True)
    with OUTPUT.open("wb") as output:
        bus = subprocess.Popen([*PYTEST, *BUS], stdout=output, stderr=output)
    try:
        others = subprocess.call([*PYTEST, "-n", "2", *OTHERS])
        bus.wait()
    finally:
        bus.terminate()
        bus.wait()
        sys.stdout.write(OUTPUT.read_text(errors="replace"))
    return [bus.returncode, others]


if __name__ == "__main__":
    sys.exit(main())
