"""Another system sends its areas by its own ids: what is new is founded, what is called otherwise renamed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.change import Change, ChangeKind
from services.grids.areas.domain.codes import AreaCode, CodeScheme, NewCode
from services.grids.areas.domain.errors import (
    AreaNameTaken,
    AreaUnknown,
    CodeTaken,
    CodeTwiceInBatch,
    SchemeOfTheState,
    StandsElsewhere,
)
from services.grids.areas.domain.founding import NewArea
from services.grids.areas.use_cases.found_areas import FoundAreas, found_areas
from services.grids.areas.use_cases.ports import Begin, Tx
from services.grids.areas.use_cases.registered import refuse_unregistered


@dataclass(frozen=True)
class SentArea:
    """Its parent is named by the other system's id, or by ours; `id` is for a new one."""

    id: str
    code: str
    kind: str
    name: str
    parent_code: str | None = None
    parent_id: str | None = None


@dataclass(frozen=True)
class UpsertAreas:
    areas: tuple[SentArea, ...]
    scheme: str | None = None


@dataclass(frozen=True)
class Upserted:
    id: str
    code: str
    name: str
    version: int
    outcome: str
    scheme: str


def upsert_areas(command: UpsertAreas, begin: Begin, caller: Caller, today: date) -> list[Upserted]:
    if command.scheme in set(CodeScheme):
        raise SchemeOfTheState(scheme=str(command.scheme))
    sent = {each.code: each for each in command.areas}
    if len(sent) < len(command.areas):
        code, _ = Counter(each.code for each in command.areas).most_common(1)[0]
        raise CodeTwiceInBatch(scheme=str(command.scheme), area_code=code)
    codes = [AreaCode.given(each.id, NewCode(command.scheme, each.code, today)) for each in command.areas]
    with begin(caller) as tx:
        tree = tx.trees.lock()
        refuse_unregistered(codes, tx)
        known = _known(codes, sent, today, tx)
        scheme = codes[0].scheme
        standing = {code: area for code, area in known.items() if code in sent}
        parents = {code: known[code].id if code in known else each.id for code, each in sent.items()}
        parents |= {code: area.id for code, area in known.items()}
        called = {area.id: area.name for area in standing.values()}
        renamed = _renamed(standing, sent, parents, scheme, today, tx)
        if renamed:
            tx.codes.rename(renamed)
            tx.area_log.keep(renamed)
            tx.area_log.note(*((tree.noted(), _rename(area, called[area.id])) for area in renamed))
            tx.trees.save(tree)
            tx.record(*tree.changed(renamed))
        new = [_new(each, parents, scheme, today) for each in sent.values() if each.code not in known]
        founded = found_areas(FoundAreas(tuple(new)), begin, caller, today).items if new else []
    changed = {area.id: "renamed" for area in renamed} | {area.id: "founded" for area in founded}
    by_id = {area.id: area for area in (*standing.values(), *founded)}
    return [_shown(each, by_id[parents[each.code]], changed, scheme) for each in command.areas]


def _known(codes: Sequence[AreaCode], sent: Mapping[str, SentArea], today: date, tx: Tx) -> dict[str, Area]:
    """By code, those that bear one today; who has had one before, or is not seen, keeps it."""
    wanted = {*sent, *(each.parent_code for each in sent.values() if each.parent_code)}
    scheme = codes[0].scheme
    borne = tx.codes.bearers(scheme, wanted, today)
    seen = tx.areas.find(borne.values())
    given = {code for _, code in tx.given.codes(codes)}
    for code in sorted(given):
        if borne.get(code) not in seen:
            raise CodeTaken(scheme=scheme, area_code=code)
    return {code: seen[area_id] for code, area_id in borne.items() if area_id in seen}


def _rename(area: Area, was: str) -> Change:
    ids = (area.id,)
    return Change(ChangeKind.RENAMED, area.since, None, ids, ids, was=was, became=area.name)


def _renamed(
    standing: Mapping[str, Area],
    sent: Mapping[str, SentArea],
    parents: Mapping[str, str],
    scheme: str,
    today: date,
    tx: Tx,
) -> list[Area]:
    others = {code: area for code, area in standing.items() if area.name != sent[code].name}
    for code, area in standing.items():
        if (sent[code].kind, _parent_of(sent[code], parents)) != (area.kind, area.parent_id):
            raise StandsElsewhere(area_id=area.id, scheme=scheme, area_code=code)
    names = [sent[code].name for code in others]
    bearers = dict(tx.given.names({area.parent_id for area in others.values()}, names)) if others else {}
    for code, area in others.items():
        place = (area.parent_id, sent[code].name)
        if bearers.setdefault(place, area.id) != area.id:
            raise AreaNameTaken(area_id=area.id, name=sent[code].name)
        area.change_on(today)
        area.rename(sent[code].name, area.id)
    return list(others.values())


def _new(sent: SentArea, parents: Mapping[str, str], scheme: str, today: date) -> NewArea:
    code = NewCode(scheme, sent.code, today)
    return NewArea(sent.id, _parent_of(sent, parents), sent.kind, sent.name, (code,))


def _parent_of(sent: SentArea, parents: Mapping[str, str]) -> str | None:
    if sent.parent_code is None:
        return sent.parent_id
    if sent.parent_code not in parents:
        raise AreaUnknown(area_id=sent.parent_code).at("parent_code")
    return parents[sent.parent_code]


def _shown(sent: SentArea, area: Area, changed: Mapping[str, str], scheme: str) -> Upserted:
    outcome = changed.get(area.id, "unchanged")
    return Upserted(area.id, sent.code, area.name, area.version, outcome, scheme)
