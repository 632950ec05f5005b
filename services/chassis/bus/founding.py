"""Makes a service's foundation out of the settings: keys, database, tokens, words (start only)."""

from datetime import timedelta
from typing import Any

from services.chassis.bus.client import RpcClient
from services.chassis.bus.foundation import Foundation
from services.chassis.bus.topology import Topology
from services.chassis.called_back import CalledBack
from services.chassis.clock import SystemClock
from services.chassis.keyring import Keyring
from services.chassis.keys import DataKeys
from services.chassis.master_key import MASTER, MasterKey
from services.chassis.roles import Roles
from services.chassis.seal import SealedField, Seals
from services.chassis.settings import Settings
from services.chassis.signing import own_tokens, people_tokens
from services.chassis.storage.database import Database
from services.chassis.storage.key_rows import KeyRowsOf
from services.chassis.storage.spool import Spool
from services.chassis.tokens import Verifier
from services.chassis.words import Catalogue

KEPT_ANSWER = SealedField("idempotency", "answer")


def found(
    service: type[Any],
    settings: Settings,
    client: RpcClient,
    topology: Topology,
    called_back: CalledBack | None = None,
    granting: str | None = None,
) -> Foundation:
    """Raises KeyFileUnusable when a key is missing or open to others: no start without keys."""
    keyring = Keyring.load(settings.keys_dir)
    database = Database(settings.database, service.name)
    data_keys = DataKeys(MasterKey.load(settings.keys_dir / MASTER), KeyRowsOf(database))
    seals = Seals(data_keys)
    database.heard = topology.heard
    database.keys, database.prepare = seals.of(KEPT_ANSWER), data_keys.ensure
    database.seals = seals
    called_back = called_back or CalledBack()
    return Foundation(
        called_back=called_back,
        granting=granting,
        service=service,
        settings=settings,
        database=database,
        seals=seals,
        spool=Spool(settings.data_dir / "spool", service.name),
        verifier=Verifier(keyring, settings.profile, called_back),
        roles=Roles.load(),
        catalogue=Catalogue.of_service(service.name),
        clock=SystemClock(),
        client=client,
        topology=topology,
        mint=own_tokens(keyring, service.name),
        issue=people_tokens(keyring) if getattr(service, "calls_back_tokens", False) else None,
        parked_waits=tuple(timedelta(seconds=float(wait)) for wait in settings.limits.parked_waits.split()),
    )
