"""What the gateway itself refuses; services refuse the rest. Sentences lie in `gateway/words`."""

from typing import ClassVar

from gateway.rates.rate import Whose
from services.chassis.domain import DomainError


class PathUnknown(DomainError):
    kind: ClassVar[str] = "not_found"


class LabelGone(DomainError):
    """A label that was revoked leads nowhere, and nobody prints it."""

    kind: ClassVar[str] = "not_found"
    about: ClassVar[tuple[str, ...]] = ("token",)


class MethodNotAllowed(DomainError):
    kind: ClassVar[str] = "method_not_allowed"
    allowed: str


class BodyTooLarge(DomainError):
    """`limit` is in bytes."""

    kind: ClassVar[str] = "too_large"
    limit: int


class BodyIncomplete(DomainError):
    """The client broke off, was too slow, or its chunks are no chunks."""

    kind: ClassVar[str] = "malformed"


class BodyUnexpected(DomainError):
    """A GET with a body."""

    kind: ClassVar[str] = "malformed"


class BodyNotObject(DomainError):
    kind: ClassVar[str] = "malformed"


class ContentTypeWrong(DomainError):
    kind: ClassVar[str] = "unsupported"


class JsonInvalid(DomainError):
    kind: ClassVar[str] = "malformed"


class JsonTooDeep(DomainError):
    kind: ClassVar[str] = "malformed"
    limit: int


class JsonKeyRepeated(DomainError):
    """Two readers of such an object could see two different commands."""

    kind: ClassVar[str] = "malformed"


class IdempotencyKeyMissing(DomainError):
    kind: ClassVar[str] = "malformed"


class IdempotencyKeyInvalid(DomainError):
    kind: ClassVar[str] = "malformed"


class IfMatchMissing(DomainError):
    kind: ClassVar[str] = "condition_missing"


class IfMatchInvalid(DomainError):
    """Not one of our ETags, `*`, or several versions: a change is made to one version that was seen."""

    kind: ClassVar[str] = "malformed"


class CursorInvalid(DomainError):
    """Not made here, or made for another caller, route or filter."""

    kind: ClassVar[str] = "malformed"
    about: ClassVar[tuple[str, ...]] = ("after",)


class TooManyRequests(DomainError):
    """`whose` bucket is empty; `retry_after` in seconds, at least one."""

    kind: ClassVar[str] = "too_many"
    whose: Whose
    retry_after: int


class AddressNotAllowed(DomainError):
    """The platform key does not let in the address that the request came from."""

    kind: ClassVar[str] = "forbidden"


class DistrictBusy(DomainError):
    """As many requests of its district wait for their answers as may; nothing was done for this one."""

    kind: ClassVar[str] = "too_many"


class GatewayBusy(DomainError):
    """As many requests wait for their answers as may; nothing was done for this one."""

    kind: ClassVar[str] = "unavailable"


class DistrictElsewhere(DomainError):
    """No cell of this gateway has the district; it may well be there, at another gateway."""

    kind: ClassVar[str] = "misdirected"
    district: str


class DistrictMoving(DomainError):
    """The district is being moved to another cell and may only be read; `retry_after` in seconds."""

    kind: ClassVar[str] = "unavailable"
    district: str
    retry_after: int


class SomethingBroke(DomainError):
    kind: ClassVar[str] = "broken"
