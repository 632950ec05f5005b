"""What members' child does."""

from collections.abc import Callable
from functools import partial
from typing import Any

from services.chassis.bulk import resealing
from services.chassis.bulk.work import BulkService, Tools, Work
from services.members.for_imports.residents import draft_of
from services.members.register_import.work import RegisterWork
from services.members.transaction import SEALED, Transaction

GROWS = (
    "households",
    "residents",
    "name_keys",
    "person_digests",
    "phone_digests",
    "area_tallies",
    "tally_days",
    "outbox",
    "audit",
)
WORKS: dict[str, Callable[[Any, Tools], Work]] = {
    "import_register": partial(RegisterWork, draft_of),
    **resealing.works(*SEALED),
}
BULK = BulkService("members", Transaction, WORKS, GROWS)
