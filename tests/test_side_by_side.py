"""Two pytest sessions at once fail when the one that is not seen does, and what it said is shown."""

from pathlib import Path

import pytest

from tests import side_by_side


@pytest.mark.parametrize("failing", ["BUS", "BROWSER"])
def test_a_failure_beside_fails_the_whole_and_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], failing: str
):
    for name in ("BUS", "BROWSER", "OTHERS"):
        said = "wrong" if name == failing else "fine"
        place = tmp_path / f"test_{name.lower()}.py"
        place.write_text(f"def test_it():\n    assert '{said}' == 'fine'\n")
        monkeypatch.setattr(side_by_side, name, ["--rootdir", str(tmp_path), str(place)])
    monkeypatch.setattr(side_by_side, "OUTPUT", tmp_path / "beside.output")
    for given in side_by_side.GIVEN:
        monkeypatch.delenv(given, raising=False)
    assert side_by_side.main() == 1
    assert "AssertionError" in capfd.readouterr().out
