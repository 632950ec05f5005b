"""What becomes of a row: somebody new, somebody changed, nothing new, or refused."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID, uuid5

from services.members.register_import.domain.columns import Column
from services.members.register_import.domain.line import Fault, Line, Wrong


@dataclass(frozen=True)
class Known:
    """Somebody who is in the register already, in clear."""

    id: str
    household_id: str
    area_id: str
    document_kind: str | None
    name: str = field(repr=False)
    relation: str
    sex: int
    birth_date: str
    residency: str
    phone: str | None = field(repr=False)
    email: str | None = field(repr=False)
    version: int
    has_left: bool = False


@dataclass(frozen=True)
class Refusal:
    row: int
    wrong: tuple[Wrong, ...]


@dataclass
class Intake:
    """Of a chunk: who is new, who changed, how many are as they were.

    `met_elsewhere` are those of whom the answer tells that they live somewhere else.
    """

    new: list[Line] = field(default_factory=list)
    changed: list[tuple[Known, Line]] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)
    met_elsewhere: list[str] = field(default_factory=list)


def household_id(line: Line) -> str:
    """The same household for the same dwelling and number, in every file."""
    return _household_id(line.dwelling.id, line.household_number)


@lru_cache(maxsize=4096)
def _household_id(dwelling_id: str, number: str) -> str:
    return str(uuid5(UUID(dwelling_id), number))


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
            fault = Fault.HAS_LEFT if known.has_left else Fault.REGISTERED_ELSEWHERE
            moved = Wrong(Column.DOCUMENT_NUMBER, fault)
            intake.refused.append(Refusal(line.row, (moved,)))
            intake.met_elsewhere.append(known.id)
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
    """By the document; else by name and birth date at home, unless the two have numbers of one kind."""
    if line.document_number is not None:
        bearer = by_document.get((line.document_kind or "", line.document_number))
        if bearer is not None:
            return bearer
    for each in by_household.get(household_id(line), ()):
        is_namesake = (each.name, each.birth_date) == (line.name, line.birth_date.isoformat())
        if is_namesake and (line.document_kind is None or each.document_kind != line.document_kind):
            return each
    return None


def _identity(line: Line) -> object:
    if line.document_number is not None:
        return line.document_kind, line.document_number
    return household_id(line), line.name, line.birth_date


def _says_the_same(line: Line, known: Known) -> bool:
    """What the file leaves open is not another word: no phone, no e-mail, no sex, no number."""
    said = (line.name, line.relation, line.birth_date.isoformat(), line.residency, line.dwelling.area_id)
    held = (known.name, known.relation, known.birth_date, known.residency, known.area_id)
    is_numbered = line.document_number is None or known.document_kind is not None
    is_reached = line.phone in (None, known.phone) and line.email in (None, known.email)
    return said == held and is_numbered and is_reached and line.sex in (0, known.sex)
