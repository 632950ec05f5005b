"""The good rows of a chunk become areas in one transaction; the bad ones come back."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.chassis.caller import Caller
from services.chassis.importing import Refusal
from services.grids.area_sheets.domain.area_import import Counts
from services.grids.area_sheets.domain.intake import Ground, Intake, Place, Standing, sort_out
from services.grids.area_sheets.domain.line import Line
from services.grids.area_sheets.domain.names import Names
from services.grids.area_sheets.use_cases.ports import Begin, Tx
from services.grids.area_sheets.use_cases.searching import Known, Search
from services.grids.area_sheets.use_cases.seen import seen_root

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
    """A trial looks everything up and founds nothing. What has ended meanwhile takes no line in."""
    with begin(caller) as tx:
        going = tx.area_imports.get(command.import_id)
        if not going.is_trial:
            tx.standing_areas.hold()
        search = Search(tx.standing_areas, command.known, seen_root(tx, going.into))
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


def _sorted_out(command: TakeAreasIn, search: Search) -> Intake:
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
