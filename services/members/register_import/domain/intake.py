"""What becomes of a row: somebody new, somebody changed, nothing new, or refused."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from services.members.register_import.domain.columns import Column
from services.members.register_import.domain.line import Fault, Line, Wrong


@dataclass(frozen=True)
class Known:
    """Somebody who is in the register already, in clear."""

    id: str
    household_id: str
    name: str = field(repr=False)
    relation: str
    sex: int
    birth_date: str
    residency: str
    phone: str | None = field(repr=False)
    version: int


@dataclass(frozen=True)
class Refusal:
    row: int
    wrong: tuple[Wrong, ...]


@dataclass
class Intake:
    """Of a chunk: who is new with which household, who changed, how many are as they were."""

    new: list[Line] = field(default_factory=list)
    changed: list[tuple[Known, Line]] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)


def household_id(line: Line) -> str:
    """The same household for the same dwelling and number, in every file."""
    return str(uuid5(UUID(line.dwelling.id), line.household_number))


def sort_out(
    lines: Iterable[Line],
    by_document: Mapping[tuple[str, str], Known],
    by_household: Mapping[str, Sequence[Known]],
) -> Intake:
    """`by_household` are the people of the lines' households by its id."""
    intake, seen = Intake(), dict[object, int]()
    for line in lines:
        known = _known(line, by_document, by_household)
        person = known.id if known else _identity(line)
        if person in seen:
            twice = Wrong(Column.NAME, Fault.TWICE_IN_FILE, seen[person])
            intake.refused.append(Refusal(line.row, (twice,)))
            continue
        seen[person] = line.row
        if known is None:
            intake.new.append(line)
        elif known.household_id != household_id(line):
            moved = Wrong(Column.DOCUMENT_NUMBER, Fault.REGISTERED_ELSEWHERE)
            intake.refused.append(Refusal(line.row, (moved,)))
        elif _says_the_same(line, known):
            intake.unchanged += 1
        else:
            intake.changed.append((known, line))
    return intake


def _known(
    line: Line,
    by_document: Mapping[tuple[str, str], Known],
    by_household: Mapping[str, Sequence[Known]],
) -> Known | None:
    """By the document; without one, by name and birth date in the same household."""
    if line.document_number is not None:
        return by_document.get((line.document_kind or "", line.document_number))
    for each in by_household.get(household_id(line), ()):
        if (each.name, each.birth_date) == (line.name, line.birth_date.isoformat()):
            return each
    return None


def _identity(line: Line) -> object:
    if line.document_number is not None:
        return line.document_kind, line.document_number
    return household_id(line), line.name, line.birth_date


def _says_the_same(line: Line, known: Known) -> bool:
    """What the file leaves open is not another word: no phone, no sex."""
    said = (line.name, line.relation, line.birth_date.isoformat(), line.residency)
    held = (known.name, known.relation, known.birth_date, known.residency)
    return said == held and line.phone in (None, known.phone) and line.sex in (0, known.sex)
