"""The gateway as the house runs it: from settings, contract files, keys and catalogues."""

from collections.abc import Mapping
from pathlib import Path

from gateway.app import Gateway
from gateway.console.desk import DemoTokens
from gateway.console.speech import WORDS as CONSOLE_WORDS
from gateway.contracts import Contracts
from gateway.routes import ROUTES
from gateway.rpc import CellClient
from services.chassis.blobs.opening import open_store
from services.chassis.called_back import CalledBack
from services.chassis.clock import SystemClock
from services.chassis.keyring import Keyring
from services.chassis.roles import GATEWAY
from services.chassis.settings import Settings
from services.chassis.signing import own_tokens
from services.chassis.tokens import Verifier
from services.chassis.words import SERVICES, Catalogue

WORDS = (SERVICES / "chassis" / "words", Path(__file__).parent / "words", CONSOLE_WORDS)


def gateway_of(
    settings: Settings,
    clients: Mapping[str, CellClient],
    called_back: CalledBack | None = None,
    demo: DemoTokens | None = None,
) -> Gateway:
    """`demo` makes a token of every role, in the sample.

    Raises ContractMissing, RouteInvalid, or what the keyring and the store raise.
    """
    keyring = Keyring.load(settings.keys_dir)
    return Gateway(
        settings=settings,
        routes=ROUTES,
        contracts=Contracts.load(),
        clients=clients,
        verifier=Verifier(keyring, settings.profile, called_back),
        clock=SystemClock(),
        catalogue=Catalogue.load(WORDS),
        store=open_store(settings),
        mint=own_tokens(keyring, GATEWAY),
        demo=demo,
    )
