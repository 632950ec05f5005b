"""What a caller may see of imports and sheets: those that begin in their areas."""

from services.grids.area_sheets.domain.area_import import AreaImport
from services.grids.area_sheets.domain.area_sheet import AreaSheet
from services.grids.area_sheets.domain.errors import (
    AreaAbolished,
    AreaImportUnknown,
    AreaSheetUnknown,
    AreaUnknown,
    SheetNeedsWholeDistrict,
)
from services.grids.area_sheets.domain.intake import Standing
from services.grids.area_sheets.use_cases.ports import Tx


def root_of(tx: Tx, area_id: str | None) -> Standing | None:
    """Where a sheet begins; None is the top of the district.

    Raises SheetNeedsWholeDistrict, AreaUnknown or AreaAbolished.
    """
    root = seen_root(tx, area_id)
    if root is not None and not root.active:
        raise AreaAbolished(area_id=root.id)
    return root


def seen_root(tx: Tx, area_id: str | None) -> Standing | None:
    """The same of one that may have ended since. Raises SheetNeedsWholeDistrict or AreaUnknown."""
    if area_id is None:
        if tx.scope.area_ids is not None:
            raise SheetNeedsWholeDistrict()
        return None
    root = tx.standing_areas.by_id([area_id]).get(area_id)
    if root is None:
        raise AreaUnknown(area_id=area_id)
    return root


def seen_import(tx: Tx, import_id: str) -> AreaImport:
    """Raises AreaImportUnknown."""
    found = tx.area_imports.get(import_id)
    if not _is_seen(tx, found.into):
        raise AreaImportUnknown(area_import_id=import_id)
    return found


def seen_sheet(tx: Tx, sheet_id: str) -> AreaSheet:
    """Raises AreaSheetUnknown."""
    found = tx.area_sheets.get(sheet_id)
    if not _is_seen(tx, found.area_id):
        raise AreaSheetUnknown(sheet_id=sheet_id)
    return found


def _is_seen(tx: Tx, area_id: str | None) -> bool:
    if area_id is None:
        return tx.scope.area_ids is None
    return area_id in tx.standing_areas.by_id([area_id])
