"""The good rows of a chunk become areas in one transaction; the bad ones come back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from services.chassis.caller import Caller
from services.chassis.importing import Refusal
from services.grids.area_sheets.domain.area_import import Counts
from services.grids.area_sheets.domain.intake import Ground, Intake, Place, Standing, sort_out
from services.grids.area_sheets.domain.line import Line
from services.grids.area_sheets.domain.names import Names
from services.grids.area_sheets.use_cases.ports import Begin, StandingAreas, Tx
from services.grids.area_sheets.use_cases.seen import root_of

Known = Mapping[Place, Standing | None]
"""None: nothing is called so there any more."""
AT_ONCE = 1000
"""Lines of a chunk: what a transaction takes in, for as long as others wait for the tree."""


@dataclass(frozen=True)
class TakeAreasIn:
    """`lines` are of one depth. `ids` has one for each, should it found an area.

    `known` is what chunks before have found or founded, by its place: none of it is looked for again.
    """

    import_id: str
    lines: tuple[Line, ...]
    bad: tuple[Refusal, ...]
    ids: tuple[str, ...]
    known: Known


@dataclass(frozen=True)
class TakenIn:
    """`found` is what is known besides, once it is kept."""

    counts: Counts
    found: Known


def take_areas_in(command: TakeAreasIn, begin: Begin, caller: Caller) -> TakenIn:
    """A trial looks everything up and founds nothing."""
    with begin(caller) as tx:
        going = tx.area_imports.get(command.import_id)
        if not going.is_trial:
            tx.standing_areas.hold()
        search = Search(tx.standing_areas, command.known, root_of(tx, going.into))
        intake = _sorted_out(command, search)
        if not going.is_trial:
            tx.record(*tx.standing_areas.settle(intake.new, intake.renamed))
        search.note(intake, is_planned=going.is_trial)
        counts = _kept(tx, command, intake)
        tx.area_imports.save(going.counted(counts))
        return TakenIn(counts, search.found)


def begin_anew(import_id: str, begin: Begin, caller: Caller) -> None:
    """Of a trial whose memory is gone."""
    with begin(caller) as tx:
        tx.area_imports.forget_refusals(import_id)
        tx.area_imports.save(tx.area_imports.get(import_id).begun_anew())


def _kept(tx: Tx, command: TakeAreasIn, intake: Intake) -> Counts:
    refused = (*command.bad, *intake.refused)
    tx.area_imports.refuse(command.import_id, refused)
    return Counts(len(intake.new), len(intake.renamed), intake.unchanged, len(refused))


def _sorted_out(command: TakeAreasIn, search: "Search") -> Intake:
    lines = command.lines
    parents = search.by_names({line.parent for line in lines if not line.area_id})
    by_id = search.areas.by_id([line.area_id for line in lines if line.area_id])
    places = {place for line in lines if (place := _place(line, parents, by_id, search.root))}
    ids = iter(command.ids)
    ground = Ground(
        by_id=by_id,
        parents=parents,
        bearers=search.bearers(places),
        codes=search.areas.codes({(line.code.scheme, line.code.code) for line in lines if line.code}),
        unfit=search.areas.unfit,
        new_id=lambda: next(ids),
        root=search.root,
        today=search.areas.today,
    )
    return sort_out(lines, ground)


def _place(
    line: Line,
    parents: Mapping[Names, Standing | None],
    by_id: Mapping[str, Standing],
    root: Standing | None,
) -> Place | None:
    """Where somebody else may bear the name."""
    if line.area_id:
        area = by_id.get(line.area_id)
        return (area.parent_id, line.name) if area and area.name != line.name else None
    parent = parents[line.parent] if line.parent else root
    if parent is None and line.parent:
        return None
    return (parent.id if parent else None, line.name)


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
