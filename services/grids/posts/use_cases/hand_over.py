"""Posts, groups, open work and contacts go to somebody else in one step, with a list of what stays."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from services.chassis.caller import Caller
from services.grids.posts.domain.appointment import Appointment
from services.grids.posts.domain.errors import (
    AppointmentUnknown,
    AppointsThemselves,
    GroupHeldAlready,
    GroupNotHeld,
    HandedToThemselves,
    StaffUnknown,
)
from services.grids.posts.domain.events import appointed_in_batches
from services.grids.posts.domain.hand_over import (
    Changed,
    HandOver,
    Moved,
    Reach,
    Stays,
    What,
    Why,
    counted,
    hand_posts,
    handed_id,
    went,
)
from services.grids.posts.use_cases.handing_ports import Led
from services.grids.posts.use_cases.ports import Begin, Tx


@dataclass(frozen=True)
class HandOverWork:
    """Both None: all posts, all groups, and open cases wherever they lie; or some posts, the cases there, and
    some groups.

    Cases move on the day, not before it; whoever asks again moves what is left. Contacts with people are
    kept by others, who are told where they follow.
    """

    staff_id: str
    to_id: str
    on: date
    appointment_ids: tuple[str, ...] | None = None
    grouping_ids: tuple[str, ...] | None = None
    dry_run: bool = False

    @property
    def everything(self) -> bool:
        return self.appointment_ids is None and self.grouping_ids is None


@dataclass
class Kept:
    """`went_to`: areas whose posts went before, where contacts were made since."""

    moved: list[Moved] = field(default_factory=list)
    stays: list[Stays] = field(default_factory=list)
    grouping_ids: list[str] = field(default_factory=list)
    went_to: set[str] = field(default_factory=set)

    def took(self, handed: Sequence[Led]) -> None:
        self.moved += [
            Moved(What.GROUP, each.id, each.area_id, None, each.version, each.grouping_id) for each in handed
        ]
        self.grouping_ids += [each.grouping_id for each in handed]

    def keep_quiet_of_others(self) -> None:
        """Of whoever has nothing in the caller's areas nothing is told, not even that they have something."""
        if not self.moved and all(each.why is Why.ELSEWHERE for each in self.stays):
            self.stays = []

    def reach(self, whole: bool) -> Reach:
        area_ids = self.went_to | {each.area_id for each in self.moved if each.what is What.POST}
        return Reach(whole, tuple(sorted(area_ids)), tuple(sorted(self.grouping_ids)))


def hand_over(command: HandOverWork, begin: Begin, caller: Caller, today: date) -> HandOver:
    if command.to_id == command.staff_id:
        raise HandedToThemselves
    if caller.kind == "person" and caller.id == command.to_id:
        raise AppointsThemselves
    kept = Kept()
    with begin(caller) as tx:
        if not command.dry_run:
            tx.trees.lock()
        known = tx.people.known([command.staff_id, command.to_id])
        for staff_id, name in ((command.staff_id, "staff_id"), (command.to_id, "to_id")):
            if staff_id not in known:
                raise StaffUnknown(staff_id=staff_id).at(name)
        chosen = _posts(command, tx, kept, today)
        _groups(command, tx, kept, today)
        _cases(command, chosen, tx, kept, today)
        kept.keep_quiet_of_others()
        there = command.on == today or bool(kept.moved)
        reach = kept.reach(whole=command.everything and tx.sees_everything and there)
        if not command.dry_run:
            tx.record(*reach.told(command.staff_id, command.to_id, command.on))
    moved, stays = tuple(kept.moved), tuple(kept.stays)
    return HandOver(
        command.staff_id, command.to_id, command.on, command.dry_run, moved, stays, reach.contacts
    )


def _posts(command: HandOverWork, tx: Tx, kept: Kept, today: date) -> list[Appointment]:
    """Those that are chosen, whether they move, begin later or went before."""
    held = tx.appointments.of_staff(command.staff_id, command.on)
    own = [each for each in held.seen if each.ex_officio_of is None]
    wanted = {each.id for each in own} if command.everything else set(command.appointment_ids or ())
    for each in held.seen:
        if each.id in wanted:
            each.must_stand_alone("appointment_ids")
    left = wanted - {each.id for each in own}
    before = _went_before(left, command, tx)
    for unknown in sorted(left - {each.id for each in before}):
        raise AppointmentUnknown(appointment_id=unknown).at("appointment_ids")
    chosen = [each for each in own if each.id in wanted]
    begun = [each for each in chosen if each.term.valid_from < command.on]
    keys = {each.post for each in begun}
    brought = tx.appointments.brought_by([each.id for each in begun]) if begun else []
    keys |= {each.post for each in brought}
    posts = (tx.posts.look(keys) if command.dry_run else tx.posts.lock(keys)) if keys else {}
    changed = hand_posts([*begun, *brought], posts, tx.roles.get(), command.to_id, command.on)
    if changed.made and not command.dry_run:
        _end_what_came_with(changed, tx)
        for each in changed.ended:
            tx.appointments.save(each)
        tx.posts.add(changed.made)
        tx.record(*changed.events, *appointed_in_batches([each.row() for each in changed.made]))
    kept.moved += [Moved(What.POST, each.id, each.area_id, each.role, each.version) for each in changed.made]
    later, not_chosen = len(chosen) - len(begun), len(own) - len(chosen)
    why = {Why.BEGINS_LATER: later, Why.NOT_CHOSEN: not_chosen, Why.ELSEWHERE: held.elsewhere}
    kept.stays += counted(What.POST, why)
    if command.on == today:
        kept.went_to |= {each.area_id for each in before}
    return [*chosen, *before]


def _went_before(appointment_ids: Collection[str], command: HandOverWork, tx: Tx) -> list[Appointment]:
    """Those of them that went to the same one on the same day: the cases there may be left."""
    named = went(tx.appointments.named(appointment_ids), command.staff_id, command.on)
    made = {handed_id(each, command.to_id, command.on): each for each in named}
    return [
        made[each.id]
        for each in tx.appointments.named(made.keys())
        if each.lasts_beyond(each.term.valid_from)
    ]


def _end_what_came_with(changed: Changed, tx: Tx) -> None:
    """A deputyship that ends, as its holder takes the post over, ends with what came with it."""
    over = {each.id: each.term.valid_to for each in changed.ended}
    deputies = [each.id for each in changed.ended if each.deputises]
    for each in tx.appointments.brought_by(deputies) if deputies else ():
        day = over[str(each.ex_officio_of)]
        if each.id not in over and day is not None and each.lasts_beyond(day):
            changed.let_go(each, day)


def _groups(command: HandOverWork, tx: Tx, kept: Kept, today: date) -> None:
    """They go with everything; whoever chooses posts alone leaves them."""
    chosen = None if command.everything else set(command.grouping_ids or ())
    led = tx.led_groups.of(command.staff_id, command.on, chosen)
    before = tx.led_groups.handed(led.unknown, command.staff_id, command.to_id, command.on)
    for unknown in sorted(set(led.unknown) - set(before)):
        raise GroupNotHeld(grouping_id=unknown)
    if command.on == today:
        kept.grouping_ids += before
    first = led.first if command.dry_run else tx.led_groups.held(led.first, command.on)
    for twice in tx.led_groups.doubled(first, command.to_id, command.on):
        raise GroupHeldAlready(staff_id=command.to_id, grouping_id=twice)
    if command.dry_run:
        kept.took(tx.led_groups.would(first, command.to_id, command.on))
    else:
        handed, events = tx.led_groups.hand(first, command.to_id, command.on)
        tx.record(*events)
        kept.took(handed)
    why = {
        Why.BEGINS_LATER: led.begins_later,
        Why.ELSEWHERE: led.elsewhere,
        Why.NOT_CHOSEN: led.not_chosen,
        Why.NEXT_TIME: led.next_time,
    }
    kept.stays += counted(What.GROUP, why)


def _cases(
    command: HandOverWork,
    chosen: Sequence[Appointment],
    tx: Tx,
    kept: Kept,
    today: date,
) -> None:
    areas = None if command.everything else {each.area_id for each in chosen}
    work = tx.open_work.of(command.staff_id, areas)
    why = {Why.CLOSED: work.closed, Why.NOT_CHOSEN: work.not_chosen, Why.ELSEWHERE: work.elsewhere}
    if command.on > today:
        why[Why.NOT_YET] = work.open
    else:
        cases = work.first
        if not command.dry_run:
            handed = tx.open_work.hand(work.first, command.staff_id, command.to_id)
            tx.record(*handed.events)
            cases = handed.cases
        kept.moved += [Moved(What.CASE, each["id"], each["area_id"], None, each["version"]) for each in cases]
        why[Why.NEXT_TIME] = work.open - len(cases)
    kept.stays += counted(What.CASE, why)
