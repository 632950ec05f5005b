"""Staff (工作人员): people on duty, by the name and phone that everybody may know."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.chassis.domain import within
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

    def change(
        self, display_name: str | None, duty_phone: str | None, born: int | None = None
    ) -> StaffChanged | None:
        """None for what stays; nothing is said where all of it stays.

        A month of birth is never what it was already: else whoever tried them all would find it out.
        """
        name = self.display_name if display_name is None else display_name
        phone = self.duty_phone if duty_phone is None else duty_phone
        if born is None and (name, phone) == (self.display_name, self.duty_phone):
            return None
        self.display_name, self.duty_phone = name, phone
        self.born = self.born if born is None else born
        self.version += 1
        return StaffChanged(self.id, (self.row(),))

    def row(self) -> StaffRow:
        return StaffRow(self.id, self.display_name, self.duty_phone, self.version)


def refuse_twice(batch: Sequence[Staff]) -> None:
    """Raises StaffTwiceInBatch."""
    said: set[str] = set()
    for number, person in enumerate(batch):
        if person.id in said:
            with within("staff", number):
                raise StaffTwiceInBatch(staff_id=person.id)
        said.add(person.id)


def entered(batch: Sequence[Staff]) -> StaffChanged:
    return StaffChanged(batch[0].id, tuple(person.row() for person in batch))
