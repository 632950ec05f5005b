"""How many events a second leave the outbox, and how many one handler takes in."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median

import psycopg2
from psycopg2.extras import execute_values

from deploy.sample.ids import DISTRICT
from services.chassis.ids import new_id
from tests.bench.ground import micro_grids
from tests.bench.plain_handling import plain_handling
from tests.bench.processor import Reading
from tests.bench.report import Figure
from tests.bench.stage import Stage

EVENTS = 20_000
ROUNDS = 3
WITHIN = 120.0
TYPE = "linli.grids.CaseClosed.v1"

FILL = "INSERT INTO outbox (district, id, type, subject, version, body, recorded_at) VALUES %s"
PUBLISHED = """
    WITH filled AS (SELECT published_at FROM outbox WHERE recorded_at = %(at)s)
    SELECT count(published_at), extract(epoch FROM max(published_at) - min(published_at)),
        count(*) FILTER (WHERE published_at = (SELECT min(published_at) FROM filled))
    FROM filled
"""
HANDLED = """
    SELECT count(*), extract(epoch FROM
        max(pg_xact_commit_timestamp(xmin)) - min(pg_xact_commit_timestamp(xmin)))
    FROM inbox WHERE handler = 'tell_closing' AND state = 'done' AND at > %(at)s
"""


def flow(stage: Stage) -> list[Figure]:
    """Outbox filled while nobody runs; then grids alone, which relays; then notify alone, which handles.

    Before it, with none of ours running, plain Nameko's handler.
    """
    stage.house  # noqa: B018 - the tables must be there
    rounds = [_round(stage, number) for number in range(1, ROUNDS + 1)]
    bare = median(plain for plain, _, _ in rounds)
    return [
        Figure("relay_per_s", median(relayed for _, relayed, _ in rounds), "events/s"),
        Figure("handle_per_s", median(handled for *_, handled in rounds), "events/s", baseline=bare),
        Figure("handle_vs_bare", median(handled / plain for plain, _, handled in rounds), "×", baseline=bare),
    ]


def _round(stage: Stage, number: int) -> tuple[float, float, float]:
    house = stage.house
    house.stop()
    plain = plain_handling(stage)
    filled_at = _fill(stage)
    relayed = _measured(stage, "grids", lambda: _relayed(stage, filled_at))
    house.end("grids")
    _keep_sending_away(stage)
    handled = _measured(stage, "notify", lambda: _handled(stage, filled_at))
    house.start()
    print(
        f"  {number}/{ROUNDS} relayed {relayed:.0f}/s, handled {handled:.0f}/s, bare handler {plain:.0f}/s",
        flush=True,
    )
    return plain, relayed, handled


def _measured(stage: Stage, name: str, rate: Callable[[], float]) -> float:
    """Starts the process and says what an event cost, its start included."""
    servers = {"rabbitmq": stage.rabbitmq.pid, "postgresql": stage.postgresql.pid}
    before = Reading.of(servers)
    stage.house.run(name)
    found = rate()
    used = Reading.of(servers | stage.house.pids).since(before)
    line = "  ".join(f"{process} {spent * 1000 / EVENTS:.3f}" for process, spent in used.trees.items())
    print(f"  CPU ms an event: {line}", flush=True)
    return found


def _keep_sending_away(stage: Stage) -> None:
    """The timer that sends messages is held elsewhere, so that the handler has the process to itself."""
    with psycopg2.connect(_dsn(stage, "notify")) as connection, connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO leases (name, holder, fence, until) VALUES (%s, 'bench', 1, 'infinity')"
            " ON CONFLICT (name) DO UPDATE SET until = 'infinity'",
            (f"timer:send_messages:{DISTRICT}",),
        )
    connection.close()


def _fill(stage: Stage) -> datetime:
    """Closings of cases that were: the outbox as grids would have left it at that moment."""
    grid, now = micro_grids()[0], datetime.now(UTC)
    pairs = [(new_id(), new_id()) for _ in range(EVENTS)]
    rows = [(DISTRICT, event, TYPE, case, 4, _envelope(event, case, grid, now), now) for event, case in pairs]
    with psycopg2.connect(_dsn(stage, "grids")) as connection, connection.cursor() as cursor:
        execute_values(cursor, FILL, rows, page_size=1000)
        cursor.execute("ANALYZE outbox")
    connection.close()
    return now


def _envelope(event: str, case: str, grid: str, now: datetime) -> str:
    return json.dumps(
        {
            "specversion": "1.0",
            "id": event,
            "source": "/linli/grids",
            "type": TYPE,
            "subject": case,
            "time": now.isoformat(),
            "datacontenttype": "application/json",
            "district": DISTRICT,
            "aggregateversion": 4,
            "requestid": "bench",
            "data": {
                "case_id": case,
                "number": "510108006004-2026-000001",
                "area_id": grid,
                "recipient_id": new_id(),
                "version": 4,
            },
        }
    )


def _relayed(stage: Stage, filled_at: datetime) -> float:
    """Those after the first batch, by the time from its mark to the last."""
    published, seconds, first_batch = _once_all(stage, "grids", PUBLISHED, filled_at)
    return (published - first_batch) / seconds


def _handled(stage: Stage, filled_at: datetime) -> float:
    count, seconds = _once_all(stage, "notify", HANDLED, filled_at)
    return (count - 1) / seconds


def _once_all(stage: Stage, database: str, question: str, filled_at: datetime) -> tuple[float, ...]:
    """The answer when its first figure is all events; asked seldom, so that the asking costs little."""
    ends_at = time.monotonic() + WITHIN
    while (answer := _asked(stage, database, question, filled_at))[0] < EVENTS:
        if time.monotonic() > ends_at:
            raise TimeoutError(f"{database}: {answer[0]:.0f} of {EVENTS} within {WITHIN:.0f} s")
        time.sleep(1.0)
    return answer


def _asked(stage: Stage, database: str, question: str, filled_at: datetime) -> tuple[float, ...]:
    connection = psycopg2.connect(_dsn(stage, database))
    try:
        with connection.cursor() as cursor:
            cursor.execute(question, {"at": filled_at})
            return tuple(float(figure or 0) for figure in cursor.fetchone() or ())
    finally:
        connection.close()


def _dsn(stage: Stage, database: str) -> str:
    return stage.postgresql.dsn.rpartition("/")[0] + f"/{database}"
