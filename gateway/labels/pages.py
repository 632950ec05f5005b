"""Pages of labels: a style of their own in the page itself, which its policy names by hash."""

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from gateway.answer import NOT_KEPT, Headers
from gateway.languages import TAGS
from services.chassis.words import Catalogue

TEMPLATES = Path(__file__).parent / "templates"
HTML = ("Content-Type", "text/html; charset=utf-8")
VARIES = ("Vary", "Accept-Language")
Say = Callable[..., str]


class LabelPages:
    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._style = (TEMPLATES / "style.css").read_text("utf-8")
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            auto_reload=False,
        )
        hashed = b64encode(sha256(self._style.encode()).digest()).decode()
        policy = f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; frame-ancestors 'none'"
        self.headers: Headers = [HTML, NOT_KEPT, VARIES, ("Content-Security-Policy", policy)]

    def rendered(self, template: str, language: str, **values: Any) -> bytes:
        """Whatever is put into it is escaped."""

        def say(key: str, **said: object) -> str:
            return self._catalogue.say(language, key, said)

        shown = self._environment.get_template(template)
        return shown.render(t=say, tag=TAGS[language], style=self._style, **values).encode()
