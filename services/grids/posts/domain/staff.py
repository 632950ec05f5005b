"""Staff (工作人员): people on duty, by the name and phone that everybody may know."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from services.grids.posts.domain.errors import StaffTwiceInBatch
from services.grids.posts.domain.events import StaffChanged, StaffRow


@dataclass
class Staff:
    """`duty_phone` is empty for somebody who has none. `born` is the number of the month of birth; it is
    counted with others', and told to nobody."""

    id: str
    display_name: str
    duty_phone: str = ""
    version: int = 1
    born: int | None = field(default=None, repr=False)

    def row(self) -> StaffRow:
        return StaffRow(self.id, self.display_name, self.duty_phone, self.version)


def refuse_twice(batch: Sequence[Staff]) -> None:
    """Raises StaffTwiceInBatch."""
    staff_id, times = Counter(person.id for person in batch).most_common(1)[0]
    if times > 1:
        raise StaffTwiceInBatch(staff_id=staff_id)


def entered(batch: Sequence[Staff]) -> StaffChanged:
    return StaffChanged(batch[0].id, tuple(person.row() for person in batch))
