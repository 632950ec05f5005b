"""What a browser sends of a form as it is shown."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "select":
            self._select = said.get("name", "")
            self.found[self._select] = ""
        elif tag == "option" and "selected" in said:
            self.found[self._select] = said.get("value", "")
        elif tag == "input" and (said.get("type") != "checkbox" or "checked" in said):
            self.found[said.get("name", "")] = said.get("value", "")


def fields_of(text: str) -> dict[str, str]:
    """Of the one form in the page's body, by name."""
    fields = _Fields()
    fields.feed(text.partition("<main")[2])
    return fields.found
