"""Which cell a district lives in, and maps of cells that nobody should start with."""

from pathlib import Path

import pytest

from services.chassis.cell_settings import CellSettings
from services.chassis.errors import SettingsInvalid
from services.chassis.settings import Settings, load_settings, shown

BROKERS = "brokers: {east: 'amqp://linli:pa55@b1:5672/east', west: 'amqps://b2/west'}"


def loaded(folder: Path, text: str, **environ: str) -> Settings:
    file = folder / "linli.yaml"
    file.write_text(text)
    return load_settings(file, environ)


def test_a_house_without_cells_is_one_cell():
    assert CellSettings().cell_of("d7k2m9") == ""


@pytest.mark.parametrize(
    ("district", "cell"),
    [
        ("d1", "east"),
        ("d1-practice", "east"),
        ("d2", "west"),
        ("d2-practice", "east"),
        ("d3", "west"),
        ("d3-practice", "west"),
    ],
)
def test_a_district_has_its_cell_and_its_practice_district_with_it(tmp_path: Path, district: str, cell: str):
    districts = "districts: {d1: east, d2: west, d2-practice: east}"
    settings = loaded(tmp_path, f"cells: {{{BROKERS}, {districts}, others: west}}")
    assert settings.cells.cell_of(district) == cell


def test_without_a_cell_for_the_others_they_are_not_at_home_here(tmp_path: Path):
    cells = loaded(tmp_path, f"cells: {{{BROKERS}, districts: {{510108: east}}}}").cells
    assert (cells.cell_of("510108"), cells.cell_of("d2")) == ("east", None)


@pytest.mark.parametrize(
    ("district", "is_moving"),
    [("d1", True), ("d1-practice", True), ("d2", True), ("d2-practice", False), ("d3", False)],
)
def test_a_district_moves_with_its_practice_district_unless_that_lives_elsewhere(
    district: str, is_moving: bool
):
    cells = CellSettings(districts={"d2-practice": "east"}, moving="d1  d2")
    assert cells.is_moving(district) is is_moving


def test_the_environment_may_say_it(tmp_path: Path):
    said = {
        "LINLI_CELLS__BROKERS__EAST": "amqp://b1/east",
        "LINLI_CELLS__OTHERS": "east",
        "LINLI_CELLS__MOVING": "d1 d2",
    }
    cells = loaded(tmp_path, "", **said).cells
    assert cells == CellSettings({"east": "amqp://b1/east"}, others="east", moving="d1 d2")


def test_the_passwords_of_brokers_are_shown_to_nobody(tmp_path: Path):
    settings = loaded(tmp_path, f"cells: {{{BROKERS}, others: east}}")
    assert "pa55" not in str(shown(settings))


@pytest.mark.parametrize(
    ("cells", "field", "problem"),
    [
        ("districts: {d1: east}", "cells.brokers", "missing"),
        ("brokers: {}, others: east", "cells.brokers", "missing"),
        (BROKERS, "cells.districts", "missing"),
        (f"{BROKERS}, districts: {{d1: north}}", "cells.districts.d1", "not_one_of"),
        (f"{BROKERS}, districts: {{d1: ''}}", "cells.districts.d1", "not_one_of"),
        (f"{BROKERS}, others: north", "cells.others", "not_one_of"),
        ("brokers: {east: 'embedded://linli'}, others: east", "cells.brokers.east", "wrong_type"),
        ("brokers: {East: 'amqp://b1/east'}, others: East", "cells.brokers.East", "wrong_type"),
        (
            "brokers: {east: 'amqp://a:b@b1/x', west: 'amqp://b1/x'}, others: east",
            "cells.brokers.west",
            "taken_twice",
        ),
        (f"{BROKERS}, others: [east]", "cells.others", "wrong_type"),
        (f"{BROKERS}, others: east, elsewhere: west", "cells.elsewhere", "unknown"),
    ],
)
def test_a_map_that_does_not_hold_is_refused_by_the_name_of_the_setting(
    tmp_path: Path, cells: str, field: str, problem: str
):
    with pytest.raises(SettingsInvalid) as refused:
        loaded(tmp_path, f"cells: {{{cells}}}")
    assert refused.value.values == {"field": field, "problem": problem}
