"""Organisations are founded: all of a batch, or none; what is there already, just so, is left as it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.chassis.domain import within
from services.grids.organisations.domain.errors import OrganisationUnknown
from services.grids.organisations.domain.kinds import KindEdition
from services.grids.organisations.domain.organisation import (
    NewOrganisation,
    Organisation,
    founded,
    refuse_ahead,
    refuse_twice,
)
from services.grids.organisations.use_cases.binding import Ground
from services.grids.organisations.use_cases.ports import Begin, Tx


@dataclass(frozen=True)
class FoundOrganisations:
    """What stands above may stand in the batch, before or after what stands under it."""

    organisations: tuple[NewOrganisation, ...]


def found_organisations(
    command: FoundOrganisations, begin: Begin, caller: Caller, today: date
) -> list[Organisation]:
    refuse_twice(new.id for new in command.organisations)
    with begin(caller) as tx:
        tx.trees.lock()
        before = tx.organisations.founded_before(command.organisations)
        coming = {number: each for number, each in enumerate(command.organisations) if each.id not in before}
        kinds = tx.organisation_kinds.get().on(today)
        new = _bound(coming, kinds, tx, today)
        _refuse_wrong(new, before, kinds, tx)
        if new:
            in_order = sorted(new.values(), key=lambda each: kinds.depth(each.kind))
            tx.organisations.add(in_order)
            tx.record(founded(in_order))
    return [before.get(each.id) or new[number] for number, each in enumerate(command.organisations)]


def _bound(
    coming: Mapping[int, NewOrganisation], kinds: KindEdition, tx: Tx, today: date
) -> dict[int, Organisation]:
    areas = {new.area_id for new in coming.values() if new.area_id is not None}
    groupings = {new.grouping_id for new in coming.values() if new.grouping_id is not None}
    ground = Ground.of(areas, groupings, tx, today)
    bound = {}
    for number, new in coming.items():
        with within("organisations", number):
            refuse_ahead(new.founded_on, today, "founded_on")
            area_id = ground.bind(kinds.kind(new.kind), new.area_id, new.grouping_id)
            its = (new.id, new.kind, new.name, new.parent_id, area_id, new.grouping_id, new.founded_on)
            bound[number] = Organisation(*its)
    return bound


def _refuse_wrong(
    new: Mapping[int, Organisation], before: Mapping[str, Organisation], kinds: KindEdition, tx: Tx
) -> None:
    in_batch = {**before, **{each.id: each for each in new.values()}}
    others = {each.parent_id for each in new.values() if each.parent_id is not None} - in_batch.keys()
    known = {**(tx.organisations.find(others) if others else {}), **in_batch}
    for number, each in new.items():
        with within("organisations", number):
            must_stand(each.kind, each.parent_id, known, kinds)


def must_stand(
    kind: str, parent_id: str | None, known: Mapping[str, Organisation], kinds: KindEdition
) -> None:
    """Raises what an organisation may not stand under."""
    if parent_id is None:
        kinds.must_nest(kind, None)
        return
    parent = known.get(parent_id)
    if parent is None:
        raise OrganisationUnknown(organisation_id=parent_id).at("parent_id")
    kinds.must_nest(kind, parent.kind)
    parent.must_take()
