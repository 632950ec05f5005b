"""An audit of the locks says for how much of them it could say nothing."""

import pytest

from tests.advisories import Advice

KNOWN = {"name": "attic", "version": "1.0", "vulns": []}
WEAK = {"name": "cellar", "version": "2.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1"]}]}
UNKNOWN = {"name": "loft", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("dependencies", "told"),
    [
        ([KNOWN, WEAK], "2 packages looked up, 1 weaknesses"),
        ([KNOWN, UNKNOWN], "1 packages looked up, 0 weaknesses; NOT AUDITED: 1"),
        ([UNKNOWN], "NOT AUDITED: no advice could be had on any of 1 packages"),
    ],
)
def test_what_was_not_looked_up_is_never_called_clean(dependencies: list[dict[str, object]], told: str):
    assert str(Advice.read({"dependencies": dependencies})) == told


def test_a_weakness_names_package_advice_and_release():
    assert Advice.read({"dependencies": [WEAK]}).weaknesses == ("cellar 2.0: PYSEC-1, mended in 2.1",)
