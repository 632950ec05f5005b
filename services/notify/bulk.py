"""What notify's child does."""

from services.chassis.bulk import resealing
from services.chassis.bulk.work import BulkService
from services.notify.transaction import Transaction

BULK = BulkService("notify", Transaction, resealing.works())
