"""What a log remembers of what left after a moment."""

from datetime import UTC, datetime, timedelta

from services.chassis import wire
from services.chassis.leaving import Leaves, left_since

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LEAVES = Leaves("linli.notify.channels", "message sent", "message_id", lambda *_: frozenset())


def line(at=AT, **different):
    told = {"time": at.isoformat(), "logger": LEAVES.logger, "message": LEAVES.message, "message_id": "m1"}
    return wire.dumps(told | different) + b"\n"


def ids(*lines, moment=AT):
    return [left.id for left in left_since(moment, LEAVES, lines)]


def test_what_left_at_the_moment_or_after_it_is_found():
    second = timedelta(seconds=1)
    lines = [line(AT - second, message_id="a"), line(message_id="b"), line(AT + second, message_id="c")]
    assert ids(*lines) == ["b", "c"]


def test_other_lines_tell_nothing():
    assert ids(line(message="message not sent"), line(logger="linli.start"), b"no json\n", b"[1]\n") == []


def test_a_line_that_was_cut_off_tells_nothing_and_the_next_is_read():
    assert ids(line()[:40] + b"\n", line(message_id="b")) == ["b"]


def test_a_moment_is_compared_whatever_its_offset():
    shanghai = datetime.fromisoformat("2026-03-02T17:00:00+08:00")
    assert ids(line(), moment=shanghai) == ["m1"]
