"""A letter: a text for one recipient on its way out of the house; kept nowhere."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Letter:
    message_id: str
    template_key: str
    recipient_id: str
    text: str = field(repr=False)
