"""The sections of the console; each is shown to whoever may ask for what it shows."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """`word` names it in the catalogue, `icon` in the templates."""

    place: str
    rpc: str
    word: str
    icon: str


SECTIONS = (Section("/console/areas", "grids.list_tops", "areas.title", "map"),)
