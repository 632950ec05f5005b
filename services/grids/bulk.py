"""What grids's child does."""

from collections.abc import Callable
from typing import Any

from services.chassis.bulk import resealing
from services.chassis.bulk.work import BulkService, Tools, Work
from services.grids.area_sheets.making import MakingWork
from services.grids.area_sheets.work import AreaWork
from services.grids.estate_sheets.work import EstateWork
from services.grids.transaction import SEALED, Transaction

GROWS = ("areas", "area_codes", "buildings", "dwellings", "unit_grids", "outbox", "audit")
WORKS: dict[str, Callable[[Any, Tools], Work]] = {
    "import_areas": AreaWork,
    "import_estate": EstateWork,
    "make_area_sheet": MakingWork,
    **resealing.works(*SEALED),
}
BULK = BulkService("grids", Transaction, WORKS, GROWS)
