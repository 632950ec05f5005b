"""What a caller may see of imports: those into communities in their areas."""

from services.grids.estate_sheets.domain.errors import AreaUnknown, EstateImportUnknown, NotACommunity
from services.grids.estate_sheets.domain.estate_import import EstateImport
from services.grids.estate_sheets.use_cases.ports import Tx


def must_be_a_community(tx: Tx, area_id: str) -> None:
    """Raises AreaUnknown or NotACommunity."""
    place = tx.places.places([area_id]).get(area_id)
    if place is None:
        raise AreaUnknown(area_id=area_id)
    if place[1] != area_id:
        raise NotACommunity(area_id=area_id, area_kind=place[0])


def seen_import(tx: Tx, import_id: str) -> EstateImport:
    """Raises EstateImportUnknown."""
    found = tx.estate_imports.get(import_id)
    if not tx.places.places([found.into]):
        raise EstateImportUnknown(estate_import_id=import_id)
    return found
