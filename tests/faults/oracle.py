"""Lost, duplicate, phantom: what the callers were told against what the house holds."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby

from tests.faults.holdings import UNENDED, Holdings, Row
from tests.faults.ledger import End, Ledger

STEPS = ("register", "assign", "take-in-hand", "close")
STATES = ("registered", "assigned", "in_hand", "closed")
CHANGE_AREA = "change_area"
ENTER, APPOINT, END_TERM = "enter", "appoint", "end"


@dataclass
class Verdict:
    """All three must be 0; `findings` says what each stands for."""

    lost: int = 0
    duplicate: int = 0
    phantom: int = 0
    findings: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.duplicate or self.phantom)

    def add(self, other: "Verdict") -> None:
        self.lost += other.lost
        self.duplicate += other.duplicate
        self.phantom += other.phantom
        self.findings += other.findings

    def find(self, kind: str, count: int, what: str) -> None:
        """Nothing, when there is nothing to count."""
        if count > 0:
            setattr(self, kind, getattr(self, kind) + count)
            self.findings.append(f"{count} {kind}: {what}")


def judge(ledger: Ledger, before: Holdings, after: Holdings) -> Verdict:
    """This ledger's stories; case numbers and mirrors are looked at as a whole."""
    verdict = Verdict()
    ends = _Ends(ledger)
    for about in ends.stories:
        cases = after.cases_by_raiser.get(about, [])
        ends.compare(verdict, about, "register", len(cases))
        for case in cases:
            _judge_steps(verdict, ends, case)
            _judge_messages(verdict, after.messages_by_case.get(case["id"], []), case)
    _judge_strangers(verdict, ends, before, after)
    _judge_areas(verdict, ends, ledger, before, after)
    _judge_posts(verdict, ends, ledger, after)
    _judge_numbers(verdict, after.cases)
    verdict.find("lost", after.differences, "rows of mirrors that differ from their source")
    verdict.find("duplicate", len(ledger.contradictions), "orders sent again with another answer")
    return verdict


def judge_ended(ledger: Ledger, after: Holdings) -> Verdict:
    """When all sending is over: one message for each closing, and none still on its way."""
    verdict = Verdict()
    for about in _Ends(ledger).stories:
        for case in after.cases_by_raiser.get(about, []):
            messages = after.messages_by_case.get(case["id"], [])
            _judge_messages(verdict, messages, case)
            for message in messages:
                verdict.find("lost", int(message["state"] in UNENDED), f"end of message {message['id']}")
    return verdict


class _Ends:
    """How the orders of each story and step ended."""

    def __init__(self, ledger: Ledger) -> None:
        self._ok, self._unknown = ledger.ended(End.OK), ledger.ended(End.UNKNOWN)
        self.stories = {told.order.about for told in ledger.told if told.order.step in STEPS}

    def compare(self, verdict: Verdict, about: str, step: str, applied: int) -> None:
        """A refused order must not be applied either."""
        ok, unknown = self._ok[about, step], self._unknown[about, step]
        verdict.find("lost", ok - applied, f"{step} of {about}")
        verdict.find("duplicate" if ok + unknown else "phantom", applied - ok - unknown, f"{step} of {about}")


def _judge_steps(verdict: Verdict, ends: _Ends, case: Row) -> None:
    reached = STATES.index(case["state"])
    for place, step in enumerate(STEPS[1:], start=1):
        ends.compare(verdict, case["raiser_id"], step, int(reached >= place))
    verdict.find("duplicate", case["version"] - 1 - reached, f"versions of case {case['id']}")


def _judge_messages(verdict: Verdict, messages: list[Row], case: Row) -> None:
    due = int(case["state"] == "closed")
    verdict.find("lost", due - len(messages), f"message about case {case['id']}")
    verdict.find("duplicate" if due else "phantom", len(messages) - due, f"message about case {case['id']}")


def _judge_strangers(verdict: Verdict, ends: _Ends, before: Holdings, after: Holdings) -> None:
    known = {case["id"] for case in before.cases}
    strangers = [
        case for case in after.cases if case["id"] not in known and case["raiser_id"] not in ends.stories
    ]
    verdict.find("phantom", len(strangers), "cases that nobody asked for")


def _judge_areas(verdict: Verdict, ends: _Ends, ledger: Ledger, before: Holdings, after: Holdings) -> None:
    given = [told.order for told in ledger.told if told.order.step == CHANGE_AREA]
    for area in {order.about for order in given}:
        was, now = before.areas[area], after.areas[area]
        ends.compare(verdict, area, CHANGE_AREA, now["version"] - was["version"])
        for part in ("name", "parent_id"):
            known = {was[part], *(order.body.get(part) for order in given if order.about == area)}
            verdict.find("phantom", int(now[part] not in known), f"{part} of area {area}")


def _judge_posts(verdict: Verdict, ends: _Ends, ledger: Ledger, after: Holdings) -> None:
    """Of people who enter together all are there or none, as many terms ended as were told to."""
    for order in (told.order for told in ledger.told):
        if order.step == ENTER:
            there = {person["id"] in after.staff for person in order.body["staff"]}
            verdict.find("phantom", len(there) - 1, f"half of those who entered with {order.about}")
            ends.compare(verdict, order.about, ENTER, int(there == {True}))
        elif order.step == APPOINT:
            version = after.appointments.get(order.about, 0)
            ends.compare(verdict, order.about, APPOINT, min(version, 1))
            ends.compare(verdict, order.about, END_TERM, max(version - 1, 0))


def _judge_numbers(verdict: Verdict, cases: list[Row]) -> None:
    """Each number once, and none left out, register by register."""
    numbers = sorted(case["number"] for case in cases)
    twice = sum(count - 1 for count in Counter(numbers).values())
    verdict.find("duplicate", twice, "case numbers given twice")
    for register, members in groupby(numbers, key=lambda number: number.rpartition("-")[0]):
        places = {int(number.rpartition("-")[2]) for number in members}
        verdict.find("duplicate", max(places) - len(places), f"numbers left out of {register}")
