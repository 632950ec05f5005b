"""QR codes of public addresses (ISO/IEC 18004), with room for scratches."""

import re
from io import BytesIO

import segno

from gateway.request import Request

PATH = "/q/{token}"
ERRORS = "m"
"""A code of which 15 % is scratched still reads."""
QUIET = 4
"""Modules of white around it, as the standard asks."""
PIXELS = 12
"""Of a module: a code prints on 5 cm without blur."""
_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](?::[0-9]{1,5})?")


class Addresses:
    """`public_url` is what residents' phones reach; empty: whatever this request was sent to."""

    def __init__(self, public_url: str) -> None:
        self._public_url = public_url.rstrip("/")

    def of(self, token: str, request: Request) -> str:
        return (self._public_url or _asked(request)) + PATH.format(token=token)


def _asked(request: Request) -> str:
    environ = request.environ
    host = environ.get("HTTP_HOST", "")
    named = host if _HOST.fullmatch(host) else environ.get("SERVER_NAME", "localhost")
    return f"{environ.get('wsgi.url_scheme', 'http')}://{named}"


def png(address: str) -> bytes:
    """Black on white, one bit a pixel."""
    drawn = BytesIO()
    _code(address).save(drawn, kind="png", scale=PIXELS, border=QUIET)
    return drawn.getvalue()


def svg(address: str) -> str:
    """To stand in a page; as large as the page says."""
    return str(_code(address).svg_inline(border=QUIET, omitsize=True))


def _code(address: str) -> segno.QRCode:
    return segno.make_qr(address, error=ERRORS)
