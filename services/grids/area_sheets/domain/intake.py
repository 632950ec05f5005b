"""What becomes of a row: a new area, a new name, nothing new, or refused."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from services.chassis.importing import Refusal, Wrong
from services.grids.area_sheets.domain.columns import AreaColumn
from services.grids.area_sheets.domain.faults import AreaFault
from services.grids.area_sheets.domain.line import Line
from services.grids.area_sheets.domain.names import Names


@dataclass(frozen=True, slots=True)
class Standing:
    """An area that stands, or that a trial would found; `changed_on` is the last day of a change of it."""

    id: str
    parent_id: str | None
    kind: str
    name: str
    version: int
    active: bool = True
    is_planned: bool = False
    founded_on: date | None = None
    changed_on: date | None = None


Place = tuple[str | None, str]
"""The area above and a name below it."""
CodeKey = tuple[str, str]


@dataclass(frozen=True)
class Newcomer:
    """A line, and the area that its own will stand under; None at the top."""

    id: str
    line: Line
    parent: Standing | None


@dataclass(frozen=True)
class Ground:
    """What stands where a chunk's lines are about.

    `parents` has all names that were looked for: None where nothing is called so. `top` stands for the empty
    names. `unfit` says what keeps a newcomer from standing there.
    """

    by_id: Mapping[str, Standing]
    parents: Mapping[Names, Standing | None]
    bearers: Mapping[Place, Standing]
    codes: Mapping[CodeKey, str]
    unfit: Callable[[Newcomer], Wrong | None]
    new_id: Callable[[], str]
    root: Standing | None
    today: date


Renaming = tuple[Standing, Line]
ROOT_ENDED = Wrong(AreaColumn.PARENT, AreaFault.ROOT_ENDED)


@dataclass
class Intake:
    new: list[Newcomer] = field(default_factory=list)
    renamed: list[Renaming] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)


def sort_out(lines: Iterable[Line], ground: Ground) -> Intake:
    """Where the sheet's own area has ended meanwhile, all of its lines are refused by that."""
    if ground.root is not None and not ground.root.active:
        return Intake(refused=[Refusal(line.row, (ROOT_ENDED,)) for line in lines])
    intake = Intake()
    asked: list[Renaming] = []
    for line in lines:
        wrong = _known(line, ground, intake, asked) if line.area_id else _placed(line, ground, intake)
        if wrong:
            intake.refused.append(Refusal(line.row, (wrong,)))
    _rename(asked, ground, intake)
    return intake


def _known(line: Line, ground: Ground, intake: Intake, asked: list[Renaming]) -> Wrong | None:
    """A row that was given out: its area may have got another name."""
    area = ground.by_id.get(line.area_id or "")
    if area is None:
        return Wrong(AreaColumn.AREA_ID, AreaFault.UNKNOWN_AREA)
    wrong = _other_code(line, area, ground) or _changed(line, area, ground.today)
    if wrong is None and area.name != line.name:
        asked.append((area, line))
    elif wrong is None:
        intake.unchanged += 1
    return wrong


def _changed(line: Line, area: Standing, today: date) -> Wrong | None:
    """What keeps it in itself from being called as the line says."""
    if area.name == line.name:
        return None
    if not area.active:
        return Wrong(AreaColumn.AREA_ID, AreaFault.ABOLISHED)
    if area.version != line.seen_version:
        return Wrong(AreaColumn.NAME, AreaFault.CHANGED_SINCE)
    earliest = (area.founded_on, AreaFault.BEFORE_FOUNDING), (area.changed_on, AreaFault.BEFORE_LAST_CHANGE)
    return _wrong_day(line, today, earliest)


def _wrong_day(line: Line, today: date, earliest: Iterable[tuple[date | None, AreaFault]]) -> Wrong | None:
    day = line.day(today)
    if day > today:
        return Wrong(AreaColumn.EFFECTIVE_ON, AreaFault.DAY_TO_COME)
    for first, fault in earliest:
        if first is not None and day < first:
            return Wrong(AreaColumn.EFFECTIVE_ON, fault)
    return None


def _rename(asked: list[Renaming], ground: Ground, intake: Intake) -> None:
    """Whose new name is free comes first and frees another. Those that wait for each other keep theirs."""
    bearers = dict[Place, Standing | None](ground.bearers)
    while free := next((each for each in asked if _is_free(each, bearers)), None):
        area, line = free
        bearers |= {(area.parent_id, area.name): None, (area.parent_id, line.name): area}
        intake.renamed.append(free)
        asked.remove(free)
    taken = Wrong(AreaColumn.NAME, AreaFault.NAME_TAKEN)
    intake.refused += [Refusal(line.row, (taken,)) for _, line in asked]


def _is_free(renaming: Renaming, bearers: Mapping[Place, Standing | None]) -> bool:
    area, line = renaming
    bearer = bearers.get((area.parent_id, line.name))
    return bearer is None or bearer.id == area.id


def _placed(line: Line, ground: Ground, intake: Intake) -> Wrong | None:
    """A row without an id: there already under this name, or new."""
    parent = ground.parents[line.parent] if line.parent else ground.root
    if parent is None and line.parent:
        return Wrong(AreaColumn.PARENT, AreaFault.UNKNOWN_PARENT)
    if parent is not None and not parent.active:
        return Wrong(AreaColumn.PARENT, AreaFault.ABOLISHED)
    area = ground.bearers.get((parent.id if parent else None, line.name))
    if area is None:
        return _new(line, parent, ground, intake)
    if area.kind != line.kind:
        return Wrong(AreaColumn.KIND, AreaFault.OTHER_KIND)
    if wrong := _other_code(line, area, ground):
        return wrong
    intake.unchanged += 1
    return None


def _new(line: Line, parent: Standing | None, ground: Ground, intake: Intake) -> Wrong | None:
    founded_on = parent.founded_on if parent else None
    if wrong := _wrong_day(line, ground.today, [(founded_on, AreaFault.BEFORE_PARENT)]):
        return wrong
    newcomer = Newcomer(ground.new_id(), line, parent)
    if wrong := ground.unfit(newcomer):
        return wrong
    if line.code and (line.code.scheme, line.code.code) in ground.codes:
        return Wrong(AreaColumn.CODE, AreaFault.CODE_TAKEN)
    if _is_coded_before(line, ground.today):
        return Wrong(AreaColumn.VALID_FROM, AreaFault.BEFORE_FOUNDING)
    intake.new.append(newcomer)
    return None


def _is_coded_before(line: Line, today: date) -> bool:
    """Before its founding, where that is said: what is merely entered today may have stood for long."""
    day = line.day(today)
    is_said = line.document is not None or day < today
    since = line.code.valid_from if line.code else None
    return is_said and since is not None and since < day


def _other_code(line: Line, area: Standing, ground: Ground) -> Wrong | None:
    """A sheet gives new areas their codes; those of areas that stand it only repeats."""
    if line.code is None or ground.codes.get((line.code.scheme, line.code.code)) == area.id:
        return None
    return Wrong(AreaColumn.CODE, AreaFault.OTHER_CODE)
