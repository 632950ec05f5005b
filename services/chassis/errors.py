"""The refusals that the chassis itself knows; their sentences lie in `words/` (D14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as with_default
from enum import StrEnum
from typing import ClassVar

from services.chassis.caller import Caller
from services.chassis.domain import BearerRefused, Conflict, DomainError, Forbidden, Stale, Unavailable


@dataclass(frozen=True)
class FieldError:
    """One field that does not fit: its path (`areas.3.name`), a code and the code's values."""

    field: str
    code: str
    values: dict[str, object] = with_default(default_factory=dict)


class FieldsInvalid(DomainError):
    """A request whose fields do not fit its schema; every one of them is named."""

    def __init__(self, fields: Sequence[FieldError]) -> None:
        super().__init__()
        self.fields = tuple(fields)


class TokenReason(StrEnum):
    MISSING = "missing"
    MALFORMED = "malformed"
    FORGED = "forged"
    EXPIRED = "expired"
    EARLY = "early"
    AUDIENCE = "audience"
    ALGORITHM = "algorithm"
    TOO_LONG = "too_long"
    CALLED_BACK = "called_back"
    UNKNOWN_KEY = "unknown_key"


class TokenRefused(BearerRefused):
    """A token that does not count. Its `bearer` is known where its signature is good."""

    kind: ClassVar[str] = "unauthenticated"
    reason: TokenReason

    def __init__(self, reason: str, bearer: Caller | None = None) -> None:
        super().__init__(bearer, reason=TokenReason(reason))


class PermissionMissing(Forbidden):
    permission: str


class StaleVersion(Stale):
    """`current` is the row as the caller may see it."""

    sent_version: int
    current_version: int
    current: dict[str, object]


class IdTaken(Conflict):
    about: ClassVar[tuple[str, ...]] = ("id",)
    id: str


class IdempotencyKeyReused(DomainError):
    """One key, two commands."""


KeyReused = IdempotencyKeyReused


class StillRunning(Conflict):
    """The first request with this key has not ended within the deadline of the second."""


class ServiceUnavailable(Unavailable):
    service: str


class DeadlinePassed(Unavailable):
    """The caller's time was over before an answer came."""


class DatabaseUnavailable(Unavailable):
    """No connection, or none that was free in time."""


class DistrictClosed(Unavailable):
    """It is being moved into another house, or has been: this one does nothing for it any more."""


class AuditUnavailable(Unavailable):
    """Reads of personal data are refused while they cannot be written down (D12)."""


class JobCrashed(DomainError):
    """A job that ended its process several times before it had kept a step."""


class JobBroke(DomainError):
    """A job that failed several times for a reason that is in the log."""


class KeysInUse(Conflict):
    """So much still needs older keys of the district, which cannot go yet; `where` is table and column."""

    where: str
    count: int


class SettingsProblem(StrEnum):
    UNKNOWN = "unknown"
    WRONG_TYPE = "wrong_type"
    NOT_ONE_OF = "not_one_of"
    OUT_OF_RANGE = "out_of_range"
    MISSING = "missing"
    TAKEN_TWICE = "taken_twice"
    NO_FILE = "no_file"
    NOT_YAML = "not_yaml"


class SettingsInvalid(DomainError):
    """`field` is `database.pool` or the file; what stands there is not shown, it may be a password."""

    field: str
    problem: SettingsProblem


class KeyFileProblem(StrEnum):
    MISSING = "missing"
    OPEN_TO_OTHERS = "open_to_others"
    NOT_A_KEY = "not_a_key"
    THERE_ALREADY = "there_already"


class KeyFileUnusable(DomainError):
    """The file's name alone; nothing starts without its keys."""

    file: str
    problem: KeyFileProblem


class RemoteRefused(RuntimeError):
    """Another service refused what this one asked of it: a defect of ours, where nobody awaits the `code`."""

    def __init__(self, service: str, method: str, code: str) -> None:
        super().__init__(f"{service}.{method}: {code}")
        self.code = code
