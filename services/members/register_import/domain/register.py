"""A register as a whole: who stands in it twice, and which household has two heads.

Who has no document is one with the same name and birth date at home.
"""

from services.members.register_import.domain.columns import Column
from services.members.register_import.domain.line import Fault, Line, Wrong


class Register:
    """Remembers numbers and heads while rows go by; the first row of two is the one that counts."""

    def __init__(self) -> None:
        self._people: dict[tuple[object, ...], int] = {}
        self._heads: dict[tuple[str, str], int] = {}

    def collisions(self, line: Line) -> list[Wrong]:
        """With rows before it; a row without any is remembered."""
        person, found = _person(line), []
        if person in self._people:
            column = Column.DOCUMENT_NUMBER if line.document_number else Column.NAME
            found.append(Wrong(column, Fault.TWICE_IN_FILE, self._people[person]))
        if line.is_head and line.household in self._heads:
            found.append(Wrong(Column.RELATION, Fault.TWO_HEADS, self._heads[line.household]))
        if not found:
            self._people[person] = line.row
            if line.is_head:
                self._heads[line.household] = line.row
        return found


def _person(line: Line) -> tuple[object, ...]:
    if line.document_number:
        return line.document_kind, line.document_number
    return line.household, line.name, line.birth_date
