"""What stands where the lines of a chunk are about, and what chunks before have found there."""

from collections.abc import Mapping
from dataclasses import replace

from services.grids.area_sheets.domain.intake import Intake, Place, Standing
from services.grids.area_sheets.domain.names import Names
from services.grids.area_sheets.use_cases.ports import StandingAreas

Known = Mapping[Place, Standing | None]
"""None: nothing is called so there any more."""


class Search:
    """Walks names down from the sheet's own area, all of a chunk at once and each level in one statement."""

    def __init__(self, areas: StandingAreas, known: Known, root: Standing | None) -> None:
        self.areas, self.root = areas, root
        self._known, self.found = known, dict[Place, Standing | None]()

    def by_names(self, asked: set[Names]) -> dict[Names, Standing | None]:
        reached: dict[Names, Standing | None] = {(): self.root}
        for depth in range(1, max(map(len, asked), default=0) + 1):
            level = {names[:depth] for names in asked if len(names) >= depth}
            places = {names: place for names in level if (place := _below(reached, names))}
            standing = self.bearers(set(places.values()))
            reached |= {names: standing.get(places[names]) if names in places else None for names in level}
        now = self.areas.by_id({each.id for names in asked if names and (each := reached[names])})
        return {names: _as_it_is(reached[names], now) for names in asked}

    def bearers(self, places: set[Place]) -> dict[Place, Standing]:
        """Those of chunks before from memory."""
        told = {place: self._remembered(place) for place in places if self._is_remembered(place)}
        asked = self.areas.bearers(places - told.keys())
        self.found.update(asked)
        return {place: each for place, each in {**told, **asked}.items() if each is not None}

    def note(self, intake: Intake, *, is_planned: bool) -> None:
        today = self.areas.today
        for new in intake.new:
            place, day = (new.parent.id if new.parent else None, new.line.name), new.line.day(today)
            self.found[place] = Standing(
                new.id,
                place[0],
                new.line.kind,
                place[1],
                1,
                is_planned=is_planned,
                founded_on=day,
                changed_on=day,
            )
        for area, line in intake.renamed:
            called = replace(area, name=line.name, version=area.version + 1, changed_on=line.day(today))
            self.found[area.parent_id, area.name] = None
            self.found[area.parent_id, line.name] = called

    def _is_remembered(self, place: Place) -> bool:
        return place in self.found or place in self._known

    def _remembered(self, place: Place) -> Standing | None:
        return self.found[place] if place in self.found else self._known[place]


def _below(reached: Mapping[Names, Standing | None], names: Names) -> Place | None:
    """None: nothing stands there, so nothing stands below it."""
    above = reached[names[:-1]]
    if above is None and len(names) > 1:
        return None
    return (above.id if above else None, names[-1])


def _as_it_is(area: Standing | None, now: Mapping[str, Standing]) -> Standing | None:
    """In this transaction, whoever changed it since it was found; what a trial plans stands nowhere yet."""
    return area if area is None or area.is_planned else now.get(area.id)
