"""What the console itself refuses; all else is the API's to refuse."""

from typing import Any, ClassVar

from services.chassis.domain import DomainError, Forbidden


class FormFromElsewhere(Forbidden):
    """Another site's page sent it, or a form of an earlier session."""


class TokenTooLong(DomainError):
    """It does not fit into a cookie."""

    about: ClassVar[tuple[str, ...]] = ("token",)


class DemoRoleUnknown(DomainError):
    about: ClassVar[tuple[str, ...]] = ("role",)


class ListTooLong(DomainError):
    """More than a page can show at once, or a form name: nothing is left out of it unsaid."""

    most: int


class FormTooLong(DomainError):
    """It has more fields than any page of ours."""

    kind: ClassVar[str] = "too_large"
    most: int


class SignInNeeded(Exception):
    """Nobody is signed in; `reason` is that of the token, when there was one."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason


class ApiRefused(Exception):
    """A problem as the API answered it."""

    def __init__(self, problem: dict[str, Any], retry_after: str | None) -> None:
        super().__init__(problem["code"])
        self.problem, self.retry_after = problem, retry_after

    def of_row(self, row: str) -> "ApiRefused":
        """The same, for a form that is one row of a batch: its fields bear their own names."""
        fields = [each | {"field": each["field"].removeprefix(f"{row}.")} for each in self.problem["fields"]]
        return ApiRefused(self.problem | {"fields": fields}, self.retry_after)

    @property
    def status(self) -> int:
        return int(self.problem["status"])

    @property
    def code(self) -> str:
        return str(self.problem["code"])
