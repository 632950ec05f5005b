"""Say whose figures of a day make up those of an area, and of the areas right below it, as of a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.areas.domain.trace_errors import AreaNotFounded, AsOfBeforeOn, DayToCome, TooManyAreas
from services.grids.areas.domain.tracing import AT_MOST, Node, Past, Traced, Unplaced, traced
from services.grids.areas.use_cases.trace_ports import Begin, Tx


@dataclass(frozen=True)
class TraceAreas:
    """The figures of the day `on`, today if none is said, in the tree `as_of` a day: the same if none is."""

    area_id: str
    on: date | None = None
    as_of: date | None = None

    def days(self, today: date) -> tuple[date, date]:
        on = self.on or today
        as_of = self.as_of or on
        if max(on, as_of) > today:
            raise DayToCome(day=max(on, as_of))
        if as_of < on:
            raise AsOfBeforeOn(on=on, as_of=as_of)
        return on, as_of


@dataclass(frozen=True)
class Traces:
    area_id: str
    on: date
    as_of: date
    areas: tuple[Traced, ...]
    unplaced: tuple[Unplaced, ...]


def trace_areas(command: TraceAreas, begin: Begin, caller: Caller, today: date) -> Traces:
    on, as_of = command.days(today)
    past, known = Past(on), set[str]()
    with begin(caller) as tx:
        nodes = _tree(command, as_of, tx)
        ahead = {node.id for node in nodes}
        while ahead:
            known |= ahead
            if len(known) > AT_MOST:
                raise TooManyAreas(at_most=AT_MOST)
            steps = tx.area_traces.steps(ahead, as_of)
            ended = tx.area_traces.ended_below(ahead, as_of)
            past.learn(steps)
            past.stood_under |= ended
            led_here = {each for step in steps if step.to_ids & ahead for each in step.from_ids}
            ahead = (led_here | ended.keys()) - known
        past.names |= tx.area_traces.names(known)
    return Traces(command.area_id, on, as_of, *traced(nodes, known, past))


def _tree(command: TraceAreas, as_of: date, tx: Tx) -> Sequence[Node]:
    try:
        return tx.area_traces.tree(command.area_id, as_of, AT_MOST + 1)
    except AreaNotFounded as refused:
        raise refused.at("on" if command.as_of is None else "as_of") from None
