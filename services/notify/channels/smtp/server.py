"""The way to a mail server: reached, trusted, logged in; whatever is said on it has an end."""

import smtplib
import socket
import ssl
import time

from services.chassis.settings import SmtpSettings

READY = 250
NOT_TRUSTED, LOGIN, NOT_OFFERED, UNREACHABLE = "certificate", "login", "not_offered", "unreachable"


class Server(smtplib.SMTP):
    """Raises TimeoutError when what is said and heard lasts beyond `within`."""

    _until: float | None = None

    def within(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def send(self, s: bytes | str) -> None:  # type: ignore[override]
        self._bound()
        super().send(s)

    def getreply(self) -> tuple[int, bytes]:
        self._bound()
        return super().getreply()

    def _bound(self) -> None:
        if self._until is None or self.sock is None:
            return
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.sock.settimeout(left)


class TlsServer(Server, smtplib.SMTP_SSL):
    """Speaks TLS from the first word on."""


def reached(settings: SmtpSettings) -> Server:
    """Raises OSError, which all of smtplib's errors are; see `why`."""
    where = (settings.host, settings.port, _own_name())
    if settings.security == "tls":
        server: Server = TlsServer(*where, timeout=settings.timeout, context=_trust(settings))
    else:
        server = Server(*where, timeout=settings.timeout)
    try:
        server.within(settings.timeout)
        server.ehlo_or_helo_if_needed()
        if settings.security == "starttls":
            server.starttls(context=_trust(settings))
            server.ehlo_or_helo_if_needed()
        if settings.username:
            server.login(settings.username, settings.password)
    except BaseException:
        server.close()
        raise
    return server


def why(error: OSError) -> str:
    """A code for an operator; what the server said may quote an address."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return NOT_TRUSTED
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return LOGIN
    return NOT_OFFERED if isinstance(error, smtplib.SMTPNotSupportedError) else UNREACHABLE


def _trust(settings: SmtpSettings) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=settings.ca_file or None)
    if settings.certificate == "unchecked":
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _own_name() -> str:
    """Without asking a name server, which may take its time."""
    name = socket.gethostname()
    return name if "." in name else "[127.0.0.1]"
