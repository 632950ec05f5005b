"""A system beside this one (外部系统) that has ids of its own for the district's areas."""

from dataclasses import dataclass


@dataclass(frozen=True)
class System:
    scheme: str
    name: str
    version: int = 1
