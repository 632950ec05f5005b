"""Messages as rows, on both databases: what was kept comes back, within the caller's areas only."""

from datetime import timedelta

import pytest

from services.chassis.caller import NOWHERE, Scope
from services.chassis.errors import StaleVersion
from services.chassis.ids import new_id
from services.notify.channels.store import staff
from services.notify.messages.domain.errors import MessageUnknown
from services.notify.messages.domain.state import MessageState
from services.notify.messages.store import areas
from services.notify.messages.use_cases.ports import Wanted
from tests.notify.builders import LEASE, NOW, a_message

COMMUNITY, BASE, MICRO, OTHER = (new_id() for _ in range(4))
PATHS = {COMMUNITY: "1/2/3/", BASE: "1/2/3/4/", MICRO: "1/2/3/4/5/", OTHER: "1/2/3a/"}


@pytest.fixture
def grounded(within):
    with within() as tx:
        for area_id, path in PATHS.items():
            tx.rows.write(areas.insert().values(district=tx.rows.district, **an_area(area_id, path)))
    return within


def an_area(area_id, path):
    named = {"id": area_id, "parent_id": None, "path": path, "kind": "micro", "name": path, "active": True}
    return named | {"version": 1, "removed": False, "epoch": 0}


def keep(within, *messages):
    with within() as tx:
        return [tx.messages.add(message) for message in messages]


def test_a_message_comes_back_as_it_was_kept(within):
    kept = a_message(state=MessageState.SENDING, tries=1, leased_until=NOW + LEASE, possibly_twice=True)
    keep(within, kept)

    with within() as tx:
        assert vars(tx.messages.get(kept.id)) == vars(kept)


def test_the_same_message_is_kept_once(within):
    assert keep(within, a_message(), a_message(recipient_id="somebody else")) == [True, False]


def test_a_message_nobody_kept_is_unknown(within):
    with pytest.raises(MessageUnknown), within() as tx:
        tx.messages.get("nobody's")


def test_a_message_somebody_else_changed_is_stale(within):
    keep(within, a_message())
    with within() as tx:
        first, second = tx.messages.get(a_message().id), tx.messages.get(a_message().id)
        first.claim(NOW, LEASE)
        tx.messages.save(first)
    second.claim(NOW, LEASE)

    with pytest.raises(StaleVersion) as refused, within() as tx:
        tx.messages.save(second)

    assert refused.value.values == {
        "sent_version": 1,
        "current_version": 2,
        "current": {"state": MessageState.SENDING},
    }


def test_the_one_that_waits_longest_is_due_first(within):
    keep(within, a_message(id="young"), a_message(id="old", queued_at=NOW - LEASE))
    with within() as tx:
        assert [each.id for each in tx.messages.due(NOW, 5)] == ["old", "young"]
        assert [each.id for each in tx.messages.due(NOW, 1)] == ["old"]


@pytest.mark.parametrize(
    ("after", "is_due"), [(LEASE - timedelta(microseconds=1), False), (LEASE, True)], ids=["in hand", "over"]
)
def test_a_message_in_hand_is_due_when_its_lease_is_over(within, after, is_due):
    keep(within, a_message(state=MessageState.SENDING, tries=1, leased_until=NOW + LEASE))
    with within() as tx:
        assert is_found(tx, NOW + after) is is_due


def is_found(tx, now):
    """Both ways, which have to agree."""
    found = [each.id for each in tx.messages.due(now, 5)]
    taken = tx.messages.take_if_due(a_message().id, now)
    assert found == ([taken.id] if taken else [])
    return taken is not None


@pytest.mark.parametrize(
    ("at", "is_due"), [(-timedelta(microseconds=1), False), (timedelta(0), True)], ids=["before", "then"]
)
def test_a_message_that_was_put_back_is_due_at_its_moment(within, at, is_due):
    keep(within, a_message(tries=1, next_try_at=NOW + LEASE))
    with within() as tx:
        assert is_found(tx, NOW + LEASE + at) is is_due


def test_people_on_duty_are_known_as_such(within):
    person = {"id": "li", "display_name": "江立春", "duty_phone": "1", "version": 1, "epoch": 0}
    with within() as tx:
        for removed, id in ((False, "li"), (True, "wang")):
            row = person | {"id": id, "removed": removed, "district": tx.rows.district}
            tx.rows.write(staff.insert().values(**row))
        assert tx.on_duty.among(["li", "wang", "somebody else"]) == {"li", "wang"}


@pytest.mark.parametrize("state", [MessageState.SENT, MessageState.FAILED, MessageState.NOT_SENT])
def test_a_message_that_has_ended_is_not_due(within, state):
    keep(within, a_message(state=state))
    with within() as tx:
        assert not is_found(tx, NOW + timedelta(days=365))


@pytest.mark.parametrize(
    ("scope", "sees"),
    [
        (Scope((COMMUNITY,)), True),
        (Scope((BASE,)), True),
        (Scope((MICRO,)), True),
        (Scope((OTHER, MICRO)), True),
        (Scope((OTHER,)), False),
        (Scope((new_id(),)), False),
        (NOWHERE, False),
    ],
)
def test_a_message_is_seen_from_its_area_and_from_those_above_it(grounded, scope, sees):
    message = a_message(area_id=MICRO)
    keep(grounded, message)

    with grounded(scope) as tx:
        assert len(tx.message_lists.found(Wanted(), None, 50)["items"]) == sees
    if sees:
        with grounded(scope) as tx:
            assert tx.messages.get(message.id).id == message.id
    else:
        with pytest.raises(MessageUnknown), grounded(scope) as tx:
            tx.messages.get(message.id)


def test_a_message_of_an_area_above_is_not_seen_from_below(grounded):
    keep(grounded, a_message(area_id=BASE))
    with grounded(Scope((MICRO,))) as tx:
        assert tx.message_lists.found(Wanted(), None, 50)["items"] == []


def test_lists_are_newest_first_in_pages_that_leave_nothing_out(within):
    numbered = [
        a_message(id=f"{number}", queued_at=NOW + timedelta(seconds=number // 2)) for number in range(5)
    ]
    keep(within, *numbered)

    pages, after = [], None
    while True:
        with within() as tx:
            page = tx.message_lists.found(Wanted(), after, limit=2)
        pages.append([item.id for item in page["items"]])
        if page["next"] is None:
            break
        after = page["next"]

    assert pages == [["4", "3"], ["2", "1"], ["0"]]


@pytest.mark.parametrize(
    ("case", "recipient", "found"),
    [("c1", None, {"a", "b"}), (None, "r1", {"a", "c"}), ("c1", "r1", {"a"}), ("c9", None, set())],
)
def test_lists_are_of_a_case_or_a_recipient_or_both(within, case, recipient, found):
    keep(
        within,
        a_message(id="a", subject_id="c1", recipient_id="r1"),
        a_message(id="b", subject_id="c1", recipient_id="r2"),
        a_message(id="c", subject_id="c2", recipient_id="r1"),
    )
    with within() as tx:
        page = tx.message_lists.found(Wanted(case, recipient), None, 50)
    assert {item.id for item in page["items"]} == found


def test_what_left_before_a_restore_is_known_by_its_moment_whether_the_message_is_there_or_not(within):
    with within() as tx:
        tx.messages.note_left({"there": NOW, "not there": NOW})
    keep(within, a_message(id="there"))

    with within() as tx:
        assert [tx.messages.left_at(each) for each in ("there", "not there", "another")] == [NOW, NOW, None]
        assert tx.messages.known(["there", "not there"]) == {"there"}


def test_what_left_is_noted_once(within):
    with within() as tx:
        tx.messages.note_left({"one": NOW})
        tx.messages.note_left({"one": NOW + LEASE})
        assert tx.messages.left_at("one") == NOW
