"""How many processes of the house run at once, and what the broker lets them open (docs/guides/scale.md)."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class ScaleSettings:
    """`instances` of grids, members, care, notify and gateway; whoever is not named runs once.

    `spare`: how many more of each there are for a while, when new ones start before old ones stop.
    `broker_connections`: as many does the broker take; 0 where nobody limits them.
    """

    instances: dict[str, int] = field(default_factory=dict, metadata={"least": 0, "most": 1000})
    spare: int = field(default=0, metadata={"least": 0, "most": 1000})
    broker_connections: int = field(default=0, metadata={"least": 0, "most": 1_000_000})

    def most_of(self, name: str) -> int:
        """Of none that runs there is no spare one either."""
        running = self.instances.get(name, 1)
        return running and running + self.spare
