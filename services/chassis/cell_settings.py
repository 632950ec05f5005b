"""Which cell of the house a district lives in, and where each cell's broker is (docs/decisions/cells.md)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from services.chassis.errors import SettingsInvalid, SettingsProblem
from services.chassis.practice import home_of

CELL = re.compile(r"[a-z][a-z0-9-]{0,30}", re.ASCII)
BROKER = re.compile(r"amqps?://[^\s/?#]+(?:/\S*)?", re.ASCII)
WHOLE = ""
"""The one cell of a house that has no others."""


@dataclass(frozen=True)
class CellSettings:
    """Read by gateways alone; without `brokers` there is one cell, at `broker.uri`.

    `brokers`: each cell's, by its name. `districts`: the cell of each district; of all others it is
    `others`, and where that is empty they are refused. A practice district lives with its own district.
    `moving`: districts, with spaces between, whose changes are refused while they are moved elsewhere.
    """

    brokers: dict[str, str] = field(default_factory=dict)
    districts: dict[str, str] = field(default_factory=dict)
    others: str = ""
    moving: str = ""

    def cell_of(self, district: str) -> str | None:
        """None where the district is not at home here."""
        if not self.brokers:
            return WHOLE
        return self.districts.get(district) or self.districts.get(home_of(district)) or self.others or None

    def is_moving(self, district: str) -> bool:
        """A practice district with its own, unless it has a cell for itself."""
        moving = self.moving.split()
        return district in moving or (district not in self.districts and home_of(district) in moving)


def refuse_bad_cells(cells: CellSettings) -> None:
    """Raises SettingsInvalid."""
    if not cells.brokers and (cells.districts or cells.others):
        raise SettingsInvalid(field="cells.brokers", problem=SettingsProblem.MISSING)
    if cells.brokers and not (cells.districts or cells.others):
        raise SettingsInvalid(field="cells.districts", problem=SettingsProblem.MISSING)
    _refuse_bad_brokers(cells.brokers)
    for district, cell in cells.districts.items():
        if cell not in cells.brokers:
            raise SettingsInvalid(field=f"cells.districts.{district}", problem=SettingsProblem.NOT_ONE_OF)
    if cells.others and cells.others not in cells.brokers:
        raise SettingsInvalid(field="cells.others", problem=SettingsProblem.NOT_ONE_OF)


def _refuse_bad_brokers(brokers: Mapping[str, str]) -> None:
    """Two cells at one broker would do each other's work, in each other's databases."""
    taken: set[str] = set()
    for cell, address in brokers.items():
        if not CELL.fullmatch(cell) or not BROKER.fullmatch(address):
            raise SettingsInvalid(field=f"cells.brokers.{cell}", problem=SettingsProblem.WRONG_TYPE)
        if (place := address.partition("//")[2].rpartition("@")[2]) in taken:
            raise SettingsInvalid(field=f"cells.brokers.{cell}", problem=SettingsProblem.TAKEN_TWICE)
        taken.add(place)
