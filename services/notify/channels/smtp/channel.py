"""The channel that writes to people: one connection for some letters, each outside any transaction."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from services.chassis.settings import SmtpSettings
from services.chassis.standards.email_address import EmailAddressInvalid, email_address
from services.notify.channels.domain.letter import Letter
from services.notify.channels.domain.outcome import OUT, Outcome, in_doubt, later, refused
from services.notify.channels.log_lines import note
from services.notify.channels.smtp.mail import mail_of
from services.notify.channels.smtp.server import UNREACHABLE, Server, reached, why
from services.notify.channels.use_cases.ports import Deliver

TAKEN, GO_ON = 250, 354
TAKEN_ELSEWHERE = (250, 251, 252)
CLOSING = 421
NO_ADDRESS, SENDER, NO_ANSWER, TEMPORARY, PERMANENT = "address", "sender", "no_answer", "4xx", "5xx"
FIRST_TEMPORARY, FIRST_PERMANENT = 400, 500
LEASE_OF_TIMEOUTS = 6
"""A try takes three at most: to connect, to be let in, and for the letter."""


class SmtpChannel:
    needs_address = True

    def __init__(self, settings: SmtpSettings) -> None:
        self._settings = settings

    @property
    def lease(self) -> timedelta:
        return LEASE_OF_TIMEOUTS * timedelta(seconds=self._settings.timeout)

    @property
    def waits(self) -> tuple[timedelta, ...]:
        return tuple(timedelta(seconds=float(wait)) for wait in self._settings.waits.split())

    @contextmanager
    def opened(self) -> Iterator[Deliver]:
        round_ = Round(self._settings)
        try:
            yield round_.deliver
        finally:
            round_.end()


class Round:
    """Some letters by one connection, made for the first of them, and anew after it broke."""

    def __init__(self, settings: SmtpSettings) -> None:
        self._settings = settings
        self._server: Server | None = None

    def deliver(self, letter: Letter) -> Outcome:
        outcome = self._delivered(letter)
        note(letter, outcome)
        return outcome

    def end(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.within(self._settings.timeout)
            with suppress(OSError):
                server.quit()
            server.close()

    def _delivered(self, letter: Letter) -> Outcome:
        try:
            address = email_address(letter.address or "")
        except EmailAddressInvalid:
            return refused(NO_ADDRESS)
        try:
            server = self._reached()
        except OSError as error:
            return later(why(error), is_away=True)
        server.within(self._settings.timeout)
        outcome = _handed_over(server, self._settings.sender, address, mail_of(letter, self._settings.sender))
        if outcome.is_away:
            self._drop()
        elif outcome is not OUT:
            self._begin_anew(server)
        return outcome

    def _reached(self) -> Server:
        if self._server is None:
            self._server = reached(self._settings)
        return self._server

    def _begin_anew(self, server: Server) -> None:
        try:
            server.rset()
        except OSError:
            self._drop()

    def _drop(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.close()


def _handed_over(server: Server, sender: str, address: str, mail: str) -> Outcome:
    """In doubt from the mail's first byte until the server has said that it has it, or not."""
    is_under_way = False
    try:
        if hindrance := _hindrance(server, sender, address):
            return hindrance
        is_under_way = True
        server.send(smtplib.quotedata(mail) + ".\r\n")
        code, _ = server.getreply()
    except OSError:
        return in_doubt(NO_ANSWER) if is_under_way else later(UNREACHABLE, is_away=True)
    if code < FIRST_TEMPORARY:
        return OUT if code == TAKEN else in_doubt(NO_ANSWER)
    return _refused(code)


def _hindrance(server: Server, sender: str, address: str) -> Outcome | None:
    """None: the server waits for the mail."""
    code, _ = server.mail(sender)
    if code != TAKEN:
        return later(SENDER if code >= FIRST_PERMANENT else TEMPORARY, is_away=True)
    code, _ = server.rcpt(address)
    if code in TAKEN_ELSEWHERE:
        code, _ = server.docmd("DATA")
    return None if code == GO_ON else _refused(code)


def _refused(code: int) -> Outcome:
    if code >= FIRST_PERMANENT:
        return refused(PERMANENT)
    if code < FIRST_TEMPORARY:  # no answer to what was said
        return later(UNREACHABLE, is_away=True)
    return later(TEMPORARY, is_away=code == CLOSING)
