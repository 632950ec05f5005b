"""A private S3 server, and servers that answer as no store should."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

from botocore.session import Session  # type: ignore[import-untyped]

from services.chassis.settings import BlobSettings
from tests.processes import end, free_port, wait_until

BUCKET = "linli"
DENIED = b"<Error><Code>InvalidAccessKeyId</Code><Message>no such key</Message></Error>"


def settings_of(endpoint: str, bucket: str = BUCKET) -> BlobSettings:
    return BlobSettings(
        store="s3", endpoint=endpoint, region="cn-north-1", bucket=bucket, access_key="a", secret_key="s"
    )


def client_of(endpoint: str) -> Any:
    """The library's own, to look behind the store."""
    keys = {"aws_access_key_id": "a", "aws_secret_access_key": "s"}
    return Session().create_client("s3", region_name="cn-north-1", endpoint_url=endpoint, **keys)


@contextmanager
def moto(folder: Path) -> Iterator[str]:
    """Its address; the bucket is there."""
    port, log = free_port(), folder / "moto.log"
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    environ = os.environ | {"MOTO_IAM_LOAD_MANAGED_POLICIES": "false"}
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=environ)
    try:
        wait_until(lambda: _listens(port), "the S3 server listens", 60, log)
        address = f"http://127.0.0.1:{port}"
        place = {"LocationConstraint": "cn-north-1"}
        client_of(address).create_bucket(Bucket=BUCKET, CreateBucketConfiguration=place)
        yield address
    finally:
        end(process, signal.SIGTERM)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Bad(BaseHTTPRequestHandler):
    """Answers with `status` and `body`, of which it says that it is `said` bytes longer.

    When it only stumbles, it does so as often, and is well after.
    """

    status: ClassVar[int] = 500
    body: ClassVar[bytes] = b""
    said: ClassVar[int] = 0
    stumbles: ClassVar[int] = -1

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    do_POST, do_DELETE = do_PUT, do_GET  # noqa: N815

    def _answer(self) -> None:
        kind = type(self)
        self.send_response(self.status if kind.stumbles else 200)
        kind.stumbles -= 1 if kind.stumbles > 0 else 0
        self.send_header("Content-Length", str(len(self.body) + self.said))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(self.body)
        self.close_connection = True

    def log_message(self, *_: object) -> None: ...


@contextmanager
def answering(status: int, body: bytes = b"", said: int = 0, stumbles: int = -1) -> Iterator[str]:
    how = {"status": status, "body": body, "said": said, "stumbles": stumbles}
    kind = type("Answering", (Bad,), how)
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def silent() -> Iterator[str]:
    """Takes connections and never says a word."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(16)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
