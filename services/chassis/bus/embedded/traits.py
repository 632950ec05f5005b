"""How a queue was declared."""

from dataclasses import dataclass, field
from typing import Any

from services.chassis.bus.embedded import refusals

ARGUMENTS = {
    "x-dead-letter-exchange",
    "x-dead-letter-routing-key",
    "x-delivery-limit",
    "x-expires",  # heard and not heeded: no queue outlives the process
    "x-message-ttl",
    "x-queue-type",  # likewise: there is one type here
}


@dataclass(frozen=True)
class Traits:
    """What a queue was declared with; another declaration must say the same."""

    durable: bool
    auto_delete: bool
    exclusive: bool
    arguments: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        unknown = self.arguments.keys() - ARGUMENTS
        if unknown:
            raise refusals.not_implemented(f"queue arguments {sorted(unknown)}")
