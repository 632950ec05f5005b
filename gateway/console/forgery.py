"""A form counts when a page of this very house sent it.

The browser says so itself in `Sec-Fetch-Site`, or, where it does not (HTTP without TLS), in `Origin`; besides
that every form of a session carries the session's own word, which no other site can read.
"""

import hmac
from urllib.parse import urlsplit

from gateway.console.errors import FormFromElsewhere
from gateway.console.session import Session
from gateway.request import Request

FIELD = "forms"


def refuse_forged(request: Request) -> None:
    """Raises FormFromElsewhere."""
    environ = request.environ
    site = environ.get("HTTP_SEC_FETCH_SITE")
    origin = urlsplit(environ.get("HTTP_ORIGIN", "")).netloc
    is_ours = site == "same-origin" if site else bool(origin) and origin == environ.get("HTTP_HOST")
    if not is_ours:
        raise FormFromElsewhere


def refuse_without_word(session: Session, given: str) -> None:
    """Raises FormFromElsewhere."""
    if not hmac.compare_digest(session.forms.encode(), given.encode()):
        raise FormFromElsewhere


def speaks_tls(request: Request) -> bool:
    """Whether the browser does, whatever stands between it and us: it names the scheme in Origin itself."""
    return str(request.environ.get("HTTP_ORIGIN", "")).startswith("https://")
