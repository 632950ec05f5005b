"""What becomes of a row: somebody new, somebody changed, nothing new, or refused."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from services.chassis.importing import Refusal, Wrong
from services.members.register_import.domain.columns import Column
from services.members.register_import.domain.faults import Fault
from services.members.register_import.domain.line import Line


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
class Placed:
    """A line, and the household that its person belongs to."""

    line: Line
    household_id: str


@dataclass
class Intake:
    """Of a chunk: who is new, who changed, how many are as they were.

    `met` are those of whom a refusal tells where else they live, or that they have left.
    """

    new: list[Placed] = field(default_factory=list)
    changed: list[tuple[Known, Placed]] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)
    met: list[str] = field(default_factory=list)


Homes = Mapping[str, Sequence[Known]]
"""The households of a dwelling, and who belongs to each."""


def sort_out(
    lines: Iterable[Line],
    by_document: Mapping[tuple[str, str], Known],
    by_dwelling: Mapping[str, Homes],
) -> Intake:
    """`by_dwelling` are the households of the lines' dwellings."""
    intake, seen = Intake(), dict[object, int]()
    for line in lines:
        homes = by_dwelling.get(line.dwelling.id, {})
        known = _known(line, by_document, homes)
        person = known.id if known else _identity(line)
        if person in seen:
            _refuse(intake, line, Column.NAME, Fault.TWICE_IN_FILE, seen[person])
            continue
        seen[person] = line.row
        if known is None:
            _take_newcomer(line, homes, intake)
        else:
            _take_known(line, known, homes, intake)
    return intake


def _take_newcomer(line: Line, homes: Homes, intake: Intake) -> None:
    home = _home(line, homes)
    if home is None:
        _refuse(intake, line, Column.HOUSEHOLD_NUMBER, Fault.HOUSEHOLD_OPEN)
    else:
        intake.new.append(Placed(line, home))


def _take_known(line: Line, known: Known, homes: Homes, intake: Intake) -> None:
    if fault := _hindrance(line, known, homes):
        _refuse(intake, line, Column.DOCUMENT_NUMBER, fault)
        intake.met.append(known.id)
        return
    placed = Placed(line, known.household_id if line.household_number is None else line.household_id)
    if _says_the_same(placed, known):
        intake.unchanged += 1
    else:
        intake.changed.append((known, placed))


def _hindrance(line: Line, known: Known, homes: Homes) -> Fault | None:
    if known.has_left:
        return Fault.HAS_LEFT
    if known.household_id not in homes:
        return Fault.REGISTERED_ELSEWHERE
    has_other = line.document_kind is not None and known.document_kind not in (None, line.document_kind)
    return Fault.OTHER_DOCUMENT if has_other else None


def _home(line: Line, homes: Homes) -> str | None:
    """Where a file does not number households: the only one of the dwelling, or its unnumbered one."""
    if line.household_number is not None or not homes or line.household_id in homes:
        return line.household_id
    return next(iter(homes)) if len(homes) == 1 else None


def _known(line: Line, by_document: Mapping[tuple[str, str], Known], homes: Homes) -> Known | None:
    """By the document; else by name and birth date in the dwelling, unless both have numbers of one kind."""
    if line.document_number is not None:
        bearer = by_document.get((line.document_kind or "", line.document_number))
        if bearer is not None:
            return bearer
    for each in _dwellers(line, homes):
        is_namesake = (each.name, each.birth_date) == (line.name, line.birth_date.isoformat())
        if is_namesake and (line.document_kind is None or each.document_kind != line.document_kind):
            return each
    return None


def _dwellers(line: Line, homes: Homes) -> Iterator[Known]:
    """Those of the line's own household first."""
    own = line.household_id if homes else ""
    yield from homes.get(own, ())
    for home, people in homes.items():
        yield from people if home != own else ()


def _identity(line: Line) -> object:
    if line.document_number is not None:
        return line.document_kind, line.document_number
    return line.dwelling.id, line.name, line.birth_date


def _says_the_same(placed: Placed, known: Known) -> bool:
    """What the file leaves open is not another word: no phone, no e-mail, no sex, no number."""
    line = placed.line
    said = (line.name, line.relation, line.birth_date.isoformat(), line.residency, line.dwelling.area_id)
    held = (known.name, known.relation, known.birth_date, known.residency, known.area_id)
    is_numbered = line.document_number is None or known.document_kind is not None
    is_reached = line.phone in (None, known.phone) and line.email in (None, known.email)
    is_at_home = placed.household_id == known.household_id
    return said == held and is_at_home and is_numbered and is_reached and line.sex in (0, known.sex)


def _refuse(intake: Intake, line: Line, column: Column, fault: Fault, row: int = 0) -> None:
    intake.refused.append(Refusal(line.row, (Wrong(column, fault, row),)))
