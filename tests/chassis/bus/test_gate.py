"""A redelivered event runs alone. Answers defect 11's second half: what ran beside a crash is not blamed."""

import eventlet

from services.chassis.bus.gate import Gate


def in_order(*steps):
    """Runs the steps as greenlets and says what each noted, in order of time."""
    notes: list[str] = []
    for greenlet in [eventlet.spawn(step, notes) for step in steps]:
        greenlet.wait()
    return notes


def first_delivery(gate, name):
    def run(notes):
        with gate.together():
            notes.append(f"{name} in")
            eventlet.sleep(0.01)
            notes.append(f"{name} out")

    return run


def redelivery(gate, name, *, last=False):
    def run(notes):
        with gate.alone(last=last):
            notes.append(f"{name} in")
            eventlet.sleep(0.01)
            notes.append(f"{name} out")

    return run


def test_first_deliveries_run_beside_each_other():
    gate = Gate()
    notes = in_order(first_delivery(gate, "a"), first_delivery(gate, "b"))
    assert notes == ["a in", "b in", "a out", "b out"]


def test_a_redelivered_event_waits_for_those_in_hand_and_holds_the_next_ones_back():
    gate = Gate()
    notes = in_order(first_delivery(gate, "a"), redelivery(gate, "again"), first_delivery(gate, "b"))
    assert notes == ["a in", "a out", "again in", "again out", "b in", "b out"]


def test_two_redelivered_events_run_one_after_the_other():
    gate = Gate()
    notes = in_order(redelivery(gate, "x"), redelivery(gate, "y"))
    assert notes == ["x in", "x out", "y in", "y out"]


def test_the_last_one_lets_all_go_before_it_that_want_to_be_alone():
    gate = Gate()
    notes = in_order(redelivery(gate, "x"), redelivery(gate, "y", last=True), redelivery(gate, "z"))
    assert notes == ["x in", "x out", "z in", "z out", "y in", "y out"]


def test_the_last_one_does_not_wait_for_nobody():
    gate = Gate()
    assert in_order(redelivery(gate, "x", last=True)) == ["x in", "x out"]


def test_a_handler_that_raises_opens_the_gate_again():
    gate = Gate()

    def breaks(notes):
        try:
            with gate.alone():
                raise ValueError
        except ValueError:
            notes.append("raised")

    assert in_order(breaks, first_delivery(gate, "a")) == ["raised", "a in", "a out"]
