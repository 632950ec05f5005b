"""What became of every command, kept by fault in build/faults.json."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.commit import commit
from tests.faults.catalogue import EMBEDDED_ONLY, Fault
from tests.faults.trial import Outcome

REPORT = Path("build/faults.json")
WITHOUT_FLOW: dict[str, dict[str, Any]] = {"T12": {"no_flow": True}}
"""Promised, and nothing to try it on yet: there are no transfers."""
COUNTED = ("commands", "lost", "duplicate", "phantom")
Entry = dict[str, Any]


def keep(fault: Fault, outcome: Outcome, file: Path = REPORT, seconds: float | None = None) -> None:
    """A fault's figures are the sums of its runs; a run that is tried again takes its former place.

    `seconds` is how long it was played.
    """
    _keep(fault, _entry(outcome) | ({} if seconds is None else {"seconds": round(seconds)}), file)


def keep_broken(fault: Fault, error: Exception, file: Path = REPORT) -> None:
    """What was expected did not come about."""
    _keep(fault, dict.fromkeys(COUNTED, 0) | {"broke": f"{type(error).__name__}: {error}"[:500]}, file)


def _keep(fault: Fault, run: Entry, file: Path) -> None:
    kept: dict[str, Entry] = json.loads(file.read_text()) if file.exists() else {}
    runs = kept.get(fault.name, {}).get("runs", {})
    kept[fault.name] = _summed({**runs, fault.run: run})
    kept[EMBEDDED_ONLY] = _summed(_embedded(kept))
    kept.update(WITHOUT_FLOW)
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(dict(sorted(kept.items())), indent=2, ensure_ascii=False) + "\n")
    print(shown(fault, run), flush=True)


def shown(fault: Fault, run: Entry) -> str:
    recovery = run.get("recovery_seconds")
    figures = "  ".join(f"{run[name]:>6} {name}" for name in COUNTED)
    after = f"  recovered in {recovery:.1f} s" if recovery is not None else ""
    trouble = "".join(f"\n    {line}" for line in [*run.get("findings", []), run.get("broke", "")] if line)
    lasted = f"{run['seconds']:>5} s" if "seconds" in run else ""
    return f"{fault.name:<24} {fault.run:<24} {figures}{lasted}{after}{trouble}"


def _entry(outcome: Outcome) -> Entry:
    verdict = outcome.verdict
    recovery = outcome.recovery_seconds
    return {
        "commands": outcome.commands,
        "lost": verdict.lost,
        "duplicate": verdict.duplicate,
        "phantom": verdict.phantom,
        "recovery_seconds": None if recovery is None else round(recovery, 1),
        "files_checked": outcome.files_checked,
        "findings": verdict.findings[:20],
        "commit": commit(),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def commands_told(file: Path = REPORT) -> int:
    """Of all faults; T14 sums others, so it is not counted again."""
    kept: dict[str, Entry] = json.loads(file.read_text()) if file.exists() else {}
    told = sum(
        int(entry["commands"])
        for name, entry in kept.items()
        if "commands" in entry and name != EMBEDDED_ONLY
    )
    print(f"{told} commands in all", flush=True)
    return told


def _summed(runs: dict[str, Entry]) -> Entry:
    recoveries = [run["recovery_seconds"] for run in runs.values() if run.get("recovery_seconds") is not None]
    summed: Entry = {name: sum(run[name] for run in runs.values()) for name in COUNTED}
    summed["recovery_seconds"] = max(recoveries, default=None)
    summed["files_checked"] = sum(run.get("files_checked", 0) for run in runs.values())
    if broke := [run["broke"] for run in runs.values() if "broke" in run]:
        summed["broke"] = broke
    return summed | {"runs": runs}


def _embedded(kept: dict[str, Entry]) -> dict[str, Entry]:
    return {
        f"{name} {run}": figures
        for name, entry in kept.items()
        if name != EMBEDDED_ONLY
        for run, figures in entry.get("runs", {}).items()
        if run.startswith("embedded")
    }
