"""Undo a whole import, while nothing was built on it: a job takes it back, some people at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.chassis.caller import Caller
from services.members.register_import.domain.errors import ImportBuiltUpon, ImportNotOver
from services.members.register_import.domain.register_import import RegisterImport
from services.members.register_import.use_cases.ports import Begin, Tx
from services.members.register_import.use_cases.seen import seen_import

JOB = "take_import_back"
AT_ONCE = 500
ASKED_AT_ONCE = 200


@dataclass(frozen=True)
class UndoImport:
    import_id: str
    seen_version: int


def undo_import(command: UndoImport, begin: Begin, caller: Caller) -> RegisterImport:
    with begin(caller) as tx:
        found = seen_import(tx, command.import_id)
        tx.imports.must_be_seen(found, command.seen_version)
        before = tx.jobs.find(found.job_id)
        if before is not None and not before.state.is_over:
            raise ImportNotOver(import_id=found.id)
        params = {"import_id": found.id, "total": found.counts.new + found.counts.changed}
        job = tx.jobs.ask(JOB, params, lane=found.into)
        undoing = found.undoing(job.id)
        _must_be_free(tx, found.id)
        tx.imports.save(undoing)
        tx.name(found.id)
        return undoing


def next_newcomers(import_id: str, after: str, begin: Begin, caller: Caller) -> list[str]:
    """Of whom the other services are to say whether they have built on them; nobody: all were asked."""
    with begin(caller) as tx:
        seen_import(tx, import_id)
        return tx.people.newcomers(import_id, after, ASKED_AT_ONCE)


def restore_changed(import_id: str, begin: Begin, caller: Caller) -> int:
    """How many were; 0: whoever it changed is what they were before."""
    with begin(caller) as tx:
        seen_import(tx, import_id)
        _must_be_free(tx, import_id)
        count, said = tx.people.restore(import_id, AT_ONCE)
        tx.record(*said)
        return count


def take_back(import_id: str, resident_ids: Sequence[str], begin: Begin, caller: Caller) -> list[str]:
    """They are taken back; the next ones, nobody when the import is undone."""
    with begin(caller) as tx:
        found = seen_import(tx, import_id)
        tx.record(*tx.people.take_back(import_id, resident_ids))
        following = tx.people.newcomers(import_id, "", ASKED_AT_ONCE)
        if not following:
            undone, ended = found.undone()
            tx.imports.save(undone)
            tx.record(ended)
        return following


def _must_be_free(tx: Tx, import_id: str) -> None:
    if resident_id := tx.people.built_upon(import_id):
        raise ImportBuiltUpon(import_id=import_id, resident_id=resident_id)
