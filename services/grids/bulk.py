"""What grids's child does."""

from services.chassis.bulk import resealing
from services.chassis.bulk.work import BulkService
from services.grids.transaction import Transaction

BULK = BulkService("grids", Transaction, resealing.works())
