"""T8's stories, made by Hypothesis: what a source changed, and how its events came to a listener."""

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.chassis.storage.database import Database
from tests.faults.deliveries import Event, Listener, row_of

FATES = ("passes", "passes", "fails", "ends")
IDS = ("plot-1", "plot-2", "plot-3")


@dataclass(frozen=True)
class Story:
    """`deliveries`: an event and its fate; None is a re-feed. Each event comes at least once."""

    source: dict[str, int]
    deliveries: list[tuple[Event, str] | None]


@st.composite
def stories(draw: Callable[..., object]) -> Story:
    batches = draw(st.lists(st.lists(st.sampled_from(IDS), min_size=1, max_size=3), min_size=1, max_size=6))
    source: dict[str, int] = {}
    events = []
    assert isinstance(batches, list)
    for number, batch in enumerate(batches):
        rows = []
        for id in batch:
            source[id] = source.get(id, 0) + 1
            rows.append((id, source[id]))
        events.append(Event(f"event-{number}", tuple(rows)))
    return Story(source, _deliveries(draw, events))


def _deliveries(draw: Callable[..., object], events: list[Event]) -> list[tuple[Event, str] | None]:
    again = draw(st.lists(st.sampled_from([*events, None]), max_size=6))
    assert isinstance(again, list)
    shuffled = draw(st.permutations([*events, *again]))
    assert isinstance(shuffled, list)
    return [None if event is None else (event, str(draw(st.sampled_from(FATES)))) for event in shuffled]


def try_any_order(database: Database, examples: int) -> int:
    """How many deliveries were made; raises AssertionError at the first story that ends otherwise."""
    made = 0

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(stories())
    def it_ends_as_its_source(story: Story) -> None:
        nonlocal made
        listener = Listener(database)
        tell(listener, story)
        made += listener.deliveries
        assert listener.held() == [row_of(id, version) for id, version in sorted(story.source.items())]
        recount = listener.recount(story.source)
        assert (recount.missing, recount.extra, recount.behind) == (0, 0, 0)
        events = {delivery[0].id for delivery in story.deliveries if delivery is not None}
        assert listener.times_counted() == len(events)

    it_ends_as_its_source()
    return made


def tell(listener: Listener, story: Story) -> None:
    """At the end the broker gives again what was never acknowledged, and everything set aside is replayed."""
    for delivery in story.deliveries:
        if delivery is None:
            listener.refeed(story.source)
        else:
            listener.deliver(*delivery)
    for delivery in story.deliveries:
        if delivery is not None and delivery[1] == "ends":
            listener.deliver(delivery[0], "passes")
    listener.replay_all()
