"""From which day a change of areas holds and by which document, as its form says it."""

from gateway.console.form import Form
from gateway.console.places import place_with

FIELDS = ("effective_on", "document_number")
OTHER_DAY = ("other_day", "yes")


def warrant_of(form: Form) -> dict[str, str]:
    """Without what was left empty: the API has its own word for that."""
    return {name: value for name in FIELDS if (value := form.get(name).strip())}


def look_again(form: Form, page: str, *fields: str) -> str:
    """Where a day that was not looked at is, or "" for the one that was."""
    is_other_day = form.get("effective_on") != form.get("looked_on")
    if not is_other_day and form.get("do") != "look":
        return ""
    asked = [(name, form.get(name)) for name in (*fields, *FIELDS)]
    return place_with(page, [*asked, OTHER_DAY] if is_other_day and form.get("do") != "look" else asked)
