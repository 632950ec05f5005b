"""The job that undoes an import: asks about everybody, restores whom it changed, takes back who came with it.

A step asks the other services before it begins, so it asks about those whom the step before has found.
"""

from typing import Any

from services.chassis.caller import Caller
from services.chassis.jobs import Finished, Job, Step
from services.members.register_import.domain.errors import ImportBuiltUpon
from services.members.register_import.use_cases.ports import Begin
from services.members.register_import.use_cases.undo_import import (
    next_newcomers,
    restore_changed,
    take_back,
)

ASKING: dict[str, Any] = {"phase": "asking", "ids": [], "after": ""}


class TakingBack:
    """One step; the cursor names its phase and whom it is about."""

    def __init__(self, begin: Begin, remote: Any, job: Job, caller: Caller) -> None:
        self._begin, self._remote, self._job, self._caller = begin, remote, job, caller
        self._import_id: str = job.params["import_id"]
        self._at: dict[str, Any] = job.cursor or ASKING

    def step(self) -> Step | Finished:
        """Raises ImportBuiltUpon."""
        self._must_not_be_held(self._at.get("ids", []))
        match self._at["phase"]:
            case "asking":
                return self._ask_further()
            case "restoring":
                return self._restore()
            case _:
                return self._take_back()

    def _must_not_be_held(self, resident_ids: list[str]) -> None:
        if not resident_ids:
            return
        held = self._remote.call("care", "find_diners", {"resident_ids": resident_ids})["items"]
        if held:
            raise ImportBuiltUpon(import_id=self._import_id, resident_id=held[0])

    def _ask_further(self) -> Step:
        ids = next_newcomers(self._import_id, self._at["after"], self._begin, self._caller)
        return self._next(
            {"phase": "asking", "ids": ids, "after": ids[-1]} if ids else {"phase": "restoring"}
        )

    def _restore(self) -> Step:
        count = restore_changed(self._import_id, self._begin, self._caller)
        return self._next({"phase": "restoring" if count else "taking", "ids": []}, count)

    def _take_back(self) -> Step | Finished:
        ids = self._at["ids"]
        following = take_back(self._import_id, ids, self._begin, self._caller)
        if not following:
            return Finished(self._job.done + len(ids), {"import_id": self._import_id})
        return self._next({"phase": "taking", "ids": following}, len(ids))

    def _next(self, cursor: dict[str, Any], count: int = 0) -> Step:
        return Step(cursor, done=self._job.done + count, total=self._job.params["total"])
