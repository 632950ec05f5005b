"""One call, one transaction (D1): opened by the first `begin`, committed by the chassis after the answer."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from services.chassis.caller import Caller, Scope
from services.chassis.storage import audit, envelopes, idempotency
from services.chassis.storage import inbox as inboxes
from services.chassis.storage.database import Database, Sealer
from services.chassis.storage.idempotency import AlreadyAnswered, IdempotencyClaim
from services.chassis.storage.inbox import AlreadyHandled, InboxClaim
from services.chassis.storage.rows import Rows
from services.chassis.storage.session import Session, TransactionFailed
from services.chassis.storage.spool import Spool
from services.chassis.storage.sql import Written
from services.chassis.storage.transaction import Transaction

__all__ = ["AlreadyAnswered", "AlreadyHandled", "Call", "IdempotencyClaim", "InboxClaim"]

T = TypeVar("T", bound=Transaction)


class Joining(Protocol):
    """What else lies in the transaction: `enter` before anything is done in it, `closing` at its end."""

    def enter(self, rows: Rows) -> None: ...
    def closing(self) -> list[Written]: ...


class Call(Generic[T]):
    """`deadline` is unix seconds; whatever happened, `rollback` ends what is open."""

    def __init__(
        self,
        database: Database,
        transaction_class: type[T],
        *,
        caller: Caller,
        permission: str,
        scope: Scope,
        writes: bool,
        action: str,
        now: datetime,
        key: IdempotencyClaim | None = None,
        inbox: InboxClaim | None = None,
        joining: Joining | None = None,
        deadline: float | None = None,
        spool: Spool | None = None,
    ) -> None:
        self.caller = caller
        self._database = database
        self._transaction_class = transaction_class
        self._permission = permission
        self._scope = scope
        self._writes = writes
        self._action = action
        self._now = now
        self._key = key
        self._inbox = inbox
        self._joining = joining
        self._deadline = deadline
        self._spool = spool
        self._seen: Sequence[str] | None = None
        self._session: Session | None = None
        self._transaction: T | None = None
        self._has_failed = False

    @property
    def is_open(self) -> bool:
        return self._session is not None

    @property
    def has_recorded(self) -> bool:
        """Whether there is something for the relay: an event that somebody hears."""
        if self._transaction is None:
            return False
        heard, service = self._database.heard, self._database.service
        return any(
            heard is None or envelopes.type_of(event, service) in heard
            for event in self._transaction.recorded
        )

    @property
    def has_asked_for_work(self) -> bool:
        """Whether a job waits for the commit to begin."""
        return self._transaction is not None and self._transaction.jobs.has_asked

    @contextmanager
    def begin(self, caller: Caller) -> Iterator[T]:
        """The first opens, the others join; the end of a `begin` commits nothing.

        Raises AlreadyAnswered, AlreadyHandled, KeyReused, IdTaken, StillRunning, DatabaseUnavailable.
        """
        if caller.district != self.caller.district:
            raise TransactionFailed("a call is of one district")
        transaction = self._transaction or self._open()
        try:
            yield transaction
        except BaseException:
            self._has_failed = True
            raise

    def commit(self, answer: bytes | None = None) -> None:
        """Writes what the chassis adds and commits; after a failed `begin` it refuses to.

        Where nothing was done and nobody has to hear of it, nothing is written either.
        """
        if self._has_failed:
            self.rollback()
            raise TransactionFailed("a call with a failed begin is not committed")
        if self._writes and self._transaction is None:
            self._open()
        session, self._session = self._session, None
        if session is not None and answer is None and self._is_idle():
            session.rollback()
        elif session is not None:
            session.commit(self._closing(answer) if self._writes else ())
        if self._seen is not None:
            self.note_reading(self._seen)

    def _is_idle(self) -> bool:
        """A timer's tick that found nothing to do; all others leave their trace always."""
        if not self._writes or self._inbox is not None or self._joining is not None:
            return False
        assert self._transaction is not None
        return not self._transaction.recorded and not self._transaction.rows.has_changed

    def rollback(self) -> None:
        """Nothing is kept: no effect, no event, no answer, no audit row, no inbox row."""
        session, self._session = self._session, None
        if session is not None:
            session.rollback()

    def seen_ids(self, ids: Sequence[str]) -> None:
        """Whose personal data the answer shows: `commit` writes it down before the answer leaves (D12)."""
        self._seen = ids

    def _open(self) -> T:
        if self._writes:
            self._database.meet(self.caller.district, deadline=self._deadline)
        engine = self._database.app
        start = engine.writing if self._writes else engine.reading
        session = self._session = start(self.caller.district, self._deadline)
        rows = Rows(session, self.caller.district)
        try:
            self._claim(rows)
        except BaseException:
            self._has_failed = True
            self.rollback()
            raise
        self._transaction = self._transaction_class(
            rows, self._scope, self._now, self.caller, self._database.seals
        )
        return self._transaction

    def _claim(self, rows: Rows) -> None:
        if self._key is not None:
            idempotency.claim(rows, self._key, self._now, self._sealer())
        event = self._inbox
        if event is not None and not inboxes.enter(rows, event.handler, event.event_id, self._now):
            raise AlreadyHandled()
        if self._joining is not None:
            self._joining.enter(rows)

    def _closing(self, answer: bytes | None) -> list[Written]:
        assert self._transaction is not None
        events, here, now = self._transaction.recorded, self.caller, self._now
        service, request_id = self._database.service, here.request_id
        closing = []
        if events:
            closing.append(
                envelopes.written(
                    here.district,
                    events,
                    service=service,
                    request_id=request_id,
                    now=now,
                    heard=self._database.heard,
                )
            )
        subjects = (subject for event in events for subject in event.subjects)
        ids = list(dict.fromkeys((*subjects, *self._transaction.named)))
        closing.append(audit.written(self._audit_row("write", ids)))
        if self._key is not None:
            kept = b"null" if answer is None else answer
            keys = self._sealer()
            closing.append(idempotency.written(here.district, self._key, kept, now, keys))
        if self._joining is not None:
            closing.extend(self._joining.closing())
        return closing

    def note_reading(self, ids: Sequence[str]) -> None:
        """Before whatever shows them leaves; raises AuditUnavailable."""
        if self._spool is None:
            raise TransactionFailed("a reading of personal data needs a spool")
        self._spool.append(self._audit_row("read", ids))

    def _audit_row(self, kind: str, ids: Sequence[str]) -> dict[str, Any]:
        return audit.row_of(
            self.caller,
            kind=kind,
            action=self._action,
            permission=self._permission,
            ids=ids,
            now=self._now,
            reason=self._transaction.reason if self._transaction else None,
        )

    def _sealer(self) -> Sealer:
        if self._database.keys is None:
            raise TransactionFailed("answers are kept sealed: the database has no keys")
        return self._database.keys
