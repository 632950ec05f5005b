"""T8 for moves: what notify does about a gap, whoever comes between, and how little a large move costs it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from services.chassis.bus.foundation import Foundation
from services.chassis.storage.session import Session
from services.grids.areas.domain.events import AreaRow, AreasChanged, AreasMoved
from tests.faults.any_order import assert_mirrors_are_as
from tests.faults.deliveries import Listener
from tests.faults.ground import Ground, id_of
from tests.faults.news import News, Row, Source
from tests.faults.notify_alone import notify_on_postgresql, notify_on_sqlite

MANY = 10_000
BATCH = 500


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def notify(request: Any, tmp_path_factory: Any) -> Iterator[Foundation]:
    folder = tmp_path_factory.mktemp("notify")
    if request.param == "sqlite":
        notify = notify_on_sqlite(folder)
    else:
        notify = notify_on_postgresql(folder, request.getfixturevalue("postgresql"))
    yield notify
    notify.database.close()


@dataclass
class Asked(Source):
    """Notes what it is asked; `meanwhile` happens behind its answers, each once, to the method it names."""

    asked: list[str] = field(default_factory=list)
    meanwhile: list[tuple[str, Callable[[], None]]] = field(default_factory=list)

    def call(self, service: str, method: str, body: Row) -> Row:
        answer = super().call(service, method, body)
        self.asked.append(method)
        is_whole = method != "read_tree_log" or answer["next"] is None
        if is_whole and self.meanwhile and self.meanwhile[0][0] == method:
            (_, happens), *later = self.meanwhile
            self.meanwhile = []  # nothing comes between what comes between
            happens()
            self.meanwhile = later
        return answer


@dataclass
class Told:
    """Notify has heard of the ground as it was founded; `moves` are still to come, a renaming the last."""

    listener: Listener
    source: Asked
    moves: list[News]

    def hear(self, *numbers: int, fate: str = "passes") -> None:
        for number in numbers:
            self.listener.deliver(self.moves[number], fate)

    def hears_meanwhile(self, method: str, number: int) -> None:
        self.source.meanwhile.append((method, lambda: self.hear(number)))

    def paths(self) -> dict[str, str]:
        return {row["id"]: row["path"] for row in self.listener.held("areas")}

    def paths_of_source(self) -> dict[str, str]:
        return {row["id"]: row["path"] for row in self.source.rows("areas")}


@pytest.fixture
def told(notify: Foundation) -> Iterator[Told]:
    """Communities, their grids and a micro-grid in turn."""
    ground = Ground()
    said = [*ground.found_spine()]
    founded = len(said)
    said += [ground.move(which, 0) for which in (0, 2, 4, 6, 1, 3, 5, 0)]
    said.append(ground.rename("renamed", 10))
    news = [News(f"areas-{number}", event, number) for number, event in enumerate(said, start=1)]
    source = Asked(ground)
    listener = Listener(notify, source)
    for each in news[:founded]:
        listener.deliver(each, "passes")
    yield Told(listener, source, news[founded:])
    listener.forget()


def test_moves_in_their_order_are_followed_without_a_question(told: Told):
    told.hear(*range(9))

    assert_mirrors_are_as(told.listener, told.source)
    assert told.source.asked == []


def test_a_gap_is_filled_by_asking(told: Told):
    told.hear(3)
    assert told.paths() == told.paths_of_source()
    assert set(told.source.asked) == {"read_tree_log"}

    told.hear(1, 0, 2, *range(4, 9))
    assert_mirrors_are_as(told.listener, told.source)


def test_a_row_from_after_moves_that_have_not_come_makes_them(told: Told):
    told.hear(8)

    assert told.paths() == told.paths_of_source()
    told.hear(*reversed(range(8)))
    assert_mirrors_are_as(told.listener, told.source)


def test_a_gap_waits_for_a_source_that_is_away(told: Told):
    told.hear(2, fate="unasked")
    told.hear(0, fate="unasked")
    told.listener.pass_time()

    assert told.paths() == told.paths_of_source()
    told.hear(1, *range(3, 9))
    assert_mirrors_are_as(told.listener, told.source)


def test_a_handler_that_was_overtaken_behind_its_question_begins_anew(told: Told):
    told.hears_meanwhile("read_tree_log", 4)
    told.hear(1)

    assert told.paths() == told.paths_of_source()
    assert "areas-8" in told.listener.handled()["areas"]
    told.hear(0, 2, 3, *range(5, 9))
    assert_mirrors_are_as(told.listener, told.source)


def test_a_handler_that_is_overtaken_each_time_is_tried_later(told: Told):
    for number in (2, 3, 4, 5, 6):
        told.hears_meanwhile("read_tree_log", number)

    told.hear(1)
    assert "areas-8" not in told.listener.handled()["areas"]

    told.listener.pass_time()
    told.hear(0, 7, 8)
    assert_mirrors_are_as(told.listener, told.source)


def test_a_page_that_a_move_overtook_is_led_after_it(told: Told):
    told.hears_meanwhile("feed_areas", 0)

    told.listener.refeed_to_its_end()

    assert_areas_are_as(told, heard=1)


def test_a_page_that_was_overtaken_behind_its_question_is_taken_again(told: Told):
    told.hears_meanwhile("feed_areas", 0)
    told.hears_meanwhile("read_tree_log", 1)

    told.listener.refeed_to_its_end()

    assert_areas_are_as(told, heard=2)


def test_a_mirror_that_was_lost_is_fed_anew_at_the_version_of_its_source(told: Told):
    told.hear(*range(9))
    new = Listener(told.listener.foundation, told.source)

    new.refeed_to_its_end()

    assert_mirrors_are_as(new, told.source)


def test_a_source_that_was_brought_back_to_an_earlier_moment_is_right(told: Told):
    told.hear(0)
    before = told.source.moment
    told.hear(1, 2)
    told.source.moment = before

    told.listener.refeed_to_its_end()

    moved = {told.moves[number].said.subject for number in (1, 2)}
    right = told.paths_of_source().items() - {(id, told.paths_of_source()[id]) for id in moved}
    assert right <= told.paths().items()


def assert_areas_are_as(told: Told, heard: int) -> None:
    """The other moves come, and all is as in the source."""
    assert told.paths() == told.paths_of_source()
    told.hear(*range(heard, 9))
    assert_mirrors_are_as(told.listener, told.source)


def test_a_move_of_ten_thousand_areas_is_as_few_statements_as_a_move_of_one(
    notify: Foundation, monkeypatch: pytest.MonkeyPatch
):
    of_one, of_many = (statements_of_a_move(notify, below, monkeypatch) for below in (1, MANY))

    assert of_many == of_one <= 15


def statements_of_a_move(notify: Foundation, below: int, monkeypatch: pytest.MonkeyPatch) -> int:
    listener = Listener(notify, Source())
    rows = [an_area("root", "1/2/"), *(an_area(f"area {each}", f"1/2/{each}/") for each in range(below))]
    for start in range(0, len(rows), BATCH):
        batch = tuple(rows[start : start + BATCH])
        listener.deliver(News(f"founded-{start}", AreasChanged(batch[0].id, 0, batch)), "passes")
    root = an_area("root", "1/3/2/", version=2)
    move = News("moved", AreasMoved(root.id, 1, "1/2/", "1/3/2/", (root,)))

    with counted(monkeypatch) as sent:
        listener.deliver(move, "passes")

    places = [row["path"] for row in listener.held("areas")]
    assert sorted(places) == sorted(["1/3/2/", *(f"1/3/2/{each}/" for each in range(below))])
    return len(sent)


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[None]]:
    """One for each statement or message that goes to the database."""
    sent: list[None] = []
    run = Session.run

    def noted(session: Session, work: Any) -> Any:
        sent.append(None)
        return run(session, work)

    with monkeypatch.context() as patched:
        patched.setattr(Session, "run", noted)
        yield sent


def an_area(word: str, path: str, version: int = 1) -> AreaRow:
    return AreaRow(id_of(word), id_of("above"), path, "micro", word, active=True, version=version)
