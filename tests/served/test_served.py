"""Whatever a running house is asked, its answers are as its OpenAPI document says: status, type, headers and
shape. Nothing breaks, and what does not fit is refused.

The short form tries a few requests of each operation; LINLI_SERVED=long every edge of every field, and more.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.routes import ROUTES
from services.chassis.ids import new_id
from services.chassis.roles import OFFICES, Roles
from tests.house import House

CONFIG = Path(__file__).with_name("schemathesis.toml")
IS_LONG = os.environ.get("LINLI_SERVED") == "long"
PHASES, EXAMPLES, SEEDS = (
    ("examples,coverage,fuzzing", 15, range(1, 4)) if IS_LONG else ("examples,fuzzing", 3, range(1, 2))
)
ALL_ROLES = tuple(sorted(Roles.load().permissions.keys() - OFFICES))
OPERATIONS = len(ROUTES) + 1
"""With the sending of a file."""


@pytest.mark.parametrize("seed", SEEDS)
def test_who_may_do_almost_all_is_answered_as_the_document_says(
    embedded_house: House, seed: int, tmp_path: Path
):
    told = asked(embedded_house, ALL_ROLES, seed, tmp_path)
    assert only_refused(told) <= 1, told


@pytest.mark.parametrize("seed", SEEDS)
def test_who_may_do_nothing_is_refused_as_the_document_says(embedded_house: House, seed: int, tmp_path: Path):
    told = asked(embedded_house, (), seed, tmp_path)
    assert only_refused(told) > OPERATIONS // 2, told  # of the others what was sent did not even fit


def asked(house: House, roles: tuple[str, ...], seed: int, folder: Path) -> str:
    """What Schemathesis says, which has nothing to find fault with.

    One worker: two threads that parse at once may end in a SystemError of CPython 3.11 (gh-106905).
    """
    token = house.passes.token(*roles, district=f"t{new_id()[-10:]}")
    ran = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG)),
            *("run", f"{house.url}/v1/openapi.json", "--header", f"Authorization: Bearer {token}"),
            *("--phases", PHASES, "--max-examples", str(EXAMPLES), "--seed", str(seed)),
            *("--workers", "1", "--continue-on-failure", "--request-timeout", "20"),
            *("--suppress-health-check", "all", "--no-color"),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert figure(r"Tested: (\d+)", ran.stdout) == OPERATIONS, ran.stdout
    assert figure(r"(\d+) generated", ran.stdout) > OPERATIONS, ran.stdout
    return ran.stdout


def only_refused(told: str) -> int:
    """How many operations answered nothing but 401 and 403."""
    return figure(r"(\d+) operations? returned only 401/403", told)


def figure(pattern: str, told: str) -> int:
    found = re.search(pattern, told)
    return int(found[1]) if found else 0
