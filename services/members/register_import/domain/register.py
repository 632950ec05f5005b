"""A register as a whole: who stands in it twice, and which household has two heads.

Who has no document is one with the same name and birth date in the same dwelling.
"""

from collections.abc import Iterator

from services.chassis.importing import Wrong
from services.members.register_import.domain.columns import Column
from services.members.register_import.domain.faults import Fault
from services.members.register_import.domain.line import Line


class Register:
    """Remembers people and heads while rows go by; the first row of two is the one that counts.

    Of one name and birth date in a dwelling, two with numbers of one kind are two; all others are the same.
    """

    def __init__(self) -> None:
        self._numbered: dict[tuple[str | None, str], int] = {}
        self._namesakes: dict[tuple[object, ...], dict[str | None, int]] = {}
        self._heads: dict[tuple[str, str], int] = {}

    def collisions(self, line: Line) -> list[Wrong]:
        """With rows before it; a row without any is remembered."""
        found = [*self._twice(line)]
        if line.is_head and line.household in self._heads:
            found.append(Wrong(Column.RELATION, Fault.TWO_HEADS, self._heads[line.household]))
        if not found:
            self._remember(line)
        return found

    def _twice(self, line: Line) -> Iterator[Wrong]:
        kind, number = line.document_kind, line.document_number
        if number and (kind, number) in self._numbered:
            yield Wrong(Column.DOCUMENT_NUMBER, Fault.TWICE_IN_FILE, self._numbered[kind, number])
            return
        for other, row in self._namesakes.get(_namesake(line), {}).items():
            if kind is None or other != kind:
                yield Wrong(Column.NAME, Fault.TWICE_IN_FILE, row)
                return

    def _remember(self, line: Line) -> None:
        if line.document_number:
            self._numbered[line.document_kind, line.document_number] = line.row
        self._namesakes.setdefault(_namesake(line), {})[line.document_kind] = line.row
        if line.is_head:
            self._heads[line.household] = line.row


def _namesake(line: Line) -> tuple[object, ...]:
    return line.dwelling.id, line.name, line.birth_date
