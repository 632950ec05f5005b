"""What writing RPCs, handlers and jobs look up before they write, and what they change and remove by."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

from sqlalchemy import true
from sqlalchemy.dialects import sqlite

from services.chassis.caller import Scope
from services.chassis.domain import DomainError
from services.chassis.storage.call import Call
from services.chassis.storage.database import Database
from services.chassis.storage.trees import Moved
from services.grids.areas.domain.area import Area
from services.grids.areas.queries.then import downward_then
from services.grids.dwellings.domain.building import Building
from services.grids.groupings.domain.grouping import Grouping
from services.grids.groupings.domain.kind import GroupingKind
from services.grids.labels.domain.label import Target, TargetKind
from services.grids.organisations.domain.membership import Membership
from services.grids.organisations.domain.organisation import NewOrganisation
from services.grids.places.domain.place import Fittings
from services.grids.places.domain.place import Place as ServicePlace
from services.grids.posts.domain.staff import Staff
from services.members.residents.use_cases.ports import Place
from services.members.tallies.domain.tally import ONE_RESIDENT
from services.members.tallies.store.following import follow
from tests.districts import work
from tests.districts.asked import NUMBER, ROW, SCOPES
from tests.districts.asking import CALLER, NOW
from tests.districts.places import CLASSES
from tests.districts.shapes import COMMUNITY, COURTYARD, MICRO_INSIDE, ROW_INSIDE, TOWNSHIP, id_of

Look = Callable[[Any], object]
ROWS = [ROW, id_of(7), id_of(8)]
DAY = date(2026, 3, 5)
A_PLACE = ServicePlace.entered(ROW, id_of(MICRO_INSIDE), "kind_1", "name", DAY, Fittings())
A_BUILDING = Building(ROW, id_of(COMMUNITY), "estate", "name", 1, 1)
AN_ORGANISATION = NewOrganisation(ROW, "kind_7", "name", DAY, None, id_of(MICRO_INSIDE))
A_MEMBER = Membership(ROW, ROW, "member", DAY)

LOOKED_UP: dict[str, tuple[Look, ...]] = {
    "grids": (
        lambda tx: tx.trees.lock(),
        lambda _: downward_then(ROW, DAY, lambda _: true()).compile(dialect=sqlite.dialect()),
        lambda tx: tx.areas.find(ROWS),
        lambda tx: tx.area_history.subtree(id_of(COMMUNITY), date(1900, 1, 1), None, 1),
        lambda tx: tx.areas.get(id_of(COMMUNITY), COMMUNITY),
        lambda tx: tx.given.names([id_of(COMMUNITY)], ["name-1", "name-2"]),
        lambda tx: tx.new_areas.must_be_new([id_of(999_999)]),
        lambda tx: tx.level_schemes.on(DAY),
        lambda tx: tx.code_schemes.known(["SYS:a", "SYS:b"]),
        lambda tx: tx.codes.bearers("LOCAL", ["code-7", "code-8"], DAY),
        lambda tx: tx.codes.of(id_of(COMMUNITY)),
        lambda tx: tx.codes.ever_given("LOCAL", ["code-7060", "code-8060"]),
        lambda tx: tx.codes.next_versions(ROWS),
        lambda tx: tx.succeeding.seen({id_of(COMMUNITY): COMMUNITY}),
        lambda tx: tx.succeeding.children([id_of(COMMUNITY)]),
        lambda tx: tx.succeeding.hold(id_of(COMMUNITY)),
        lambda tx: tx.succeeding.moved_on(_ended()),
        lambda tx: tx.passed_groupings.standing([id_of(COMMUNITY)]),
        lambda tx: tx.succeeding.end([_ended()]),
        lambda tx: tx.surroundings.last_days([id_of(COMMUNITY)]),
        lambda tx: tx.surroundings.places(ROWS),
        lambda tx: tx.area_log.keep([_ended()]),
        lambda tx: tx.estates.standing([id_of(COMMUNITY)]),
        lambda tx: tx.estates.resettle({ROW: id_of(COMMUNITY)}),
        lambda tx: tx.borders.split_under([id_of(MICRO_INSIDE)]),
        lambda tx: tx.homes.move({(id_of(4), 7): id_of(MICRO_INSIDE)}, DAY, 7),
        lambda tx: [each.count(ROWS, DAY) for each in tx.belongings.values()],
        lambda tx: [
            each.pass_on([id_of(MICRO_INSIDE)], id_of(MICRO_INSIDE + 1), DAY)
            for each in tx.belongings.values()
        ],
        lambda tx: tx.ex_officio.come_along([(id_of(422), "general_total", id_of(COMMUNITY))], DAY, 1),
        lambda tx: tx.ex_officio.part([(id_of(422), "general_total", id_of(COMMUNITY))], DAY),
        lambda tx: tx.holders.go_on(id_of(MICRO_INSIDE), id_of(MICRO_INSIDE + 1), DAY, 1),
        lambda tx: tx.holders.count_going_on(id_of(MICRO_INSIDE), id_of(MICRO_INSIDE + 1), DAY),
        lambda tx: tx.holders.in_the_way(id_of(MICRO_INSIDE), id_of(MICRO_INSIDE + 1), DAY),
        lambda tx: tx.bound.count(ROWS),
        lambda tx: tx.case_work.count_reassigned([id_of(MICRO_INSIDE)], [id_of(MICRO_INSIDE + 1)]),
        lambda tx: tx.homes.in_no_grid([id_of(4), id_of(5)]),
        lambda tx: tx.subtrees.count([id_of(COMMUNITY)], DAY),
        lambda tx: tx.area_kinds.standing([("exclusive", "general_total"), ("unit", None)]),
        lambda tx: tx.level_use.holds_dwellings("exclusive"),
        lambda tx: tx.level_use.has_open_cases("exclusive"),
        lambda tx: tx.area_kinds.kinds(ROWS),
        lambda tx: tx.area_kinds.stood(ROWS),
        lambda tx: tx.area_kinds.founded_on(ROWS),
        lambda tx: tx.area_kinds.under_since(ROWS),
        lambda tx: tx.standing_areas.hold(),
        lambda tx: tx.standing_areas.bearers([(id_of(COMMUNITY), "name-2002"), (id_of(101), "name-1")]),
        lambda tx: tx.standing_areas.codes([("LOCAL", "code-7"), ("LOCAL", "code-8")]),
        lambda tx: tx.standing_areas.below(id_of(COMMUNITY), "", 200),
        lambda tx: tx.standing_areas.count_below(id_of(COMMUNITY)),
        lambda tx: list(tx.area_imports.refusals(id_of(79))),
        lambda tx: tx.area_imports.forget_refusals(id_of(79)),
        lambda tx: tx.grounds.find(id_of(MICRO_INSIDE), DAY),
        lambda tx: tx.grounds.hold(id_of(MICRO_INSIDE), DAY),
        lambda tx: tx.cases.get(ROW, 1),
        lambda tx: tx.people.known(ROWS),
        lambda tx: tx.people.get(ROW, 1),
        lambda tx: tx.appointments.must_be_new([id_of(999_999)]),
        lambda tx: tx.appointments.get(ROW, 1),
        lambda tx: tx.appointments.of_staff(id_of(79), DAY),
        lambda tx: tx.appointments.brought_by(ROWS),
        lambda tx: tx.appointments.of_role("doctor", None, DAY),
        lambda tx: tx.appointments.of_role("doctor", ["micro"], DAY),
        lambda tx: tx.roles.get(),
        lambda tx: tx.area_kinds.right_below([id_of(COMMUNITY)]),
        lambda tx: tx.grounds.who_above(id_of(MICRO_INSIDE), DAY),
        lambda tx: tx.open_work.of(id_of(79), [id_of(MICRO_INSIDE)]),
        lambda tx: tx.led_groups.of(id_of(79), DAY, None),
        lambda tx: tx.led_groups.held(tx.led_groups.of(id_of(79), DAY, None).first, DAY),
        lambda tx: tx.led_groups.doubled(tx.led_groups.of(id_of(79), DAY, None).first, id_of(80), DAY),
        lambda tx: tx.led_groups.hand(tx.led_groups.of(id_of(79), DAY, None).first, id_of(80), DAY),
        lambda tx: tx.open_work.hand([{"id": ROW}], id_of(79), id_of(80)),
        lambda tx: tx.buildings.entered_before({A_BUILDING: ROWS}),
        lambda tx: tx.people.entered_before([Staff(ROW, "name")]),
        lambda tx: tx.buildings.named(id_of(COMMUNITY), "estate-78", ["name-78"]),
        lambda tx: tx.buildings.find(ROWS),
        lambda tx: tx.buildings.get(ROW, 1),
        lambda tx: tx.buildings.next_versions([ROW]),
        lambda tx: tx.service_places.entered_before([A_PLACE]),
        lambda tx: tx.service_places.get(ROW, 1),
        lambda tx: tx.service_places.move_to([id_of(MICRO_INSIDE)], id_of(MICRO_INSIDE + 1)),
        lambda tx: tx.place_kinds.get(),
        lambda tx: tx.organisation_kinds.get(),
        lambda tx: tx.organisations.founded_before([AN_ORGANISATION]),
        lambda tx: tx.organisations.get(ROW, ROW_INSIDE),
        lambda tx: tx.organisations.above(ROW),
        lambda tx: tx.organisations.below(ROW, DAY),
        lambda tx: tx.organisation_members.of(ROW, ROWS, ROWS),
        lambda tx: tx.organisation_members.lasting(ROW, DAY),
        lambda tx: tx.organisation_members.must_be_new(ROW, [A_MEMBER]),
        lambda tx: tx.estates.groups.organisations.follow({id_of(79): id_of(COMMUNITY)}),
        lambda tx: tx.groupings.find(ROWS),
        *work.looked_up(ROW, ROW_INSIDE, id_of(MICRO_INSIDE), id_of(MICRO_INSIDE + 100)),
        lambda tx: tx.label_views.below(id_of(MICRO_INSIDE), None, 50),
        lambda tx: tx.label_ground.seen([Target(kind, ROW) for kind in TargetKind]),
        lambda tx: tx.label_ground.grids_of(Target(TargetKind.BUILDING, ROW)),
        lambda tx: tx.label_ground.ended([id_of(COMMUNITY)]),
        lambda tx: (tx.heirs.standing(ROWS, DAY), tx.heirs.successors([id_of(COMMUNITY), ROW])),
        lambda tx: tx.belongings["places"].count([id_of(MICRO_INSIDE)], DAY),
        lambda tx: tx.labels.live([Target(TargetKind.BUILDING, ROW)]),
        lambda tx: (tx.units.of(ROWS), tx.units.names(ROWS)),
        lambda tx: tx.borders.split_by([id_of(79)]),
        lambda tx: tx.borders.split_if({(id_of(79), 79): id_of(MICRO_INSIDE)}),
        lambda tx: tx.borders.split_below(id_of(MICRO_INSIDE)),
        lambda tx: tx.borders.crossed_below(id_of(MICRO_INSIDE), id_of(COMMUNITY)),
        lambda tx: tx.grouping_kinds.all(),
        lambda tx: tx.grouping_kinds.add(GroupingKind("street", "街巷", "Street")),
        lambda tx: tx.groupings.must_be_new([id_of(999_999)]),
        lambda tx: tx.groupings.named(id_of(COMMUNITY), ["name-78"]),
        lambda tx: tx.groupings.get(ROW, ROW_INSIDE),
        lambda tx: tx.grouped_units.holders("kind-79", [(id_of(79), 79)]),
        lambda tx: tx.grouped_units.set(Grouping(id_of(79), "courtyard", id_of(COMMUNITY), "a", False), []),
        lambda tx: tx.grouped_dwellings.of([(id_of(79), 79)]),
        lambda tx: tx.borders.split_units({(id_of(79), 79): id_of(MICRO_INSIDE)}),
        lambda tx: tx.standing_estates.buildings(id_of(COMMUNITY), {("estate-78", "name-78")}),
        lambda tx: tx.standing_estates.grids(id_of(COMMUNITY), {"name-39622"}),
        lambda tx: list(tx.estate_imports.refusals(id_of(79))),
        lambda tx: tx.holdings.of(ROW),
        lambda tx: tx.holdings.must_be_new(ROW, ROWS),
        lambda tx: tx.coverage.change(id_of(COMMUNITY), 1, 1),
        lambda tx: tx.units.give({(ROW, 1): id_of(MICRO_INSIDE)}, DAY, 1),
    ),
    "members": (
        lambda tx: tx.ground.known(id_of(COMMUNITY)),
        lambda tx: tx.ground.keep(),
        lambda tx: tx.ground.note_ended([id_of(COMMUNITY)]),
        lambda tx: tx.ground.is_grouping(id_of(COURTYARD)),
        lambda tx: tx.resident_views.within(id_of(COURTYARD), None, 50),
        lambda tx: tx.ground.seen(id_of(COMMUNITY)),
        lambda tx: tx.grants.found(ROWS),
        lambda tx: tx.grants.get(ROW, 1),
        lambda tx: tx.grants.held_by(id_of(79), NOW),
        lambda tx: tx.grants.by_hand_in([id_of(COMMUNITY)], NOW),
        lambda tx: tx.platform_keys.opening([id_of(COMMUNITY)], NOW),
        lambda tx: tx.dwelling_places.take([Place(ROW, id_of(COMMUNITY), 1)]),
        lambda tx: tx.dwelling_places.hold(ROWS),
        lambda tx: tx.dwelling_places.hold_homes(ROWS),
        lambda tx: tx.dwelling_places.rehouse({ROW: id_of(COMMUNITY)}),
        lambda tx: tx.grants.lock(id_of(79)),
        lambda tx: list(tx.imports.refusals(id_of(79))),
        lambda tx: tx.imports.forget_before(id_of(79), ROWS),
        lambda tx: tx.imports.restate({ROW: (1, 2)}),
        lambda tx: tx.residents.get(ROW),
        lambda tx: tx.residents.among(ROWS),
        lambda tx: tx.residents.by_document([("identity_number", NUMBER)]),
        lambda tx: tx.residents.of_households(ROWS),
        lambda tx: tx.residents.homes_of(ROWS),
        lambda tx: tx.residents.areas_seen([id_of(COMMUNITY)]),
        lambda tx: tx.residencies.get(ROW, 1),
        lambda tx: tx.tallies.add({id_of(MICRO_INSIDE): ONE_RESIDENT}),
        lambda tx: tx.recounts.page(ROW, 200),
        lambda tx: follow(tx.rows, Moved(1, "1/5/99/", "1/6/99/")),
        lambda tx: tx.people.built_upon(id_of(79)),
        lambda tx: tx.people.take_back(id_of(79), ROWS),
    ),
    "care": (
        lambda tx: tx.ended_areas.since([id_of(COMMUNITY)]),
        lambda tx: tx.canteens.hold_ground(),
        lambda tx: tx.canteens.areas_known([id_of(COMMUNITY)]),
        lambda tx: tx.people.held(ROW),
        lambda tx: tx.cards.get(ROW),
        lambda tx: tx.cards.open_of(ROW),
        lambda tx: tx.cards.has_open(ROW),
        lambda tx: tx.enrolments.get(ROW),
        lambda tx: tx.enrolments.open_of(ROW),
        lambda tx: tx.programmes.find(DAY),
    ),
    "notify": (
        lambda tx: tx.on_duty.among(ROWS),
        lambda tx: tx.messages.get(ROW),
        lambda tx: tx.messages.due(NOW, 50),
        lambda tx: tx.messages.take_if_due(ROW, NOW),
    ),
}


def _ended() -> Area:
    return Area(id_of(COMMUNITY), id_of(TOWNSHIP), "community", "name-100", "1/6/100/", None, since=DAY)


def look_up(database: Database) -> None:
    """Each in a transaction of its own, undone; what is not found or has another version is as good."""
    for held in SCOPES.values():
        for look in LOOKED_UP[database.service]:
            call = _writing(database, held)
            try:
                with suppress(DomainError), call.begin(CALLER) as tx:
                    look(tx)
            finally:
                call.rollback()


def _writing(database: Database, held: tuple[str, ...] | None) -> Call[Any]:
    return Call(
        database,
        CLASSES[database.service].transaction,
        caller=CALLER,
        permission="",
        scope=Scope(held),
        writes=True,
        action="look_up",
        now=NOW,
    )
