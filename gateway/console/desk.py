"""What every page of the console works with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gateway.callers import Door, Verifier
from gateway.console.api import Answering
from gateway.console.known import Known
from gateway.console.pages import Pages
from gateway.console.permitted import Permitted
from gateway.console.session import Sessions
from gateway.rates.rates import Rates
from services.chassis.clock import Clock
from services.chassis.words import Catalogue

DemoTokens = Callable[[], Mapping[str, str]]
"""A token for each role, in the sample alone."""


@dataclass(frozen=True)
class ConsoleDesk:
    """`answering` is the gateway itself, from route to answer; `demo` is None but in the sample."""

    answering: Answering
    door: Door
    verifier: Verifier
    clock: Clock
    rates: Rates
    sessions: Sessions
    permitted: Permitted
    pages: Pages
    catalogue: Catalogue
    known: Known
    demo: DemoTokens | None
