"""Whatever is asked of a case: a version and an event for each change, and nothing else changes."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.grids.cases.domain.case import Case
from services.grids.cases.domain.errors import WrongState
from services.grids.cases.domain.state import NEXT, CaseState
from tests.grids.builders import NOW, a_case

holders = st.none() | st.sampled_from(["wang", "li"])


class CaseMachine(RuleBasedStateMachine):
    case: Case
    told: list[Any]

    @initialize(raiser=st.none() | st.just("raiser"), holder=holders)
    def register(self, raiser, holder):
        self.case = a_case(raiser_id=raiser, holder_id=holder)
        self.told = [self.case.registered()]

    @rule(holder=holders)
    def assign(self, holder):
        expected = CaseState.ASSIGNED if holder else CaseState.REGISTERED
        self._try(CaseState.ASSIGNED, expected, lambda: self.case.assign(holder, NOW))

    @rule()
    def take_in_hand(self):
        self._try(CaseState.IN_HAND, CaseState.IN_HAND, lambda: self.case.take_in_hand(NOW))

    @rule()
    def close(self):
        self._try(CaseState.CLOSED, CaseState.CLOSED, lambda: self.case.close("Done.", NOW))

    def _try(self, asked, expected, change):
        allowed = NEXT.get(self.case.state) is asked
        try:
            self.told.append(change())
            assert (allowed, self.case.state) == (True, expected)
        except WrongState:
            assert not allowed

    @invariant()
    def every_version_was_told_once(self):
        assert [event.version for event in self.told] == list(range(1, self.case.version + 1))

    @invariant()
    def who_is_beyond_registered_has_an_assignee(self):
        assert (self.case.assignee_id is None) is (self.case.state is CaseState.REGISTERED)

    @invariant()
    def only_a_closed_case_has_feedback(self):
        assert (self.case.feedback is not None) is (self.case.state is CaseState.CLOSED)


TestCaseMachine = CaseMachine.TestCase
TestCaseMachine.settings = settings(max_examples=100, stateful_step_count=12, deadline=None)
