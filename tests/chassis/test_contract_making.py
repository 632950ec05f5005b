"""Contract files are written when they differ, and a check only tells."""

from pathlib import Path

import pytest

from services.chassis import contracts, wire
from services.chassis.contracts import contract_of, main, write
from tests.chassis.desk_service import Desks

CONTRACT = contract_of(Desks)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "services"
    for name in ("desks", "chassis"):
        (folder / name).mkdir(parents=True)
    monkeypatch.setattr(contracts, "services_in", lambda _: iter([Desks]))
    return folder


def test_files_are_written_once_and_then_left_alone(house: Path) -> None:
    page = house.parent / "docs" / "permissions.md"
    contract, topology = house / "desks" / "contract.json", house / "chassis" / "topology.json"
    assert write(house) == [contract, topology, page]
    assert write(house) == []
    assert wire.loads((house / "desks" / "contract.json").read_bytes()) == CONTRACT


def test_a_check_names_the_stale_file_and_changes_nothing(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([], house)
    stale = house / "desks" / "contract.json"
    stale.write_text("{}")
    capsys.readouterr()
    assert main(["--check"], house) == 1
    assert capsys.readouterr().out == "services/desks/contract.json is stale\n"
    assert stale.read_text() == "{}"
    assert main([], house) == 0
    assert main(["--check"], house) == 0
