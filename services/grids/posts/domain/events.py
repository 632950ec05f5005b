"""What the others hear of staff and posts; at most 500 rows an event."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.chassis.batches import batches
from services.chassis.domain import Event

MOST = 500


@dataclass(frozen=True)
class StaffRow:
    """A person on duty as mirrored: the whole state outside this service, with its version."""

    id: str
    display_name: str
    duty_phone: str
    version: int
    removed: bool = False


@dataclass(frozen=True)
class StaffChanged(Event):
    first_id: str
    rows: tuple[StaffRow, ...]


@dataclass(frozen=True)
class AppointmentRow:
    """Days as `2026-03-05`; `valid_to` is the first day off the post, None until further notice.

    `grants` is the role that comes with it: empty for none; None: nothing is said, and it is the post's own.
    """

    id: str
    area_id: str
    role: str
    staff_id: str
    valid_from: str
    valid_to: str | None
    version: int
    deputises: bool = False
    grants: str | None = None


@dataclass(frozen=True)
class StaffAppointed(Event):
    first_id: str
    rows: tuple[AppointmentRow, ...]


@dataclass(frozen=True)
class AppointmentEnded(Event):
    appointment_id: str
    area_id: str
    role: str
    staff_id: str
    valid_to: str
    version: int
    grants: str | None = None


@dataclass(frozen=True)
class WorkHandedOver(Event):
    """Whoever keeps whom somebody is the contact of lets that follow from the day on.

    Those in the `area_ids` and below them, and in the groupings; `whole`: those in the whole district.
    """

    staff_id: str
    to_id: str
    effective_on: str
    whole: bool
    area_ids: tuple[str, ...]
    grouping_ids: tuple[str, ...]


@dataclass(frozen=True)
class PostRolesWritten(Event):
    """A district said from a day on which posts there are."""

    scheme: str
    version: int
    valid_from: str


def appointed_in_batches(rows: Sequence[AppointmentRow]) -> list[StaffAppointed]:
    """At most 500 rows an event."""
    return [StaffAppointed(part[0].id, tuple(part)) for part in batches(rows, MOST)]
