"""The requests that the README shows work as printed."""

import os
import re
import shutil
import subprocess

import pytest

from tests.architecture.source import ROOT
from tests.house import House

REQUESTS = re.findall(r"^curl .+$", (ROOT / "README.md").read_text(), re.MULTILINE)


def test_there_are_three():
    assert len(REQUESTS) == 3


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("line", REQUESTS)
def test_a_request_of_the_readme_is_answered(line: str, embedded_house: House):
    token = embedded_house.passes.token("district_officer")
    here = line.replace("http://127.0.0.1:8000", embedded_house.url)
    ran = subprocess.run(
        ["sh", "-c", f"{here} -o /dev/null -w '%{{http_code}}'"],
        env=os.environ | {"TOKEN": token},
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert ran.stdout == "200"
