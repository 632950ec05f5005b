"""`linli up`: from an empty folder to requests that work as printed, and again with all that was kept."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import httpx
import jwt
import pytest

from deploy.linli.demo import demos
from tests.bench.asking import change
from tests.processes import end, wait_until

ROOT = Path(__file__).parents[2]
LAST_LINE = "Ctrl-C stops the house"
STARTS_WITHIN = 60.0
STOPS_WITHIN = 5.0
WORK_OF_A_START = 5.0  # seconds of processor time: other tests run beside this one


class Up:
    """One `linli up` with the sample's settings, in a folder of its own, on any free port."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.output = folder / f"{time.monotonic_ns()}.output"
        environ = os.environ | {"PYTHONPATH": str(ROOT), "LINLI_HTTP__PORT": "0"} | settings
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "deploy.linli", "up"],
                cwd=folder,
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        end(self.process, signal.SIGKILL)

    @property
    def said(self) -> str:
        return self.output.read_text()

    def wait(self) -> Self:
        def is_ready() -> bool:
            assert self.process.poll() is None, self.said
            return LAST_LINE in self.said

        wait_until(is_ready, "the house is ready", STARTS_WITHIN, self.output)
        return self

    def requests(self) -> list[str]:
        return [line for line in self.said.splitlines() if line.startswith("curl ")]

    def tokens(self) -> dict[str, str]:
        return dict(re.findall(r"^(\w+) +(eyJ\S+)$", self.said, re.MULTILINE))

    def lines(self, message: str) -> list[dict[str, Any]]:
        """Of the log, those with this message."""
        logged = [json.loads(line) for line in self.said.splitlines() if line.startswith("{")]
        return [line for line in logged if line["message"] == message]

    def work(self) -> float:
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self, sign: signal.Signals) -> int:
        self.process.send_signal(sign)
        return self.process.wait(STOPS_WITHIN)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("up")


@pytest.fixture(scope="module")
def up(folder: Path) -> Iterator[Up]:
    """The first start in an empty folder."""
    with Up(folder) as first:
        yield first.wait()


def typed(line: str) -> dict[str, Any]:
    """What a line prints when it is typed into a shell as it stands."""
    ran = subprocess.run(["sh", "-c", line], capture_output=True, text=True, timeout=30, check=True)
    answer: dict[str, Any] = json.loads(ran.stdout)
    return answer


def test_it_says_where_it_is_and_gives_a_token_for_every_role(up: Up):
    assert re.search(r"is ready at http://127\.0\.0\.1:\d+ ", up.said)
    assert list(up.tokens()) == [demo.role for demo in demos()]
    assert len(set(up.tokens().values())) == len(demos())


def test_three_requests_work_as_printed(up: Up):
    search, register, listing = up.requests()

    assert "八里庄社区居委会" in {area["name"] for area in typed(search)["items"]}
    case = typed(register)
    assert (case["state"], case["vacant"]) == ("registered", False)
    assert case["id"] in {listed["id"] for listed in typed(listing)["items"]}


def test_a_platform_s_key_opens_the_cases_of_the_community_and_nothing_else(up: Up):
    [secret] = re.findall(r"^platform key +(linli_live_\S+)$", up.said, re.MULTILINE)
    address = up.requests()[0].partition("http://")[2].partition("/")[0]
    with httpx.Client(base_url=f"http://{address}", headers={"Authorization": f"Bearer {secret}"}) as client:
        statuses = [client.get(path).status_code for path in ("/v1/cases", "/v1/messages")]
    assert statuses == [200, 403]


def test_demo_tokens_hold_for_twelve_hours(up: Up):
    for token in up.tokens().values():
        claims = jwt.decode(token, options={"verify_signature": False})
        assert claims["exp"] - claims["iat"] == 12 * 3600


def test_the_settings_are_shown_at_start_without_secrets(up: Up):
    (line,) = up.lines("starting")
    assert line["settings"]["profile"] == "sample"
    assert line["settings"]["broker"]["uri"] == "embedded://linli"


def test_a_message_that_leaves_by_the_log_channel_is_a_line(up: Up):
    address = up.requests()[0].partition("http://")[2].partition("/")[0]
    headers = {"Authorization": f"Bearer {up.tokens()['district_officer']}"}
    with httpx.Client(base_url=f"http://{address}", headers=headers) as client:
        case = typed(up.requests()[1])["id"]
        tag = client.get(f"/v1/cases/{case}").headers["ETag"]
        for step in ("assign", "take-in-hand"):
            tag = change(client, case, step, tag)
        change(client, case, "close", tag, {"feedback": "灯已修好"})

    wait_until(lambda: bool(up.lines("message sent")), "the message has left", STARTS_WITHIN)
    (line,) = up.lines("message sent")
    assert (line["template"], "灯已修好" in up.said) == ("case_closed", False)


def test_a_second_process_on_the_same_files_says_so_and_stops(up: Up, folder: Path):
    with Up(folder) as second:
        assert second.process.wait(STARTS_WITHIN) == 1
    assert f"is held by process {up.process.pid}" in second.said


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_in_time_and_starts_again_with_what_was_kept(tmp_path: Path, sign: signal.Signals):
    with Up(tmp_path) as first:
        case = typed(first.wait().requests()[1])
        tokens = first.tokens()
        assert first.stop(sign) == 0

    with Up(tmp_path) as second:
        assert second.wait().work() <= WORK_OF_A_START
        assert case["id"] in {listed["id"] for listed in typed(second.requests()[2])["items"]}
        assert second.tokens().keys() == tokens.keys()
        assert not set(second.tokens().values()) & set(tokens.values())


def test_a_real_house_is_not_started_without_its_keys(tmp_path: Path):
    with Up(tmp_path, LINLI_PROFILE="production") as house:
        assert house.process.wait(STARTS_WITHIN) == 1
    assert "master.key missing; `linli keys create`" in house.said
    assert not list(tmp_path.rglob("*.db"))


def test_a_taken_port_is_said_in_a_line(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with Up(tmp_path, LINLI_HTTP__PORT=str(port)) as house:
            assert house.process.wait(STARTS_WITHIN) == 1
    assert f"127.0.0.1:{port} or a probe's port is taken" in house.said


def test_what_was_accepted_outlives_a_kill(tmp_path: Path):
    with Up(tmp_path) as first:
        case = typed(first.wait().requests()[1])
    assert first.process.returncode == -signal.SIGKILL

    with Up(tmp_path) as second:
        assert case["id"] in {listed["id"] for listed in typed(second.wait().requests()[2])["items"]}
