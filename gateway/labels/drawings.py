"""Answers that are drawn: a label as a picture, and a sheet of them to print."""

import time
from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from gateway.answer import NOT_KEPT, OWN_THINGS_ONLY, VARIES, Answer, Headers
from gateway.download import disposition
from gateway.errors import LabelGone
from gateway.labels.codes import Addresses, png, svg
from gateway.labels.pages import LabelPages
from gateway.request import Request

PNG = "image/png"
HTML = "text/html"
Draw = Callable[[Mapping[str, Any], Request], Answer]


class Drawings:
    """By the name that a route has for it; what the answer says is all that is drawn."""

    def __init__(self, pages: LabelPages, addresses: Addresses) -> None:
        self._pages, self._addresses = pages, addresses
        self._by_name: Mapping[str, Draw] = {"label": self._label, "label_sheet": self._sheet}

    def __call__(self, name: str, answer: Mapping[str, Any], request: Request) -> Answer:
        return self._by_name[name](answer, request)

    def _label(self, label: Mapping[str, Any], request: Request) -> Answer:
        if label["revoked_at"] is not None:
            raise LabelGone
        headers: Headers = [
            ("Content-Type", PNG),
            ("Content-Disposition", disposition(f"{label['token']}.png")),
            NOT_KEPT,
            VARIES,
            OWN_THINGS_ONLY,
        ]
        return Answer(HTTPStatus.OK, headers, png(self._addresses.of(label["token"], request)))

    def _sheet(self, page: Mapping[str, Any], request: Request) -> Answer:
        """What does not fit on it is on the next one, which `Link` names."""
        headers = [*self._pages.headers]
        if page["next"] is not None:
            asked = [
                part for part in request.environ["QUERY_STRING"].split("&") if not part.startswith("after=")
            ]
            query = "&".join([*filter(None, asked), urlencode({"after": page["next"]})])
            headers.append(("Link", f'<{request.path}?{query}>; rel="next"'))
        return Answer(HTTPStatus.OK, headers, b"", self._figures(page["items"], request))

    def _figures(self, labels: list[Mapping[str, Any]], request: Request) -> Iterator[bytes]:
        """One by one: a code takes some milliseconds, and others get their turn between two."""
        render, language = self._pages.rendered, request.language
        yield render("sheet.html", language)
        for label in labels:
            code = svg(self._addresses.of(label["token"], request))
            yield render("figure.html", language, label=label, code=code)
            time.sleep(0)
        yield b"</main>\n</body>\n</html>\n"


MEDIA_TYPES = {"label": PNG, "label_sheet": HTML}
