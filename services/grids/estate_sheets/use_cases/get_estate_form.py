"""Get the empty form of an estate's sheet: whoever may enter an estate."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.estate_sheets.use_cases.ports import Begin


@dataclass(frozen=True)
class GetEstateForm:
    format: str = "xlsx"


def get_estate_form(command: GetEstateForm, begin: Begin, caller: Caller) -> str:
    """Its name."""
    with begin(caller):
        return f"estate.{command.format}"
