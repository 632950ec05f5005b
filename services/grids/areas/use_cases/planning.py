"""How a succession is worked out; nothing is written here, so that it can be tried first."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from services.chassis.domain import row_of_id, within
from services.chassis.standards.cells import text_of
from services.grids.areas.domain.area import Area, Move
from services.grids.areas.domain.change_errors import (
    AreaEnded,
    BuildingAcrossCommunities,
    BuildingNamesMeet,
    CodeBegunSince,
    EffectiveBeforeLastChange,
    HolderBegunSince,
    PartNameTaken,
    PrimaryPostHeld,
    TopOfDistrict,
)
from services.grids.areas.domain.codes import AreaCode, codes_of, refuse_before_founding
from services.grids.areas.domain.errors import AreaUnknown, CodeSchemeUnknown, CodeTaken
from services.grids.areas.domain.founding import NewArea
from services.grids.areas.domain.succession import UnitKey, move_together, must_be_over, must_fit
from services.grids.areas.domain.tree import Tree
from services.grids.areas.use_cases import ports
from services.grids.areas.use_cases.registered import unregistered
from services.grids.areas.use_cases.succession_ports import Tx

Moves = Sequence[tuple[Area, Move]]
NOWHERE: Mapping[str, str] = MappingProxyType({})


def must_stand(area: Area, field: str) -> None:
    """Raises AreaEnded about the field that names it."""
    try:
        area.must_stand()
    except AreaEnded as ended:
        raise ended.at(field) from None


def above(parent_id: str | None, area_id: str, tx: Tx, field: str = "area_id") -> Area | None:
    """What new areas are founded under, in the place of one or beside it."""
    if parent_id is None:
        if tx.scope.area_ids is not None:
            raise TopOfDistrict(area_id=area_id)
        return None
    parent = tx.areas.find([parent_id]).get(parent_id)
    if parent is None:
        raise AreaUnknown(area_id=parent_id).at(field)
    must_stand(parent, field)
    return parent


def plan_founding(
    placed: Mapping[str, NewArea], parent: Area | None, tree: Tree, tx: Tx, day: date, ended: Sequence[Area]
) -> tuple[list[Area], list[AreaCode]]:
    """New areas under one parent, by where they stand in the request.

    The names of those that end are free again, their codes are not.
    """
    new = list(placed.values())
    with row_of_id({each.id: place for place, each in placed.items()}):
        for kept in (tx.new_areas, tx.groupings):
            kept.must_be_new([each.id for each in new])
    kinds = tx.level_schemes.on(day)
    for each in new:
        must_fit(each.id, each.kind, parent.kind if parent else None, kinds)
    founded = [tree.found(each, parent, kinds, day) for each in new]
    ended_ids = {area.id for area in ended}
    bearers = tx.given.names({area.parent_id for area in founded}, {area.name for area in founded})
    taken = {place for place, bearer in bearers.items() if bearer not in ended_ids}
    for place, area in zip(placed, founded, strict=True):
        if (area.parent_id, area.name) in taken:
            raise PartNameTaken(area_id=area.id, name=area.name).at(f"{place}.name")
        taken.add((area.parent_id, area.name))
    return founded, _plan_codes(placed, tx, day)


def plan_moves(
    children: Sequence[tuple[Area, Area]], tx: Tx, day: date, named: Mapping[str, str] = NOWHERE
) -> list[tuple[Area, Move]]:
    targets = {target.id for _, target in children}
    bearers = tx.given.names(targets, {child.name for child, _ in children}) if children else {}
    return move_together(children, bearers, day, tx.level_schemes.on(day), named)


def plan_settling(
    moves: Moves,
    sources: Sequence[Area],
    primary: Area,
    units: Mapping[UnitKey, str],
    tx: ports.Tx,
    field: str,
) -> dict[str, str]:
    """Buildings that come into another community, whole: those of grids that do, and of one that ends.

    `units`: where those lie afterwards that lie in the sources themselves, as they may in a community.
    `field` names the sources, or what of them goes elsewhere."""
    communities = {area.id for area in sources if area.community_id == area.id}
    ended = {area.id for area in sources if not area.active} & communities
    left = ended | (communities if set(units.values()) - communities else set())
    left |= {move.left_id for _, move in moves if move.left_id and move.changes_community}
    buildings = tx.estates.standing(left) if left else ()
    grids = tx.surroundings.places({area_id for each in buildings for area_id in each.area_ids})
    own = _by_building(units) if communities else {}
    of_merge = enumerate(sources) if field == "sources" else ()
    named = {area.id: f"sources.{number}.area_id" for number, area in of_merge}
    settled: dict[str, str] = {}
    for each in buildings:
        there = {_community_of(*grids[area_id], moves) for area_id in each.area_ids - communities}
        there |= own.get(each.id, set())
        if not there and each.community_id in ended:
            there = {primary.community_id}
        if len(there) > 1:
            raise BuildingAcrossCommunities(building_id=each.id).at(named.get(each.community_id, field))
        for community_id in there - {None, each.community_id}:
            settled[each.id] = str(community_id)
    _refuse_namesakes(buildings, settled, tx, named, field)
    return settled


def must_stand_there(area: Area, tx: Tx, day: date) -> None:
    """It goes on, where it stood on that day already. Raises EffectiveBeforeLastChange."""
    area.must_stand_on(day)
    moved = tx.succeeding.moved_on(area)
    if moved is not None and day < moved:
        raise EffectiveBeforeLastChange(area_id=area.id, effective_on=day, changed_on=moved)


def must_be_vacant(primary: Area, holder_of: str | None, tx: Tx, day: date) -> None:
    """Where somebody is to go on in a post of the primary's. Raises PrimaryPostHeld."""
    held = tx.holders.in_the_way(holder_of, primary.id, day) if holder_of is not None else None
    if held is not None:
        raise PrimaryPostHeld(area_id=primary.id, appointment_id=held)


def must_be_over_by(ended: Sequence[Area], tx: Tx, day: date, today: date) -> None:
    """Nothing of theirs began on that day or later, but for what began today: it is taken back, as is
    what is to begin later."""
    ids = [area.id for area in ended]
    must_be_over(ended, tx.surroundings.last_days(ids), day)
    if code := tx.succeeding.code_begun(ids, day, before=today):
        raise CodeBegunSince(
            area_id=code.area_id, scheme=code.scheme, area_code=code.code, begun_on=code.valid_from
        )
    if held := tx.holders.begun(ids, day, before=today):
        raise HolderBegunSince(area_id=held[0], appointment_id=held[1], begun_on=held[2])


def _by_building(units: Mapping[UnitKey, str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for (building_id, _), area_id in units.items():
        found.setdefault(building_id, set()).add(area_id)
    return found


def _community_of(path: str, community_id: str | None, moves: Moves) -> str | None:
    gone = (move.community_id for _, move in moves if path.startswith(move.old_path))
    return next(gone, None) or community_id


def _refuse_namesakes(
    buildings: Sequence[ports.Standing],
    settled: Mapping[str, str],
    tx: ports.Tx,
    named: Mapping[str, str],
    field: str,
) -> None:
    moved = [each for each in buildings if each.id in settled]
    beside = tx.estates.standing(set(settled.values())) if settled else ()
    borne = {_called(each, each.community_id): each.id for each in beside if each.id not in settled}
    for each in moved:
        bearer = borne.setdefault(_called(each, settled[each.id]), each.id)
        if bearer != each.id:
            meet = BuildingNamesMeet(
                building_id=each.id, bearer_id=bearer, estate=each.estate, name=each.name
            )
            raise meet.at(named.get(each.community_id, field))


def _called(building: ports.Standing, community_id: str) -> tuple[str, str, str]:
    return community_id, text_of(building.estate), text_of(building.name)


def _plan_codes(placed: Mapping[str, NewArea], tx: Tx, day: date) -> list[AreaCode]:
    codes: list[AreaCode] = []
    for place, new in placed.items():
        with within(place):
            of_new = codes_of(new.id, new.codes)
            refuse_before_founding(of_new, day, "codes")
            codes += of_new
    _refuse_given_codes(codes, {new.id: place for place, new in placed.items()}, tx)
    return codes


def _refuse_given_codes(codes: Sequence[AreaCode], places: Mapping[str, str], tx: Tx) -> None:
    for code in unregistered(codes, tx):
        raise CodeSchemeUnknown(scheme=code.scheme).at(f"{places[code.area_id]}.codes")
    given = tx.given.codes(codes)
    for code in codes:
        if (code.scheme, code.code) in given:
            taken = CodeTaken(scheme=code.scheme, area_code=code.code)
            raise taken.at(f"{places[code.area_id]}.codes")
        given.add((code.scheme, code.code))
