"""What care's child does."""

from services.care.transaction import Transaction
from services.chassis.bulk import resealing
from services.chassis.bulk.work import BulkService

BULK = BulkService("care", Transaction, resealing.works())
