"""A letter: a text for one recipient on its way out of the house; kept nowhere."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Letter:
    """`address` None: the channel needs none."""

    message_id: str
    template_key: str
    recipient_id: str
    language: str
    written_at: datetime
    subject: str = field(repr=False)
    text: str = field(repr=False)
    address: str | None = field(default=None, repr=False)
