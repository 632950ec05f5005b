"""What members' child does."""

from services.chassis.bulk.work import BulkService
from services.members.register_import.work import RegisterWork
from services.members.transaction import Transaction

GROWS = ("households", "residents", "name_keys", "person_digests", "phone_digests", "outbox", "audit")
BULK = BulkService("members", Transaction, {"import_register": RegisterWork}, GROWS)
