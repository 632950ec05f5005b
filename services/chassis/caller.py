"""Who is asking: the district, the principal, what it was granted and where (D2, D13)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from services.chassis import practice

PrincipalKind = Literal["person", "key", "service", "operator"]


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in an area's subtree until a moment; `area_id` None is the whole district."""

    role: str
    area_id: str | None = None
    until: datetime | None = None

    def holds_at(self, moment: datetime) -> bool:
        return self.until is None or moment < self.until


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a caller may see or act: the subtrees of `area_ids`; None is the whole district."""

    area_ids: tuple[str, ...] | None = None

    @property
    def is_empty(self) -> bool:
        return self.area_ids == ()


WHOLE_DISTRICT = Scope(None)
NOWHERE = Scope(())


@dataclass(frozen=True, slots=True)
class Caller:
    """A verified principal of one district, with the request it speaks in.

    `version` is that of the grants: a newer one may have taken some away (D13).
    """

    district: str
    id: str
    kind: PrincipalKind
    grants: tuple[Grant, ...] = ()
    request_id: str = ""
    language: str = "zh_CN"
    version: int = 0

    @property
    def name(self) -> str:
        """`person:018f…`, as written in audit rows."""
        return f"{self.kind}:{self.id}"

    @property
    def is_in_practice(self) -> bool:
        """Nothing that is done here leaves the house."""
        return practice.is_practice(self.district)

    @property
    def granted_in(self) -> str:
        """The district that keeps its grants: a platform's test key is kept beside the live ones."""
        return practice.home_of(self.district) if self.kind == "key" else self.district
