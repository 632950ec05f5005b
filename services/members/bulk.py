"""What members' child does."""

from functools import partial

from services.chassis.bulk.work import BulkService
from services.members.for_imports.residents import draft_of
from services.members.register_import.work import RegisterWork
from services.members.transaction import Transaction

GROWS = ("households", "residents", "name_keys", "person_digests", "phone_digests", "outbox", "audit")
BULK = BulkService("members", Transaction, {"import_register": partial(RegisterWork, draft_of)}, GROWS)
