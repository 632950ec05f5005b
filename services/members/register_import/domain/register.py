"""A register as a whole: who stands in it twice, and which household has two heads."""

from services.members.register_import.domain.columns import Column
from services.members.register_import.domain.line import Fault, Line, Wrong


class Register:
    """Remembers numbers and heads while rows go by; the first row of two is the one that counts."""

    def __init__(self) -> None:
        self._documents: dict[tuple[str, str], int] = {}
        self._heads: dict[tuple[str, str], int] = {}

    def collisions(self, line: Line) -> list[Wrong]:
        """With rows before it; a row without any is remembered."""
        document = (line.document_kind or "", line.document_number or "")
        found = []
        if line.document_number and document in self._documents:
            found.append(Wrong(Column.DOCUMENT_NUMBER, Fault.TWICE_IN_FILE, self._documents[document]))
        if line.is_head and line.household in self._heads:
            found.append(Wrong(Column.RELATION, Fault.TWO_HEADS, self._heads[line.household]))
        if not found:
            if line.document_number:
                self._documents[document] = line.row
            if line.is_head:
                self._heads[line.household] = line.row
        return found
