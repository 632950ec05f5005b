"""What grids's child does."""

from collections.abc import Callable
from typing import Any

from services.chassis.bulk import resealing
from services.chassis.bulk.work import BulkService, Tools, Work
from services.grids.area_sheets.making import MakingWork
from services.grids.area_sheets.work import AreaWork
from services.grids.transaction import SEALED, Transaction

GROWS = ("areas", "area_codes", "outbox", "audit")
WORKS: dict[str, Callable[[Any, Tools], Work]] = {
    "import_areas": AreaWork,
    "make_area_sheet": MakingWork,
    **resealing.works(*SEALED),
}
BULK = BulkService("grids", Transaction, WORKS, GROWS)
