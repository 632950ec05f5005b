"""T8's stories, made by Hypothesis: what grids told, and how its events came to notify."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.chassis.bus.foundation import Foundation
from services.notify.messages.use_cases.tell_closing import TellClosing
from tests.faults.deliveries import Listener
from tests.faults.ground import Ground
from tests.faults.news import Closing, News, Source, case_closed, staff_changed

Draw = Callable[..., Any]
FATES = ("passes", "passes", "fails", "ends", "unfit", "unasked")
MIRRORS = ("areas", "staff")
WORDS = ("east", "west", "south")
BATCHES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), min_size=1, max_size=4)
# A case may be closed again later, and a closing told by two events.
CHANGES = st.lists(
    st.tuples(st.sampled_from(["found", "rename", "move", "move"]), st.integers(0, 99), st.integers(0, 99)),
    min_size=3,
    max_size=8,
)
CLOSINGS = st.lists(st.builds(Closing, st.sampled_from(WORDS), st.sampled_from((4, 8))), max_size=4)


@dataclass(frozen=True)
class Delivery:
    news: News
    fate: str
    again: bool


Step = Delivery | str
REFEED, TIME = "a step of a re-feed", "time passes"


@dataclass(frozen=True)
class Story:
    """Each event comes at least once; `order` is the one in which what is set aside is replayed."""

    source: Source
    closings: frozenset[Closing]
    steps: tuple[Step, ...]
    order: int


@st.composite
def stories(draw: Draw) -> Story:
    source = Source()
    news = [*_ground(draw, source.ground), *_people(draw, source.staff)]
    closings = draw(CLOSINGS)
    news += [News(f"closing-{number}", case_closed(closing)) for number, closing in enumerate(closings)]
    return Story(source, frozenset(closings), tuple(_steps(draw, news)), draw(st.integers(0, 99)))


def _ground(draw: Draw, ground: Ground) -> list[News]:
    """Founded, then renamed, moved and founded on in any way that grids allows."""
    said = [*ground.found_spine()]
    for number, (verb, which, other) in enumerate(draw(CHANGES)):
        if verb == "found":
            said.append(ground.found(f"new {number}", which, other))
        else:
            said.append(
                ground.rename(f"name {number}", which) if verb == "rename" else ground.move(which, other)
            )
    return [News(f"areas-{moment}", event, moment) for moment, event in enumerate(said, start=1)]


def _people(draw: Draw, held: dict[str, int]) -> list[News]:
    """Batches overlap: a row that changes again, in the same batch or in another, has its next version."""
    told = []
    for number, batch in enumerate(draw(BATCHES)):
        rows = []
        for word in batch:
            held[word] = held.get(word, 0) + 1
            rows.append((word, held[word]))
        told.append(News(f"staff-{number}", staff_changed(draw(st.permutations(rows)))))
    return told


def _steps(draw: Draw, news: list[News]) -> list[Step]:
    """Half the stories have re-feeds: those would bring what an event has lost."""
    others = [TIME, *([REFEED] * 3 if draw(st.booleans()) else [])]
    more = draw(st.lists(st.sampled_from([*news, *others]), min_size=4, max_size=20))
    coming = draw(st.permutations([*news, *more]))
    return [
        one if isinstance(one, str) else Delivery(one, draw(st.sampled_from(FATES)), draw(st.booleans()))
        for one in coming
    ]


def try_any_order(notify: Foundation, examples: int) -> int:
    """How many deliveries were made; raises AssertionError at the first story that ends otherwise."""
    made = 0

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(stories())
    def it_ends_as_its_source(story: Story) -> None:
        nonlocal made
        story.source.moment = 0
        listener = Listener(notify, story.source)
        try:
            tell(listener, story)
            judge(listener, story)
        finally:
            listener.forget()
        made += listener.deliveries

    with _unlogged():
        it_ends_as_its_source()
    return made


@contextmanager
def _unlogged() -> Iterator[None]:
    """What fails in a story is meant to."""
    logging.disable(logging.ERROR)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def tell(listener: Listener, story: Story) -> None:
    """At the end the broker gives again what was never acknowledged, and everything set aside is replayed."""
    for step in story.steps:
        if isinstance(step, Delivery):
            listener.deliver(step.news, step.fate, step.again)
        elif step == REFEED:
            listener.refeed()
        else:
            listener.pass_time()
    for step in story.steps:
        if isinstance(step, Delivery) and step.fate == "ends":
            listener.deliver(step.news, "passes", again=True)
    listener.replay_all(in_order=lambda waiting: Random(story.order).sample(waiting, len(waiting)))


def judge(listener: Listener, story: Story) -> None:
    assert_mirrors_are_as(listener, story.source)
    if REFEED in story.steps:
        listener.refeed_to_its_end()
        assert_mirrors_are_as(listener, story.source)
    assert_each_closing_is_told_once(listener, story)
    assert_each_event_is_applied_once(listener, story)


def assert_mirrors_are_as(listener: Listener, source: Source) -> None:
    """Every row at its highest version and in its place, and removed where that removes it."""
    assert source.moment == len(source.ground.moments) - 1
    for mirror in MIRRORS:
        assert listener.held(mirror) == source.rows(mirror)
        counted = listener.recount(mirror)
        assert (counted.missing, counted.extra, counted.behind) == (0, 0, 0)


def assert_each_closing_is_told_once(listener: Listener, story: Story) -> None:
    told = {closing: case_closed(closing) for closing in story.closings}
    wanted = [
        {"id": TellClosing(**vars(closed)).message_id, "case_id": closed.case_id} for closed in told.values()
    ]
    assert listener.messages() == sorted(wanted, key=lambda message: message["id"])
    assert len(listener.announced()) == len(wanted)


def assert_each_event_is_applied_once(listener: Listener, story: Story) -> None:
    """A row that was set aside alone is an event of its own."""
    done = listener.handled()
    ids = {step.news.id for step in story.steps if isinstance(step, Delivery)}
    assert ids == {id for handled in done.values() for id in handled if "#" not in id}
    assert listener.applied() == {handler: len(handled) for handler, handled in done.items()}
