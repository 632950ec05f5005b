"""Who is signed in: the token sealed in a cookie that no script reads and no other site sends.

Nothing is kept here, so any gateway with the same key takes any request.
"""

import json
import os
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from werkzeug.http import dump_cookie

from gateway.console.errors import TokenTooLong

KEY_FILE = "gateway.console.key"
COOKIE = "linli"
COOKIE_OVER_TLS = "__Host-linli"
"""A browser takes a cookie of such a name from this very host and over TLS alone."""
LONGEST = timedelta(hours=12)
"""After which even a token that lives on has to be shown again."""
LONGEST_COOKIE = 4000
NONCE = 12
PLACE = b"linli.console.session"
SECURED, OPEN = True, False

Header = tuple[str, str]


@dataclass(frozen=True)
class Session:
    """`forms` is the word that every form of this session carries; `began_at` in unix seconds."""

    token: str
    forms: str
    began_at: int


class Sessions:
    """`hsts`: TLS is spoken before us for good, so that a cookie without it counts nowhere."""

    def __init__(self, key: bytes, hsts: bool) -> None:
        self._seal, self._needs_tls = AESGCM(key), hsts

    def begin(self, token: str, now: datetime) -> Session:
        return Session(token, _encoded(os.urandom(24)), int(now.timestamp()))

    def header(self, session: Session, over_tls: bool) -> Header:
        """The cookie, as long as the browser is open. Raises TokenTooLong."""
        nonce = os.urandom(NONCE)
        said = zlib.compress(json.dumps(asdict(session)).encode(), 9)
        sealed = _encoded(nonce + self._seal.encrypt(nonce, said, PLACE))
        if len(sealed) > LONGEST_COOKIE:
            raise TokenTooLong
        return _cookie(sealed, over_tls or self._needs_tls)

    def read(self, cookies: dict[str, str], now: datetime) -> Session | None:
        """None for no cookie, one that is not ours, and one that is too old."""
        sealed = cookies.get(COOKIE_OVER_TLS) or (None if self._needs_tls else cookies.get(COOKIE))
        session = self._opened(sealed) if sealed else None
        if session is None or now.timestamp() - session.began_at > LONGEST.total_seconds():
            return None
        return session

    def ended(self) -> list[Header]:
        """Both names are taken away, whichever was given."""
        return [_cookie("", SECURED, max_age=0), _cookie("", OPEN, max_age=0)]

    def _opened(self, sealed: str) -> Session | None:
        """None for what was sealed elsewhere, or by a release that wrote other things down."""
        try:
            raw = urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
            said = self._seal.decrypt(raw[:NONCE], raw[NONCE:], PLACE)
            return Session(**json.loads(zlib.decompress(said)))
        except (InvalidTag, ValueError, TypeError):
            return None


def _cookie(value: str, over_tls: bool, max_age: int | None = None) -> Header:
    name = COOKIE_OVER_TLS if over_tls else COOKIE
    written = dump_cookie(
        name, value, max_age=max_age, path="/", secure=over_tls, httponly=True, samesite="Strict"
    )
    return ("Set-Cookie", written)


def _encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")
