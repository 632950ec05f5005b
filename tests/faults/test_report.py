"""How figures are kept: by fault, summed over runs, resumable by name."""

import json

import pytest

from services.chassis.crash import POINTS
from tests.faults.__main__ import from_one_on
from tests.faults.catalogue import Fault, catalogue
from tests.faults.oracle import Verdict
from tests.faults.report import commands_told, keep, keep_broken
from tests.faults.trial import Outcome

T1 = Fault("T1", "embedded", lambda _: Outcome(0, Verdict()))
T1_PRODUCTION = Fault("T1", "production", T1.play)
TOTALS = ("commands", "lost", "duplicate", "phantom", "recovery_seconds")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "build" / "faults.json"


def totals(file, name):
    entry = json.loads(file.read_text())[name]
    return [entry[total] for total in TOTALS]


def test_a_faults_figures_are_the_sums_of_its_runs(file):
    keep(T1, Outcome(100, Verdict(lost=1), recovery_seconds=2.0), file)
    keep(T1_PRODUCTION, Outcome(50, Verdict(duplicate=2, phantom=3), recovery_seconds=7.04), file)
    assert totals(file, "T1") == [150, 1, 2, 3, 7.0]


def test_what_is_tried_again_takes_its_former_place(file):
    keep(T1, Outcome(100, Verdict(lost=1)), file)
    keep(T1, Outcome(10, Verdict()), file)
    assert totals(file, "T1") == [10, 0, 0, 0, None]


def test_it_is_said_how_long_a_fault_was_played(file, capsys):
    keep(T1, Outcome(100, Verdict()), file, seconds=37.4)
    assert json.loads(file.read_text())["T1"]["runs"][T1.run]["seconds"] == 37
    assert "0 phantom   37 s" in capsys.readouterr().out


def test_the_embedded_runs_are_a_fault_of_their_own(file):
    keep(T1, Outcome(100, Verdict(), files_checked=4), file)
    keep(T1_PRODUCTION, Outcome(50, Verdict()), file)
    assert totals(file, "T14") == [100, 0, 0, 0, None]
    assert json.loads(file.read_text())["T14"]["files_checked"] == 4


def test_a_run_that_broke_says_why(file):
    keep_broken(T1, TimeoutError("all is told within 75 s"), file)
    assert json.loads(file.read_text())["T1"]["broke"] == ["TimeoutError: all is told within 75 s"]


def test_every_named_point_is_tried_on_both_profiles():
    tried = {(fault.name, fault.scene) for fault in catalogue()}
    assert {(f"T4_{point}", profile) for point in POINTS for profile in ("embedded", "production")} <= tried


def test_a_promise_without_a_flow_says_so(file):
    keep(T1, Outcome(100, Verdict()), file)
    assert json.loads(file.read_text())["T12"] == {"no_flow": True}
    assert commands_told(file) == 100


def test_a_long_form_goes_on_from_a_fault_by_name():
    every = catalogue()
    rest = from_one_on("T5", every)
    assert rest[0].name == "T5"
    assert 0 < len(rest) < len(every)
    assert rest == every[-len(rest) :]
    assert from_one_on(None, every) == every
    assert from_one_on("T99", every) == []


def test_no_promise_is_left_out():
    """T12 has no flow, and T14 is all that is tried on the embedded profile."""
    tried = {fault.name.partition("_")[0] for fault in catalogue()}
    assert {f"T{number}" for number in range(1, 14)} - {"T12"} | {"pressure"} == tried


def test_every_promise_is_tried_on_both_profiles():
    for promise in ("T1", "T4", "T6", "T7", "T8"):
        profiles = {fault.scene for fault in catalogue() if fault.is_meant(promise)}
        assert profiles == {"embedded", "production"}


@pytest.mark.parametrize(
    ("only", "meant"),
    [
        (None, True),
        ("T4", True),
        ("T4_relay_after_claim", True),
        ("T4.embedded", True),
        ("T14", True),
        ("T1", False),
        ("T4_relay", True),
        ("T4_relay_after", True),
        ("T4_write", False),
        ("T4.production", False),
    ],
)
def test_faults_are_named_whole_or_by_their_beginning(only, meant):
    fault = Fault("T4_relay_after_claim", "embedded.up.15", T1.play)
    assert fault.is_meant(only) is meant


def test_no_two_runs_share_a_place():
    places = [(fault.name, fault.run) for fault in catalogue()]
    assert len(set(places)) == len(places)
