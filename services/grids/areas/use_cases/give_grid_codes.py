"""The grids of a community that have no local code get theirs; those that have one keep it, up to its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.codes import AreaCode, CodeScheme, NewCode
from services.grids.areas.domain.errors import AreaUnknown, CommunityWithoutCode, NotOfACommunity
from services.grids.areas.domain.numbering import GridNumbers, communities_in, numbered
from services.grids.areas.domain.official import means_a_community
from services.grids.areas.use_cases.ports import Begin, Tx

AT_MOST = 500
SCHEMES = (CodeScheme.NBS2023, CodeScheme.MCA, CodeScheme.GB2260, CodeScheme.LOCAL)
"""In which a community's 12 digits are looked for, one after the other."""


@dataclass(frozen=True)
class GiveGridCodes:
    """`area_id` is the community."""

    area_id: str


@dataclass(frozen=True)
class CodedGrid:
    id: str
    kind: str
    name: str
    code: str
    version: int
    scheme: str = CodeScheme.LOCAL


@dataclass(frozen=True)
class UnnumberedGrid:
    """`digits` are those behind which every number was given."""

    id: str
    kind: str
    name: str
    digits: str


@dataclass(frozen=True)
class GivenGridCodes:
    """At most 500 at once; `left` are for the next call, `unnumbered` ones wait for room above them."""

    items: tuple[CodedGrid, ...]
    left: int
    unnumbered: tuple[UnnumberedGrid, ...]


def give_grid_codes(command: GiveGridCodes, begin: Begin, caller: Caller, today: date) -> GivenGridCodes:
    with begin(caller) as tx:
        tree = tx.trees.lock()
        community = tx.areas.find([command.area_id]).get(command.area_id)
        if community is None:
            raise AreaUnknown(area_id=command.area_id).at("area_id")
        community.must_stand()
        if community.community_id != community.id:
            kind = tx.level_schemes.on(today).named(community.kind)
            raise NotOfACommunity(area_id=community.id, area_kind=kind)
        begins = _digits_of(community, today, tx)
        grids = tx.codes.grids_below(community.path, CodeScheme.LOCAL, today)
        given = tx.codes.ever_given(CodeScheme.LOCAL, sorted({begins, *communities_in(grids)}))
        numbers = GridNumbers(begins, given)
        found = numbered(community.id, grids, numbers, tx.level_schemes.on(today), AT_MOST)
        codes = found.codes
        areas = [area for _, area in sorted(tx.areas.find(codes).items())]
        free_on = {grid.id: grid.free_on or today for grid in grids}
        _keep(areas, codes, free_on, tx)
        tx.record(*tree.changed(areas))
    full = [each for each in grids if each.id in found.full]
    left = sum(grid.code is None for grid in grids) - len(codes) - len(full)
    shown = [CodedGrid(each.id, each.kind, each.name, codes[each.id], each.version) for each in areas]
    waiting = [UnnumberedGrid(each.id, each.kind, each.name, found.full[each.id]) for each in full]
    by_code = sorted(shown, key=lambda grid: grid.code)
    return GivenGridCodes(tuple(by_code), left, tuple(waiting[:AT_MOST]))


def _digits_of(community: Area, today: date, tx: Tx) -> str:
    holding = {code.scheme: code.code for code in tx.codes.of(community.id) if code.holds(today)}
    for scheme in SCHEMES:
        if means_a_community(scheme, holding.get(scheme, "")):
            return holding[scheme]
    raise CommunityWithoutCode(area_id=community.id)


def _keep(areas: Sequence[Area], codes: dict[str, str], free_on: dict[str, date], tx: Tx) -> None:
    """From today on, or from the day on which another ends."""
    if areas:
        local = [NewCode(CodeScheme.LOCAL, codes[area.id], free_on[area.id]) for area in areas]
        tx.codes.add([AreaCode.given(area.id, new) for area, new in zip(areas, local, strict=True)])
        tx.codes.next_versions([area.id for area in areas])
        for area in areas:
            area.version += 1
