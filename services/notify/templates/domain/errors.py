"""What may be wrong with a template."""

from services.chassis.domain import DomainError, NotFound


class TemplateUnknown(NotFound):
    about = ("template_key",)
    template_key: str


class TemplateBroken(DomainError):
    """A brace that opens or closes no variable."""

    about = ("text",)
    position: int


class VariableUndeclared(DomainError):
    about = ("text",)
    template_key: str
    variable: str


class VariableMissing(DomainError):
    template_key: str
    variable: str
