"""From which day a change of areas holds and by which document, as its form says it."""

from gateway.console.form import Form

FIELDS = ("effective_on", "document_number")


def warrant_of(form: Form) -> dict[str, str]:
    """Without what was left empty: the API has its own word for that."""
    return {name: value for name in FIELDS if (value := form.get(name).strip())}
