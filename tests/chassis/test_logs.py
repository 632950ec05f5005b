"""A log line is JSON, tells where and what, and never a name or a token."""

import ast
import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from services.chassis import logs, metrics, wire
from services.chassis.domain import DomainError
from services.chassis.logs import ALLOWED, configure, request_id

ROOT = Path(__file__).parents[2]
NAME = "欧阳娜娜"
log = logging.getLogger("linli.test")


class PersonUnknown(DomainError):
    name: str


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    kept = root.handlers[:], root.level, sys.excepthook, threading.excepthook
    levels = {name: logging.getLogger(name).level for name in (*logs.LOUD, *logs.ALWAYS)}
    yield
    root.handlers[:], root.level, sys.excepthook, threading.excepthook = kept
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Any:
    configure("grids", "INFO")

    def read() -> list[dict[str, Any]]:
        return [wire.loads(line) for line in capsys.readouterr().err.splitlines()]

    return read


def test_a_line_tells_when_where_and_what(lines: Any) -> None:
    request_id.set("r-1")
    log.info("case closed", extra={"event_id": "e-1", "count": 3})
    (line,) = lines()
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "INFO",
        "logger": "linli.test",
        "service": "grids",
        "request_id": "r-1",
        "message": "case closed",
        "event_id": "e-1",
        "count": 3,
    }


def test_an_extra_that_nobody_allowed_is_left_out(lines: Any) -> None:
    log.info("seen", extra={"display_name": NAME, "phone": "13800000000"})
    assert lines()[0].keys() == {"time", "level", "logger", "service", "request_id", "message"}


def test_the_arguments_of_a_message_are_left_out(lines: Any) -> None:
    log.warning("no such person: %s", NAME)
    assert lines()[0]["message"] == "no such person: %s"


def test_something_else_than_text_is_only_named(lines: Any) -> None:
    log.error(ValueError(NAME))
    assert lines()[0]["message"] == "ValueError"


def test_an_exception_is_told_without_its_text(lines: Any) -> None:
    try:
        try:
            raise KeyError(NAME)
        except KeyError as error:
            raise RuntimeError(f"{NAME} is not here") from error
    except RuntimeError:
        log.exception("broke", stack_info=True)
    (line,) = lines()
    assert NAME not in wire.dumps(line).decode()
    assert line["exception"]["type"] == "RuntimeError"
    assert line["exception"]["after"]["type"] == "KeyError"
    assert "test_logs.py" in line["exception"]["stack"][-1]


def test_a_chain_of_causes_that_leads_back_to_itself_is_told_once(lines: Any) -> None:
    first, second = KeyError(), ValueError()
    first.__cause__, second.__cause__ = second, first
    log.error("broke", exc_info=second)
    (line,) = lines()
    assert line["exception"]["after"] == {"type": "KeyError", "stack": []}


def test_a_refusal_is_told_by_its_code_without_its_values(lines: Any) -> None:
    try:
        raise PersonUnknown(name=NAME)
    except PersonUnknown:
        log.exception("refused")
    (line,) = lines()
    assert line["exception"]["code"] == "PersonUnknown"
    assert NAME not in wire.dumps(line).decode()


def test_an_uncaught_exception_becomes_a_line_without_its_text(lines: Any) -> None:
    sys.excepthook(ValueError, ValueError(NAME), None)
    thread = threading.Thread(target=lambda: int(NAME))
    thread.start()
    thread.join()
    told = lines()
    assert [line["exception"]["type"] for line in told] == ["ValueError", "ValueError"]
    assert NAME not in wire.dumps(told).decode()


def test_an_interrupt_is_no_defect(lines: Any) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert lines() == []


def test_a_line_that_cannot_be_written_loses_no_secret(capsys: pytest.CaptureFixture[str]) -> None:
    configure("grids", "INFO")
    log.info("seen \ud800", extra={"code": NAME})
    printed = capsys.readouterr().err
    assert NAME not in printed
    assert "log line lost" in printed


def test_a_full_disk_under_the_logs_stops_nobodys_work(monkeypatch: pytest.MonkeyPatch) -> None:
    configure("grids", "INFO")
    before = lost()
    with open("/dev/full", "w") as full:
        monkeypatch.setattr(sys, "stderr", full)
        log.info("seen")
        monkeypatch.undo()
        with suppress(OSError):
            full.close()
    assert lost() == before + 1


def lost() -> float:
    return metrics.registry.get_sample_value("linli_log_lines_lost_total") or 0.0


def test_values_are_short_and_plain(lines: Any) -> None:
    log.info("seen", extra={"error": "x" * 500, "seconds": 0.5, "status": None, "port": Path("p")})
    (line,) = lines()
    assert (len(line["error"]), line["seconds"], line["status"], line["port"]) == (200, 0.5, None, "p")


def test_levels_below_the_one_asked_for_stay_quiet_and_so_do_loud_libraries(lines: Any) -> None:
    log.debug("no")
    logging.getLogger("kombu.pools").info("no")
    logging.getLogger("nameko").warning("yes")
    assert [line["message"] for line in lines()] == ["yes"]


def test_every_extra_that_the_house_writes_gets_through() -> None:
    written: set[str] = set()
    for top in ("services", "gateway", "deploy"):
        for file in (ROOT / top).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                written.update(_extras(node))
    assert written - set(ALLOWED) == set()


def _extras(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.keyword) and node.arg == "extra" and isinstance(node.value, ast.Dict):
        yield from (str(key.value) for key in node.value.keys if isinstance(key, ast.Constant))
